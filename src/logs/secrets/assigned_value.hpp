// SPDX-License-Identifier: Apache-2.0
// Where the value of a key begins and ends, in the ways programs write it: key=value, key: value, "key":"value" (also
// with escaped quotes), <key>value</key>, --key value, key=value&…
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace debrief::logs::secrets {

enum class ValueForm : std::uint8_t {
  plain,   ///< key=value
  prose,   ///< key: value without quotes; may be a sentence
  quoted,  ///< in quotes or between tags
};

struct AssignedValue {
  std::size_t begin = 0;
  std::size_t end = 0;
  ValueForm form = ValueForm::plain;
};

/// The value after a key that ends before `key_end` and begins at `key_begin`. Absent without a sign that assigns.
/// Without quotes it is cut after `most` bytes, in quotes it is at most 4,096 bytes long.
[[nodiscard]] std::optional<AssignedValue> find_assigned_value(std::string_view text, std::size_t key_begin,
                                                               std::size_t key_end, std::size_t most);

/// The end of the line, or `from` + `most`.
[[nodiscard]] std::size_t end_of_line(std::string_view text, std::size_t from, std::size_t most);

}  // namespace debrief::logs::secrets
