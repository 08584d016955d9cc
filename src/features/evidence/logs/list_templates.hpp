// SPDX-License-Identifier: Apache-2.0
// The kinds of messages in an incident's logs, for those who compare incidents.
#pragma once

#include "domain/ports.hpp"
#include "features/evidence/logs/log_sets.hpp"

#include <string>
#include <vector>

namespace debrief::features::evidence::logs {

/// As domain::ListLogTemplates, masked. For callers that may see the incident.
[[nodiscard]] std::vector<domain::LogTemplate> list_templates(const IncidentLogs& logs, const std::string& mask_key);

}  // namespace debrief::features::evidence::logs
