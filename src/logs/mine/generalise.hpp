// SPDX-License-Identifier: Apache-2.0
// Finds the places of messages where words vary: there a template has a variable, although each word looks like one of
// the language ("session opened for user alice").
#pragma once

#include "logs/mine/pattern.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// The words that stand at one place of messages that are equal everywhere else.
struct Place {
  std::vector<std::string_view> words;  ///< distinct
  bool holds_values = false;            ///< another such message has a variable there
  bool is_first = false;                ///< nothing but signs stands before it
  std::size_t words_around = 0;         ///< words of the rest of the message
};

/// Whether the words are values of a variable rather than what tells messages apart. The rules, each with its reason,
/// are in docs/logs-templates.md.
[[nodiscard]] bool is_variable_place(const Place& place);

/// One round: every place of every pattern is judged by what the patterns were at its beginning, so that the order does
/// not matter. Patterns are distinct. Returns the numbers of those it changed, ascending.
[[nodiscard]] std::vector<std::uint32_t> generalise(std::vector<Pattern>& patterns, const SymbolTable& symbols);

}  // namespace debrief::logs
