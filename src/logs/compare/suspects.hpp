// SPDX-License-Identifier: Apache-2.0
// Which services, hosts or files to look at first. Pure.
#pragma once

#include "logs/compare/finding.hpp"
#include "logs/compare/request_waits.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// Findings and waits have no common scale, so their two rankings are fused by rank: `score` is the sum of 1 / (60 +
/// rank) over those in which the name is (reciprocal rank fusion, Cormack, Clarke and Büttcher 2009).
struct Suspect {
  std::string name;
  double score = 0;
  double of_findings = 0;  ///< sum of the scores of its findings, see rank_suspects()
  double of_waits = 0;     ///< share of the time of all requests that they spent, longer than before, after its lines
  std::vector<std::size_t> findings;  ///< numbers of those about it, the strongest first
  std::string why;                    ///< one sentence for people
};

/// Names by falling score, equal ones by waits. `name_of` says what a source belongs to (its service, its host), the
/// source itself by default. The findings of one name count less and less (the second half, the third a third), so that
/// a talkative one does not win by number. `source_names` are those of the numbers in `slower.steps`.
[[nodiscard]] std::vector<Suspect> rank_suspects(std::span<const Finding> findings, const SlowerSteps& slower,
                                                 std::span<const std::string> source_names,
                                                 const std::function<std::string(std::string_view)>& name_of = {});

}  // namespace debrief::logs
