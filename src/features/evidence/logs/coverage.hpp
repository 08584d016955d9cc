// SPDX-License-Identifier: Apache-2.0
// Of which times an incident has logs.
#pragma once

#include "domain/ports.hpp"
#include "features/evidence/logs/log_sets.hpp"

#include <optional>
#include <vector>

namespace debrief::features::evidence::logs {

/// For each source the stretches between `from` and `until` in which it has lines: to a minute, or coarser for more
/// than eight hours. Absent without sources, while something is still being read, and when telling takes more than two
/// seconds. For callers that may see the incident.
[[nodiscard]] std::optional<std::vector<domain::LogCoverage>> find_coverage(const IncidentLogs& logs, Instant from,
                                                                            Instant until);

}  // namespace debrief::features::evidence::logs
