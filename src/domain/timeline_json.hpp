// SPDX-License-Identifier: Apache-2.0
// A timeline entry as JSON, the schema TimelineEntry of api/openapi.yaml.
#pragma once

#include "base/json.hpp"
#include "domain/timeline.hpp"

namespace debrief::domain {

[[nodiscard]] json::object to_json(const TimelineEntry& entry);

}  // namespace debrief::domain
