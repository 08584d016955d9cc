// SPDX-License-Identifier: Apache-2.0
// The clock of one source: what its stamps leave out, and how far it is off.
#pragma once

#include "logs/time/layout.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::logs {

struct ClockSettings {
  std::string zone = "UTC";   ///< IANA name, abbreviation or offset, for stamps that name none; an unknown one is UTC
  bool zone_inferred = true;  ///< nobody stated it
  std::optional<int> year;    ///< of the first stamp that has none; absent: 1972
  bool year_inferred = true;  ///< nobody stated it
  std::optional<std::int64_t> day;  ///< of the first stamp that has none, in days since 1970; absent: 1970-01-01
  bool day_inferred = true;         ///< nobody stated it
  std::int64_t correction_ns = 0;   ///< added to every stamp: positive when the clock is slow
  friend bool operator==(const ClockSettings&, const ClockSettings&) = default;
};

/// Turns readings into points in time, in the order of the lines. Years that stamps leave out go on from stamp to
/// stamp: a step back of more than half a year is New Year; in the same way a step back of more than half a day is
/// midnight for times of day. A local time that daylight saving repeats is the earlier of the two unless time would go
/// back (by more than two seconds) from the stamp before it; one that never was is read with the offset from before the
/// change. Years and days that are left out lie between 1700 and 2200, however often lines in no order go back. Not for
/// two threads at once.
class SourceClock {
 public:
  explicit SourceClock(ClockSettings settings);
  /// Nanoseconds since 1970 UTC.
  [[nodiscard]] std::int64_t at(const StampReading& reading);
  /// As if the last reading had been this time: years and days that stamps leave out go on from it.
  void go_on_from(std::int64_t at_ns);
  [[nodiscard]] const ClockSettings& settings() const { return settings_; }
  /// How often New Year was passed by stamps without a year.
  [[nodiscard]] int new_years() const { return new_years_; }

 private:
  [[nodiscard]] std::int64_t with_year(std::int64_t local);
  [[nodiscard]] std::int64_t with_day(std::int64_t local);
  [[nodiscard]] std::int64_t to_utc(std::int64_t local);
  [[nodiscard]] bool find_offset_span(std::int64_t local);

  ClockSettings settings_;
  std::optional<std::int64_t> last_local_;  // with year and day; as if the clock had shown UTC
  std::optional<std::int64_t> last_utc_;    // without the correction
  int new_years_ = 0;
  std::int64_t midnights_ = 0;
  std::int64_t month_begin_ = 0, month_end_ = 0, month_shift_ = 0;  // of the year 1972, and what leads to the real year
  std::int64_t offset_begin_ = 0, offset_end_ = 0, offset_ = 0;     // local times between which the offset holds
};

/// The year for stamps that have none: the last one in which `newest`, the last reading, lies at or before `known_at`,
/// when the evidence came or its file was last written; a day later is forgiven, for zones. A 29th of February gets a
/// leap year.
[[nodiscard]] int infer_year(const StampReading& newest, std::int64_t known_at_ns);

/// Two sources that tell of the same event: the same token (a request id, a trace id) occurs in both.
struct SharedEvent {
  std::int64_t here_ns = 0;
  std::int64_t there_ns = 0;
};
struct ClockOffset {
  std::int64_t correction_ns = 0;  ///< to add to "here"
  std::int64_t spread_ns = 0;      ///< half the interquartile range of what the pairs say
  std::size_t events = 0;
};
/// The median of the differences; absent with fewer than five events, or when they disagree too much to tell (a spread
/// of more than half the correction and of more than one second).
[[nodiscard]] std::optional<ClockOffset> estimate_offset(const std::vector<SharedEvent>& events);

}  // namespace debrief::logs
