// SPDX-License-Identifier: Apache-2.0
// Facts as the API and the live feed show them (schema Fact of api/openapi.yaml).
#pragma once

#include "base/json.hpp"
#include "domain/fact.hpp"

namespace debrief::domain {

[[nodiscard]] json::object to_json(const Fact& fact);

}  // namespace debrief::domain
