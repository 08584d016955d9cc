// SPDX-License-Identifier: Apache-2.0
// YAML as JSON values, by yaml-cpp.
#pragma once

#include "base/json.hpp"

#include <string_view>
#include <vector>

namespace debrief::features::services {

/// The documents of a stream. Scalars are texts, whatever they look like; null is null. Aliases are followed.
/// Errors: invalid (no YAML: with line and column; keys that are no texts; more than 20,000 values or 20 levels).
[[nodiscard]] Result<std::vector<json::value>> read_yaml(std::string_view text);

}  // namespace debrief::features::services
