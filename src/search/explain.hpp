// SPDX-License-Identifier: Apache-2.0
// Why a document was found.
#pragma once

#include "search/best_documents.hpp"
#include "search/counted.hpp"
#include "search/document.hpp"
#include "search/rank.hpp"
#include "search/settings.hpp"

#include <span>

namespace debrief::search {

/// The hit for a document that `evaluate` found, with its at most `reason_limit` largest reasons.
[[nodiscard]] Hit explain(const ScoredDocument& found, const Segment& segment, std::span<const RankedTerm> terms,
                          const Ranking& ranking, std::span<const Field> fields, Counted& counted,
                          std::size_t reason_limit);

}  // namespace debrief::search
