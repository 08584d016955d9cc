// SPDX-License-Identifier: Apache-2.0
// Evidence as the API shows it (schemas Evidence and Unread of api/openapi.yaml).
#pragma once

#include "base/json.hpp"
#include "domain/evidence.hpp"

namespace debrief::domain {

[[nodiscard]] json::object to_json(const Evidence& evidence);
[[nodiscard]] json::object to_json(const Unread& unread);

}  // namespace debrief::domain
