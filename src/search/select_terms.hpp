// SPDX-License-Identifier: Apache-2.0
// Looks a query's terms up in all segments and weighs them.
#pragma once

#include "search/analyse.hpp"
#include "search/rank.hpp"
#include "search/segment.hpp"

#include <span>
#include <vector>

namespace debrief::search {

/// A longer query is cut to the terms that weigh most.
inline constexpr std::size_t kQueryTermLimit = 1000;

/// The terms that some live document has, in descending order of their bounds, equal ones by name.
[[nodiscard]] std::vector<RankedTerm> select_terms(std::vector<AnalysedTerm> terms, std::span<const LiveView> views,
                                                   const Ranking& ranking);

/// How many of the terms find documents; the others, which many documents have, only rank what those find. All, as long
/// as their lists hold no more than a quarter of a million documents together: a search takes no longer in an index of
/// any size.
[[nodiscard]] std::size_t count_finding(std::span<const RankedTerm> terms);

}  // namespace debrief::search
