// SPDX-License-Identifier: Apache-2.0
// Classes of ASCII characters, without a locale.
#pragma once

namespace debrief::logs {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr char lower(char c) {
  return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
constexpr bool is_letter_or_digit(char c) {
  return is_letter(c) || is_digit(c);
}

/// The value of two digits.
constexpr int two_digits(const char* at) {
  return (at[0] - '0') * 10 + (at[1] - '0');
}

/// The value of a hexadecimal digit; -1 for other characters.
constexpr int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace debrief::logs
