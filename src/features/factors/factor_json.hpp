// SPDX-License-Identifier: Apache-2.0
// What the slice's answers look like, and how its requests are read. Pure.
#pragma once

#include "base/json.hpp"
#include "features/factors/draw.hpp"
#include "features/factors/factors.hpp"
#include "features/factors/taxonomy.hpp"

#include <vector>

namespace debrief::features::factors {

[[nodiscard]] json::object to_json(const domain::Factor& factor);
[[nodiscard]] json::object to_json(const domain::FactorLink& link);
[[nodiscard]] json::object to_json(const FactorWithLinks& factor);
[[nodiscard]] json::object to_json(const Taxonomy& taxonomy);
/// Where boxes, lines of text and arrows stand.
[[nodiscard]] json::object to_json(const domain::FactorDrawing& drawing);
[[nodiscard]] json::array to_json(const std::vector<domain::Factor>& factors);
[[nodiscard]] json::array to_json(const std::vector<domain::FactorLink>& links);

/// Without a kind it is not sorted yet; without effects it contributed to the outcome. Errors: invalid.
[[nodiscard]] Result<NewFactor> read_new_factor(const json::value& body);
[[nodiscard]] Result<FactorChange> read_factor_change(const json::value& body);
[[nodiscard]] Result<domain::FactorLink> read_link(const json::value& body);

}  // namespace debrief::features::factors
