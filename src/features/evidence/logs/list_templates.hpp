// SPDX-License-Identifier: Apache-2.0
// The kinds of messages in an incident's logs, for those who compare incidents.
#pragma once

#include "domain/ports.hpp"
#include "features/evidence/logs/log_sets.hpp"

#include <vector>

namespace debrief::features::evidence::logs {

/// As domain::ListLogTemplates. For callers that may see the incident.
[[nodiscard]] std::vector<domain::LogTemplate> list_templates(const IncidentLogs& logs);

}  // namespace debrief::features::evidence::logs
