// SPDX-License-Identifier: Apache-2.0
// Tokens of one width that differ in their digits only, such as "2026-11-23" or "0042", as numbers.
#pragma once

#include "logs/store/digits.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// The digits of a token, put together: those before the last twelve (up to 19), and the last twelve, or, when there
/// are up to 19 in all, none and all of them.
struct ShapedDigits {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

class DigitShape {
 public:
  static constexpr std::size_t kLowDigits = 12;  ///< of tokens with more than 19 digits
  /// Absent for tokens of more than 64 bytes or 31 digits.
  [[nodiscard]] static std::optional<DigitShape> of(std::string_view token);

  /// False when the token has another shape.
  [[nodiscard]] bool parse(std::string_view token, ShapedDigits& digits) const;
  void render(const ShapedDigits& digits, std::string& out) const;
  [[nodiscard]] const std::string& text() const { return text_; }
  /// How many digits.
  [[nodiscard]] std::size_t digits() const { return digits_; }
  [[nodiscard]] bool has_high() const { return digits_ > kMostDigits; }

 private:
  struct Run {
    std::uint8_t begin = 0, size = 0;  // at most eight digits
    std::uint64_t scale = 1;           // 10^size
    bool high = false;
  };
  void add_run(std::size_t begin, std::size_t end, std::size_t& seen);

  std::string text_;  // with '0' for each digit
  std::size_t digits_ = 0;
  std::vector<Run> runs_;
  std::array<std::uint64_t, 8> literal_{}, digit_mask_{};
};

}  // namespace debrief::logs
