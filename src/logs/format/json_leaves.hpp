// SPDX-License-Identifier: Apache-2.0
// The values of a JSON object, nested ones under joined keys.
#pragma once

#include "logs/format/format.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

struct JsonLeaf {
  std::string key;    ///< "log.level", "spans.0.name"
  std::string value;  ///< of a string: unescaped; of another: as written
  Span raw;           ///< in the text; of a string: without its quotes
};

/// In the order of the text; absent when it is no JSON object. Within an object deeper than 8 levels, values are one
/// leaf, the JSON text; after 512 leaves, nothing more is read. Values are kept up to 64 KiB, keys up to
/// 1 KiB a level.
[[nodiscard]] std::optional<std::vector<JsonLeaf>> find_json_leaves(std::string_view text);

}  // namespace debrief::logs
