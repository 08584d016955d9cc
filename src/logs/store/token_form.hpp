// SPDX-License-Identifier: Apache-2.0
// What tokens of one kind share, and the numbers in which they differ: "10.0.0.7:80" and "10.0.12.1:443" are of one
// form, with five numbers each; so are two UUIDs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace debrief::logs {

struct TokenNumber {
  std::uint64_t value = 0;
  std::uint8_t size = 0;  ///< digits as written, zeros in front included
};

struct TokenForm {
  static constexpr std::size_t kLongest = 120;  ///< bytes of a token that has a form
  static constexpr std::size_t kMostRuns = 8;

  /// Bytes of a form that stand for something: a run of decimal digits; a run of up to 16 hexadecimal digits in lower
  /// or upper case, whose count is the next byte.
  static constexpr char kDecimal = 1, kHexLower = 2, kHexUpper = 3;

  std::array<char, kLongest + 2 * kMostRuns> bytes;
  std::size_t size = 0;
  std::array<TokenNumber, kMostRuns> numbers;
  std::size_t runs = 0;

  [[nodiscard]] std::string_view text() const { return {bytes.data(), size}; }
};

/// False for tokens that have no useful form: longer than kLongest, with more than kMostRuns runs, a run of more than
/// 19 digits, or a control byte.
[[nodiscard]] bool read_form(std::string_view token, TokenForm& form);

/// Whether the token can be written in a form that is known already; then `form.numbers` are its numbers. Faster than
/// read_form.
[[nodiscard]] bool match_form(std::string_view known, std::string_view token, TokenForm& form);

}  // namespace debrief::logs
