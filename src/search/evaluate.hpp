// SPDX-License-Identifier: Apache-2.0
// Finds the best documents for a query's terms without looking at those that cannot be among them (MaxScore:
// H. Turtle, J. Flood, Query evaluation: strategies and optimizations, 1995; here over windows of documents,
// term by term within a window). The result is exactly that of scoring every document.
#pragma once

#include "search/best_documents.hpp"
#include "search/rank.hpp"
#include "search/segment.hpp"

#include <span>

namespace debrief::search {

/// `terms` in descending order of their bounds, with one list per view. Every document's score is the sum of
/// its terms' contributions in that order.
void evaluate(std::span<const LiveView> views, std::span<const RankedTerm> terms, const Ranking& ranking,
              BestDocuments& best);

}  // namespace debrief::search
