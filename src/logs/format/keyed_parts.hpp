// SPDX-License-Identifier: Apache-2.0
// From keys and values to the parts of a line, as a definition names them.
#pragma once

#include "logs/format/definition.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

struct KeyedValue {
  std::string key;
  std::string value;
  Span raw;  ///< in the line
};

/// Absent when a key that the definition needs is not there. Keys fit in any case. Without any of the keys for the
/// body, the body is the whole line.
[[nodiscard]] std::optional<ParsedLine> parts_of(const Definition& definition, std::vector<KeyedValue> values,
                                                 std::string_view line);

}  // namespace debrief::logs
