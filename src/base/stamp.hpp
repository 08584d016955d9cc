// SPDX-License-Identifier: Apache-2.0
// Time stamps as people and programs write them, found in running text, with everything that had to be
// inferred to make a point in time of them. Pure; reads the system's time zone database; safe from any thread.
//
// Understood: RFC 3339 and ISO 8601 (extended and basic), "2026-11-23 10:42[:33[.123]]", "23 November 2026 10:42",
// "November 23rd, 2026, 10:42 am", "Mon, 23 Nov 2026 10:42:33 +0100", "Nov 23 10:42", "23/Nov/2026:10:42:33",
// "11/23/2026 10:42", "23.11.2026", "10:42 UTC on 23 November 2026", clock times alone ("10:42", "10:42:15Z",
// "10.42am", "4:05 PM PT", "4 pm"), "1042 UTC", seconds, milli-, micro- and nanoseconds since 1970, and spans ("10:42 -
// 10:55 UTC").
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace debrief {

/// The smallest unit that the text gives. `fraction` is anything below a second.
enum class Precision { day, hour, minute, second, fraction };

/// What daylight saving did to a local time.
enum class LocalTime {
  exact,     ///< exists once
  repeated,  ///< exists twice, the clocks having gone back: the earlier one was taken
  skipped,   ///< never existed, the clocks having gone forward: read with the offset from before the change
};

/// One point in time and how it was arrived at.
struct Stamp {
  Instant at;                         ///< start of the unit that `precision` names
  std::string original;               ///< the text as found, without the brackets around it
  std::optional<int> offset_minutes;  ///< east of UTC, as applied; absent for counts since 1970
  std::string zone;                   ///< the zone as written ("CET", "+01:00", "PT"), empty when none was
  Precision precision = Precision::day;
  LocalTime local_time = LocalTime::exact;
  bool date_inferred = false;  ///< the text gave a clock time only: the day is the context's
  bool year_inferred = false;  ///< the text gave no year: the one that lies nearest to the context's day
  bool zone_inferred = false;  ///< the text gave no zone: the context's was used
  bool zone_ambiguous =
      false;  ///< the abbreviation has several meanings, or is not in force on that day ("PST" in July)
  bool date_ambiguous = false;  ///< day and month may be exchanged: read month first
  bool approximate = false;     ///< written with "~", "ca." or "about"

  friend bool operator==(const Stamp&, const Stamp&) = default;
};

/// What the text does not say itself.
struct StampContext {
  /// The day of clock times, and the day nearest to which a stamp without a year lies. Without it, neither
  /// of these forms is recognised. A calendar day in the zone of the stamp.
  std::optional<std::chrono::year_month_day> day = {};
  /// IANA name ("Europe/Berlin") or offset ("+01:00") for stamps that name no zone. An unknown name is
  /// taken for UTC: check it with is_time_zone first.
  std::string zone = "UTC";
  /// How "03/04/2026" is read. Absent: dots day first, slashes and dashes month first with date_ambiguous
  /// set where both readings are possible.
  std::optional<bool> day_first = {};
  /// Whether a bare number of 10, 13, 16 or 19 digits between 2001 and 2100 is a stamp.
  bool numbers = true;
};

/// A stamp within a text.
struct FoundStamp {
  Stamp stamp;
  std::size_t position = 0;       ///< byte offset of the stamp or of the bracket or emphasis that opens it
  std::size_t length = 0;         ///< in bytes, including the closing bracket or emphasis and the end of a span
  std::optional<Stamp> end = {};  ///< of a span; never before `stamp` (past midnight: the next day)
};

/// The stamp at the beginning of a line or cell, after white space, list markers ("-", "*", "1.", "[x]"),
/// quotation and table bars, emphasis and an opening bracket. Looks at the first 200 bytes.
[[nodiscard]] std::optional<FoundStamp> find_stamp_at_start(std::string_view text, const StampContext& context);

/// The first stamp anywhere in the text. Linear in the length of the text.
[[nodiscard]] std::optional<FoundStamp> find_stamp(std::string_view text, const StampContext& context);

/// True for IANA names of the system's database, the abbreviations below and offsets such as "+01:00".
[[nodiscard]] bool is_time_zone(std::string_view name);

/// The calendar day of a point in time in the zone named as in
/// StampContext::zone.
[[nodiscard]] std::chrono::year_month_day day_of(Instant at, std::string_view zone);

/// Midnight at the beginning of the day in the zone named as in StampContext::zone.
[[nodiscard]] Instant start_of(std::chrono::year_month_day day, std::string_view zone);

}  // namespace debrief
