// SPDX-License-Identifier: Apache-2.0
// Incidents and alerts as the API shows them (schemas IncidentSummary, Incident and Alert of api/openapi.yaml).
#pragma once

#include "base/json.hpp"
#include "domain/incident.hpp"
#include "domain/ports.hpp"

namespace debrief::domain {

[[nodiscard]] json::object summary_json(const Incident& incident);
[[nodiscard]] json::object to_json(const Incident& incident);
[[nodiscard]] json::object to_json(const Alert& alert);

}  // namespace debrief::domain
