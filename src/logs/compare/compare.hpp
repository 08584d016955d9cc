// SPDX-License-Identifier: Apache-2.0
// Compares the time of an incident with other times. Pure: counts in, findings out.
#pragma once

#include "logs/compare/finding.hpp"

#include <span>
#include <string>
#include <vector>

namespace debrief::logs {

/// A time to compare with: before the incident, the same hour of the day before, or another incident, whose counts may
/// come from another store. `series` must outlive the comparison.
struct Baseline {
  std::string name;
  Window window;
  std::span<const Series> series;
};

struct CompareLimits {
  double most_false = 0.05;  ///< of the findings, the share that chance may have made (q)
  std::size_t most_findings = 500;
};

/// Findings by falling score. Against several baselines a finding must hold against each of them, so that what the hour
/// of the day explains is none; its figures are those of the first. Series and sources are matched by template id and
/// source. Without any line in the baselines there is nothing to compare with, and there are no findings.
[[nodiscard]] std::vector<Finding> compare_windows(std::span<const Series> series, Window incident,
                                                   std::span<const Baseline> baselines,
                                                   const CompareLimits& limits = {});

}  // namespace debrief::logs
