// SPDX-License-Identifier: Apache-2.0
// What led to what. Pure.
#pragma once

#include "domain/factor.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::factors {

/// The shortest way along the links from `from` to `to`, both included; empty when there is none. A way from a factor
/// to itself is that factor alone.
[[nodiscard]] std::vector<std::string> find_way(const std::vector<domain::FactorLink>& links, std::string_view from,
                                                std::string_view to);

/// The circle that a link from `cause` to `effect` would close, as "“A” → “B” → “A”"; empty when it closes none.
[[nodiscard]] std::string circle_closed_by(const domain::FactorGraph& graph, std::string_view cause,
                                           std::string_view effect);

/// Null when the graph has no factor of that id.
[[nodiscard]] const domain::Factor* find_factor(const domain::FactorGraph& graph, std::string_view id);

}  // namespace debrief::features::factors
