// SPDX-License-Identifier: Apache-2.0
// Which words of a message are values, whatever the program: told by their form alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace debrief::logs {

enum class VariableType : std::uint8_t {
  any,
  number,
  hex,
  uuid,
  ip,
  path,
  url,
  duration,
  size,
  quoted,
  host,
  email,
  id,
};

/// As it stands in a template: "<num>"; "<*>" for `any`.
[[nodiscard]] std::string_view placeholder(VariableType type);

/// The type of a word that is a value by its form: it holds a digit, or is a path, an address, a qualified name
/// ("org.example.Class", "www.example.org"), or one of the constants true, false, null and nil. Absent for a word of
/// the language. Qualified names of exceptions and errors say what happened and are no values. Linear in the word.
[[nodiscard]] std::optional<VariableType> variable_type(std::string_view word);

/// What a number counts when this word follows it: a duration for "ms", a size for "KB"; absent for other words.
[[nodiscard]] std::optional<VariableType> type_of_unit(std::string_view word);

/// Names of months and weekdays, whole or of three letters: part of a date when a number is near.
[[nodiscard]] bool is_part_of_date(std::string_view word);

}  // namespace debrief::logs
