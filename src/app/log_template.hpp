// SPDX-License-Identifier: Apache-2.0
// Whether a kind of message is in the logs of an incident.
#pragma once

#include "base/clock.hpp"
#include "features/evidence/logs/log_sets.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::app {

/// True when a line of the template (the text of its id) from `since` on is there. Absent while logs are being read,
/// and when looking takes longer than ten seconds.
[[nodiscard]] std::optional<bool> find_log_template(features::evidence::logs::LogSets& sets, std::int64_t incident,
                                                    const std::string& log_template, Instant since);

}  // namespace debrief::app
