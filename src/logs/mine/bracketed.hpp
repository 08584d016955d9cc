// SPDX-License-Identifier: Apache-2.0
// What stands in brackets is data rather than prose: lists, pairs of keys and values, states of objects.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace debrief::logs {

[[nodiscard]] bool opens_bracket(char c);   ///< ( [ {
[[nodiscard]] bool closes_bracket(char c);  ///< ) ] }

/// Behind the bracket that closes the one at `open`, "<" and ">" counting as brackets when the first one is; absent
/// when none does. Each character looked at costs one of `budget`; when that is used up, nothing is found any more.
[[nodiscard]] std::optional<std::size_t> behind_bracket(std::string_view text, std::size_t open, std::size_t& budget);

/// At least two words that commas separate: "shanghai, suzhou". No spaces, keys or brackets within a member.
[[nodiscard]] bool is_list(std::string_view content);

/// Where a value of "key=value, key=other value)" ends that begins at `begin` within brackets: at the comma, semicolon
/// or bracket behind it, spaces and inner brackets being part of it. Absent when another key comes before that, or none
/// of them does.
[[nodiscard]] std::optional<std::size_t> end_of_value_in_brackets(std::string_view text, std::size_t begin,
                                                                  std::size_t& budget);

}  // namespace debrief::logs
