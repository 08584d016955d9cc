// SPDX-License-Identifier: Apache-2.0
// Scores of a few documents by terms that did not find them.
#pragma once

#include "search/best_documents.hpp"
#include "search/rank.hpp"
#include "search/segment.hpp"

#include <span>

namespace debrief::search {

/// Adds to the documents' scores what `terms` contribute. Puts the documents in another order.
void complete(std::span<ScoredDocument> documents, std::span<const LiveView> views, std::span<const RankedTerm> terms,
              const Ranking& ranking);

}  // namespace debrief::search
