// SPDX-License-Identifier: Apache-2.0
// Log lines for drills: of the past of an incident alone.
#pragma once

#include "features/drills/drills.hpp"
#include "features/evidence/logs/log_sets.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace debrief::app {

/// The newest of the lines that are wanted, masked. Empty when there are none, and when it takes longer than two seconds. For
/// callers that may read the incident.
[[nodiscard]] std::vector<features::drills::LogLine> search_drill_lines(features::evidence::logs::LogSets& sets,
                                                                        const features::drills::LinesWanted& wanted,
                                                                        std::size_t limit);

/// How many there are over the time that is wanted, in at most `spans` spans of a round length; none ends later than a
/// step after it. Absent when there are none, when the time is empty, and when it takes longer than two seconds.
[[nodiscard]] std::optional<features::drills::LineChart> chart_drill_lines(features::evidence::logs::LogSets& sets,
                                                                           const features::drills::LinesWanted& wanted,
                                                                           std::size_t spans);

}  // namespace debrief::app
