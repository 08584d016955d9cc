// SPDX-License-Identifier: Apache-2.0
// Each series of a comparison beside its baselines, with the test of its rate. Pure.
#pragma once

#include "logs/compare/compare.hpp"
#include "logs/compare/rates.hpp"

#include <span>
#include <vector>

namespace debrief::logs {

/// What a series did in one baseline.
struct BaselineCounts {
  const Series* series = nullptr;  ///< absent there: null
  double count = 0;
  double per_minute = 0;  ///< of the time that is covered by logs
  double dispersion = 1;
  RateChange change;
};

struct TestedSeries {
  const Series* series = nullptr;  ///< null when only a baseline has it
  double count = 0;                ///< in the incident
  double per_minute = 0;
  std::vector<BaselineCounts> baselines;  ///< in the order of the baselines that have any logs
  double p = 1;                           ///< the largest of the baselines; 1 when they point in different directions
  double q = 1;                           ///< among all series of the comparison
  [[nodiscard]] const Series& any() const;
};

/// The incident as far as there are logs, and the parts of the baselines that have logs.
struct ComparedTime {
  Window incident;
  std::vector<const Baseline*> baselines;    ///< those with any logs
  std::vector<std::vector<Window>> covered;  ///< parts of each of them
};
[[nodiscard]] ComparedTime compared_time(std::span<const Series> series, Window incident,
                                         std::span<const Baseline> baselines);

/// Every series with a line in the incident or in a baseline, in the order of template id and source.
[[nodiscard]] std::vector<TestedSeries> test_series(std::span<const Series> series, const ComparedTime& time);

/// Seconds of the slices by which dispersion is measured: a tenth of the incident, from a second to a minute.
[[nodiscard]] std::int64_t slice_seconds(Window incident);

}  // namespace debrief::logs
