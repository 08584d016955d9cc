// SPDX-License-Identifier: Apache-2.0
// Bursts of lines within seconds, and silence of a source that used to speak. Pure.
#pragma once

#include "logs/compare/counts.hpp"

#include <optional>

namespace debrief::logs {

struct Burst {
  Window window;  ///< seconds that follow each other with at most two between them
  double count = 0;
  double most_before = 0;  ///< lines in the fullest second of the baseline
};
/// The run of seconds with the most lines, each with at least ten lines, twice as many as any second of the baseline
/// and more than ten interquartile ranges above its seconds. Without a baseline there are no bursts.
[[nodiscard]] std::optional<Burst> find_burst(const Series& series, Window baseline, Window incident);

struct Silence {
  Window window;
  double usual_seconds = 0;   ///< the longest pause of the baseline
  double expected_lines = 0;  ///< that would have come in the meantime
  double p = 1;               ///< of none, had the rate stayed as it was
};
/// The longest pause of a source that reaches into the incident: at least 30 seconds and three times the longest pause
/// of the baseline, in which at least ten lines were to be expected. What is expected is measured by the other lines of
/// `all`, which holds this source too: when everything is quiet, the silence of one tells nothing. The baseline must
/// have ten lines.
[[nodiscard]] std::optional<Silence> find_silence(const Series& source, const Series& all, Window baseline,
                                                  Window incident, double dispersion);

}  // namespace debrief::logs
