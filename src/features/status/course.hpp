// SPDX-License-Identifier: Apache-2.0
// The course of what a page shows, and what it means for the days of a component. Pure.
#pragma once

#include "features/status/model.hpp"

#include <string>
#include <vector>

namespace debrief::features::status {

/// The stage at a moment. Planned maintenance begins and ends at its planned times unless a post says otherwise later.
[[nodiscard]] Stage stage_at(const Entry& entry, Instant now);
/// When it began for customers: the first post, or the planned time of maintenance.
[[nodiscard]] Instant began_at(const Entry& entry);
/// Absent while it lasts.
[[nodiscard]] std::optional<Instant> ended_at(const Entry& entry, Instant now);
/// Components that are not as they should be at the moment, by this entry.
[[nodiscard]] std::vector<Affected> affected_at(const Entry& entry, Instant now);
/// The time of what was said last.
[[nodiscard]] Instant told_at(const Entry& entry);

/// The worst of all shown entries.
[[nodiscard]] Health health_at(const std::vector<Entry>& entries, std::string_view component, Instant now);

/// One day of a component, midnight to midnight in the zone of the page.
struct Day {
  std::string date;                  ///< "2026-11-23"
  bool known = true;                 ///< false before the page knows of anything
  Health worst = Health::operational;
  Micros partial{0};                 ///< in partial outage
  Micros major{0};                   ///< in major outage
  std::vector<std::string> entries;  ///< ids, those that the day's state comes from
};

struct Uptime {
  std::vector<Day> days;             ///< oldest first, today last
  /// Share of the known time without partial or major outage, 0 to 1; absent while nothing is known. Where several
  /// entries overlap each moment counts once, with the worst state.
  std::optional<double> share;
};

[[nodiscard]] Uptime uptime_of(const Page& page, const std::vector<Entry>& entries, std::string_view component, Instant now,
                               int days = 90);

/// "2026-11-23" and "2026-11" of a moment in the zone.
[[nodiscard]] std::string date_in(Instant at, std::string_view zone);
[[nodiscard]] std::string month_in(Instant at, std::string_view zone);
/// "23 Nov 2026, 10:42" in the zone.
[[nodiscard]] std::string time_in_words(Instant at, std::string_view zone);
/// "November 2026" of "2026-11", and "23 Nov 2026" of "2026-11-23".
[[nodiscard]] std::string month_in_words(std::string_view month);
[[nodiscard]] std::string date_in_words(std::string_view date);

}  // namespace debrief::features::status
