// SPDX-License-Identifier: Apache-2.0
// The parts of a written time stamp: date, clock time, zone. Each reader looks at the beginning of what is
// left, takes what it understands and leaves the rest; on absence it takes nothing.
#pragma once

#include "base/stamp.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace debrief {

/// What is left of a text. A view: the text must outlive it.
class StampCursor {
 public:
  explicit StampCursor(std::string_view rest) : rest_(rest) {}

  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return ahead < rest_.size() ? rest_[ahead] : '\0'; }
  void advance(std::size_t count) { rest_.remove_prefix(count); }
  bool skip(char c);
  bool skip_any(std::string_view characters);
  /// Skips `word`, in any case, when no letter or digit follows it.
  bool skip_word(std::string_view word);
  /// Up to three spaces, tabs or no-break spaces; false when there were none.
  bool skip_space();
  /// A number of `least` to `most` digits that no further digit follows.
  std::optional<int> take_number(std::size_t least, std::size_t most);

 private:
  std::string_view rest_;
};

struct WrittenDate {
  std::optional<int> year;
  unsigned month = 0;
  unsigned day = 0;
  bool ambiguous = false;        ///< day and month may be exchanged
  bool year_may_follow = false;  ///< "Nov 23 10:42:33 2026"
  bool needs_clock = false;      ///< too short to be a date by itself: "11/23", "11/23/26", "20261123"
};

enum class HalfDay { none, morning, afternoon };

struct WrittenClock {
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int64_t fraction_micros = 0;
  HalfDay half = HalfDay::none;
  Precision precision = Precision::minute;
};

/// True when month and day exist in that year, or in a leap year where there is none, and the year is
/// within the supported range.
[[nodiscard]] bool is_possible(const WrittenDate& date);

/// A date in any supported form, possible or not.
[[nodiscard]] std::optional<WrittenDate> read_date(StampCursor& cursor, std::optional<bool> day_first);

/// A clock time. `after_date`: what allows the short forms "1042" and, after "T", "104233".
enum class ClockPlace { alone, after_date, after_t };
[[nodiscard]] std::optional<WrittenClock> read_clock(StampCursor& cursor, ClockPlace place);

/// Minutes after midnight on the wall clock; absent for "13 pm", "25:00" and their like.
[[nodiscard]] std::optional<std::int64_t> micros_of_day(const WrittenClock& clock);

/// The zone after a clock time, space before it and brackets around it included: its name as written.
/// `offset_allowed`: whether "-05:00" directly after the clock may be an offset.
[[nodiscard]] std::optional<std::string> read_zone(StampCursor& cursor, bool offset_allowed);

/// A count since 1970 in seconds, milli-, micro- or nanoseconds, between 2001 and 2100.
struct WrittenCount {
  Instant at;
  Precision precision = Precision::second;
};
[[nodiscard]] std::optional<WrittenCount> read_count(StampCursor& cursor);

}  // namespace debrief
