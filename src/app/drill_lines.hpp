// SPDX-License-Identifier: Apache-2.0
// Log lines for drills: of the past of an incident alone.
#pragma once

#include "features/drills/drills.hpp"
#include "features/evidence/logs/log_sets.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace debrief::app {

/// The last lines of an incident's logs, none later than `until`, that mention the words (empty: any), masked. Empty when
/// there are none, and when it takes longer than two seconds. For callers that may read the incident.
[[nodiscard]] std::vector<features::drills::LogLine> search_drill_lines(features::evidence::logs::LogSets& sets,
                                                                        std::int64_t incident, std::string_view words,
                                                                        Instant until, std::size_t limit);

}  // namespace debrief::app
