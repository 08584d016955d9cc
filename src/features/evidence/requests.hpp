// SPDX-License-Identifier: Apache-2.0
// What the routes of evidence read and write in the same way.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/ports.hpp"

#include <string>

namespace debrief::features::evidence {

/// The name of a file, with folders. Errors: invalid, at `name`.
[[nodiscard]] Result<std::string> check_name(std::string name);

[[nodiscard]] json::object to_json(const domain::EvidenceOf& evidence);
/// What an upload that waits for its incident is.
[[nodiscard]] json::object upload_json(const domain::Evidence& stored);

}  // namespace debrief::features::evidence
