// SPDX-License-Identifier: Apache-2.0
// Times of entries that follow one another: which day and which zone they inherit.
#pragma once

#include "base/stamp.hpp"
#include "connectors/archive/document.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// Reads the stamps of a timeline in order and remembers the day and the zone. Not for concurrent use.
class EntryClock {
 public:
  EntryClock(std::optional<std::chrono::year_month_day> day, const ReadOptions& options);

  /// What stands at the start (or, for `find_anywhere`, first) in the text, on the current day. Remembers nothing.
  [[nodiscard]] std::optional<FoundStamp> peek(std::string_view text) const;
  [[nodiscard]] std::optional<FoundStamp> peek_anywhere(std::string_view text) const;

  /// Takes a stamp that was peeked at as the time of the next entry: moves it to the next day when the clock time
  /// went back by hours, and makes its day the current one. Absent when its day is not known at all.
  [[nodiscard]] std::optional<FoundStamp> accept(FoundStamp found, std::size_t line);

  /// Remarks, once for the whole document, that something in the place of a time was not understood.
  void note_unread(std::string_view text, std::size_t line);
  /// Makes the day of a date that stands alone the current one.
  void set_day(const Stamp& date);
  void set_zone(std::string zone);
  [[nodiscard]] bool knows_day() const { return day_known_; }
  [[nodiscard]] std::vector<Remark> take_remarks();

 private:
  [[nodiscard]] std::optional<FoundStamp> tell_apart(std::optional<FoundStamp> found, std::string_view text,
                                                     bool at_start) const;
  void settle(Stamp& stamp) const;

  StampContext context_;
  bool day_known_;
  bool zone_stated_ = false;
  std::optional<Instant> previous_;
  std::size_t unread_ = 0;
  Remark first_unread_;
  std::size_t without_day_ = 0;
  std::size_t first_without_day_ = 0;
  bool zone_assumed_ = false;
  std::vector<Remark> remarks_;
};

}  // namespace debrief::connectors::archive
