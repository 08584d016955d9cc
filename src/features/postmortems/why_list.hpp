// SPDX-License-Identifier: Apache-2.0
// The graph of factors as a nested list in Markdown. Pure.
#pragma once

#include "domain/factor.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace debrief::features::postmortems {

/// "[T3](#entry-123)" for a timeline entry, or nothing when it is not to be cited.
using CiteEntry = std::function<std::string(std::int64_t entry)>;

/// What contributed to the outcome, and below each factor what made it possible, and so on: title, kind, how, citations
/// and text. A factor with several effects is told once and named again. Chains beyond eight levels go on in a list of
/// their own; what is not linked comes last. Empty without factors.
[[nodiscard]] std::string why_list(const domain::FactorGraph& graph, const std::vector<domain::FactorKind>& kinds,
                                   const CiteEntry& cite);

}  // namespace debrief::features::postmortems
