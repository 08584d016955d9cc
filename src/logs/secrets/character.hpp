// SPDX-License-Identifier: Apache-2.0
// What kind a byte is, in ASCII and whatever the locale.
#pragma once

#include "base/ascii.hpp"

#include <cstddef>
#include <string_view>

namespace debrief::logs::secrets {

constexpr bool is_word(char c) {
  return is_letter_or_digit(c) || c == '_';
}
constexpr bool is_hex(char c) {
  return hex_digit(c) >= 0;
}
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
constexpr bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

/// The byte, or NUL outside the text.
constexpr char char_at(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}
constexpr char char_before(std::string_view text, std::size_t at) {
  return at > 0 ? text[at - 1] : '\0';
}

/// Whether `text` has `word` (in lower case) at `at`, whatever the case of the text.
constexpr bool has_word_at(std::string_view text, std::size_t at, std::string_view word) {
  if (at > text.size() || text.size() - at < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower(text[at + i]) != word[i]) return false;
  return true;
}

}  // namespace debrief::logs::secrets
