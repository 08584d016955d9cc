// SPDX-License-Identifier: Apache-2.0
// Times in a document that runs through an incident: a date counts until the next one, and clock times that
// jump back by more than half a day have passed midnight.
#pragma once

#include "base/stamp.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors {

/// Remembers the day from one time to the next. Not for concurrent use.
class RunningDay {
 public:
  /// `around` places the first clock time when the document names no day itself: on the day that puts it
  /// nearest.
  RunningDay(std::optional<Instant> around, std::string zone) : around_(around), zone_(std::move(zone)) {}

  /// From here on it is that day: a heading, a file name.
  void set_day(std::chrono::year_month_day day);
  void set_zone(std::string zone) { zone_ = std::move(zone); }
  [[nodiscard]] const std::string& zone() const { return zone_; }
  [[nodiscard]] std::optional<std::chrono::year_month_day> day() const;
  /// Whether the document said which day it is, as opposed to `around`.
  [[nodiscard]] bool is_day_stated() const { return stated_; }

  /// As find_stamp_at_start, with the day found; `context` gives everything but the day and, unless it names
  /// one, the zone. Moves on to the day of the stamp.
  [[nodiscard]] std::optional<FoundStamp> find(std::string_view text, StampContext context = {.day = {}, .zone = ""});

  /// True when a stamp is there that cannot be placed for want of a day.
  [[nodiscard]] bool lacks_day(std::string_view text) const;

 private:
  [[nodiscard]] int shift_of(const Stamp& stamp) const;

  std::optional<Instant> around_;
  std::string zone_;
  std::optional<std::chrono::year_month_day> day_;
  std::optional<Instant> previous_;
  bool stated_ = false;
  bool backwards_ = false;
};

}  // namespace debrief::connectors
