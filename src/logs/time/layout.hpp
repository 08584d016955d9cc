// SPDX-License-Identifier: Apache-2.0
// How programs write time stamps into log lines: which characters say what, found once and then read again and again.
// Unlike base/stamp.hpp, which reads what people write, a layout is exact about its text, and reading it takes
// nanoseconds. Pure; values may be shared between threads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// What a run of characters of a stamp says.
enum class StampPart : std::uint8_t {
  literal,  ///< these very characters
  year4,
  year2,  ///< 69 to 99 are of the last century
  month2,
  month_name,  ///< "Jan", "January"; also "août", "Dez", "ene"
  day2,        ///< with `least` 1: two digits, one, or a blank and a digit; the same holds for hours
  day_of_year,
  weekday,  ///< "Mon", "Monday"; read over
  hour2,
  hour12,
  half,  ///< "AM", "pm"
  minute2,
  second2,
  fraction,                ///< digits below a second, as many as there are; those after the ninth are read over
  milliseconds_of_second,  ///< the same as a whole number, perhaps without leading zeros
  zone,                    ///< "Z", "UTC", "CET", "+0100", "+01:00", "-03"
  seconds,
  milliseconds,
  microseconds,
  nanoseconds,      ///< since 1970
  tai64_seconds,    ///< sixteen hexadecimal digits, as multilog writes them: 2^62 + 10 + seconds since 1970
  hex_nanoseconds,  ///< eight hexadecimal digits below a second
};

struct StampField {
  StampPart part = StampPart::literal;
  std::string text = {};   ///< of a literal
  std::uint8_t least = 1;  ///< characters; equal to `most` for a fixed width
  std::uint8_t most = 1;
  friend bool operator==(const StampField&, const StampField&) = default;
};

struct StampLayout {
  std::vector<StampField> fields;
  friend bool operator==(const StampLayout&, const StampLayout&) = default;
};

/// What one stamp says.
struct StampReading {
  std::int64_t nanoseconds = 0;  ///< since 1970 UTC; when `zoned` is false, as if the clock had shown UTC
  bool zoned = false;            ///< the text names its offset, or is a count since 1970
  bool yearless = false;         ///< the year is 1972, a leap year, until somebody knows better
  bool dateless = false;         ///< a time of day; the day is 1970-01-01
  std::uint32_t length = 0;      ///< characters read
};

struct FoundLayout {
  std::uint32_t begin = 0;  ///< in the line
  std::uint32_t length = 0;
  StampLayout layout;
  StampReading reading;
};

/// Every stamp in the first 1,024 bytes of a line, from left to right, none inside another, each as long as it can be.
/// A stamp has a time of day; a date alone is none. A bare number counts when it lies between 2001 and 2100 as a count
/// of seconds, milli-, micro- or nanoseconds. What may be read in two ways is read month first ("03/04/2026"), with two
/// digits for the year year first ("17/06/09"). Stamps that a program writes in one way have one layout, whether or not
/// a day or an hour needs its second digit.
[[nodiscard]] std::vector<FoundLayout> find_stamps(std::string_view line);

/// Reads stamps of one layout. Remembers the last one, so that a run of near stamps costs little: not for two threads
/// at once.
class StampReader {
 public:
  explicit StampReader(StampLayout layout);
  /// The stamp that `text` begins with; absent when it begins otherwise or names a moment that never was.
  [[nodiscard]] std::optional<StampReading> read(std::string_view text) {
    StampReading near;
    if (prefix_length_ > 0 && read_near(text, near)) return near;
    return read_whole(text);
  }
  [[nodiscard]] const StampLayout& layout() const { return layout_; }

 private:
  /// A stamp of the same second as the last one; false when it is none.
  [[nodiscard]] bool read_near(std::string_view text, StampReading& reading) const;
  [[nodiscard]] std::optional<StampReading> read_whole(std::string_view text);
  void remember(std::string_view text, std::size_t second_end, const StampReading& reading, std::int64_t fraction);

  static constexpr std::size_t kLongest = 64;

  StampLayout layout_;
  bool has_fraction_ = false;  // directly after the second and one character
  bool can_remember_ = false;
  char fraction_mark_ = '.';
  std::array<char, kLongest> prefix_{};  // the last text up to the second
  std::size_t prefix_length_ = 0;        // 0: nothing remembered
  std::array<char, kLongest> tail_{};    // the last text after the fraction
  std::size_t tail_length_ = 0;
  StampReading last_ = {};  // without its fraction
};

}  // namespace debrief::logs
