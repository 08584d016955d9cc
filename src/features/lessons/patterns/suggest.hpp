// SPDX-License-Identifier: Apache-2.0
// Which factors a new postmortem may name: what its text speaks of, and what people named for incidents like it. People
// decide.
#pragma once

#include "domain/factor.hpp"
#include "domain/match.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::lessons {

struct FactorSuggestion {
  domain::FactorKind kind;
  double score = 0;                          ///< 0 to 100 points, the sum of its reasons
  std::vector<domain::MatchReason> reasons;  ///< the strongest first
};

/// A past incident that resembles the new one, and the factors that people named for it.
struct Neighbour {
  std::int64_t incident = 0;
  double likeness = 0;  ///< 0 to 1
  std::vector<domain::Factor> factors;
};

/// At most `limit`, the strongest first; kinds that the incident has already are left out.
[[nodiscard]] std::vector<FactorSuggestion> suggest_factors(std::string_view title, std::string_view text,
                                                            const std::vector<Neighbour>& neighbours,
                                                            const std::vector<domain::Factor>& known,
                                                            const std::vector<domain::FactorKind>& kinds,
                                                            std::size_t limit);

}  // namespace debrief::features::lessons
