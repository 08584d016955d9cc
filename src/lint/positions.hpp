// SPDX-License-Identifier: Apache-2.0
// Offsets as editors count.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace debrief::lint {

/// Counts lines (from 1) and UTF-16 code units of valid UTF-8, moving forward only, so that all offsets of a text
/// together cost one pass. Keeps a view of the text.
class Positions {
 public:
  explicit Positions(std::string_view text) : text_(text) {}

  /// Moves to `offset`, which must not lie before the one of the last call.
  void move_to(std::size_t offset);
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] std::size_t column() const { return column_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

/// Leads from a text to the one that it was made of by adding characters only.
class Origin {
 public:
  Origin(std::string_view source, std::string_view written);
  /// The offset in the source of what stands at `offset`, or of what follows when that was added.
  [[nodiscard]] std::size_t of(std::size_t offset) const;

 private:
  std::vector<std::size_t> added_;  // offsets in the written text, ascending
};

/// UTF-16 code units of valid UTF-8.
[[nodiscard]] std::size_t utf16_length(std::string_view text);

}  // namespace debrief::lint
