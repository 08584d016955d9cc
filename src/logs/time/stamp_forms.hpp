// SPDX-License-Identifier: Apache-2.0
// The forms in which programs write stamps, and matching one of them at a place in a line.
#pragma once

#include "logs/time/layout.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace debrief::logs {

/// A run of characters of a stamp being matched.
struct StampPiece {
  StampPart part = StampPart::literal;
  std::uint16_t begin = 0;  ///< in the line
  std::uint16_t length = 0;
  std::uint8_t least = 1;
  std::uint8_t most = 1;
};

/// How far a match has come. Copied to try several ways on.
struct StampMatch {
  std::string_view line;  ///< at most 65,535 bytes
  std::size_t begin = 0;
  std::size_t at = 0;
  std::size_t count = 0;
  bool full_date = false;
  std::array<StampPiece, 24> pieces{};

  [[nodiscard]] std::string_view rest() const { return line.substr(at); }
  /// Takes the next `length` characters as a part.
  void take(StampPart part, std::size_t length, std::uint8_t least = 1, std::uint8_t most = 1);
  [[nodiscard]] StampLayout layout() const;
};

/// Matches what a form says, a letter for each part, and moves on; false when the line goes on otherwise.
/// Y y  year of four, two digits      m  month of two digits     n  month of one or two
/// B a  names of month, weekday       d  day of two digits       e  day of one or two, or padded by a blank
/// j    day of the year               H  hour of two digits      I  hour of one or two, or padded by a blank
/// M S  minute, second                U V W  hour, minute, second of one or two digits
/// Everything else stands for itself.
[[nodiscard]] bool match_form(StampMatch& match, std::string_view form);

/// The longest stamp that begins at `match.at`; false when there is none. `before` is the character before it, 0 at the
/// beginning of the line.
[[nodiscard]] bool match_calendar_stamp(StampMatch& match, char before);

/// The same for counts since 1970: decimal, or "@" and TAI64N.
[[nodiscard]] bool match_count(StampMatch& match, char before);

/// Time of day, fraction and zone, after a date or alone.
[[nodiscard]] bool match_time(StampMatch& match, std::string_view form);

}  // namespace debrief::logs
