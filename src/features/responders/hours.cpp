// SPDX-License-Identifier: Apache-2.0
#include "features/responders/hours.hpp"

#include "base/stamp.hpp"
#include "base/stamp_zones.hpp"

#include <fmt/format.h>

namespace debrief::features::responders {
namespace {

// All zones of today differ from UTC by whole quarters of an hour, so that local hours begin on them.
constexpr std::int64_t kQuarter = 15 * kMinute;

std::int64_t floor_of(std::int64_t value, std::int64_t unit) {
  return value / unit - (value % unit < 0 ? 1 : 0);
}

void note_moment(std::int64_t local, const Hours& hours, Interrupted& found) {
  const std::int64_t day = floor_of(local, kDay);
  const std::int64_t hour = (local - day * kDay) / kHour;
  const bool over_midnight = hours.night_from > hours.night_until;
  if (over_midnight ? hour >= hours.night_from : hour >= hours.night_from && hour < hours.night_until)
    found.nights.insert(day);
  if (over_midnight && hour < hours.night_until) found.nights.insert(day - 1);
  // 1970-01-01 was a Thursday.
  const std::int64_t since_monday = day + 3;
  const auto weekday = static_cast<int>(since_monday - floor_of(since_monday, 7) * 7) + 1;
  if (!hours.work_days.contains(weekday)) found.weekends.insert(floor_of(since_monday, 7));
}

Result<int> hour_of(json::Fields& in, std::string_view name, int fallback) {
  return static_cast<int>(TRY(in.optional_integer(name, 0, 23)).value_or(fallback));
}

}  // namespace

Result<Hours> read_hours(const json::value& document, const Hours& fallback) {
  auto in = TRY(json::Fields::of(document));
  Hours hours = fallback;
  hours.zone = TRY(in.optional_text("zone", 60)).value_or(fallback.zone);
  hours.night_from = TRY(hour_of(in, "night_from", fallback.night_from));
  hours.night_until = TRY(hour_of(in, "night_until", fallback.night_until));
  const auto* days = in.find("work_days");
  TRY(in.done());
  if (!is_time_zone(hours.zone))
    return invalid("'{}' is no time zone", hours.zone)
        .at("/zone")
        .with_help("Use a name such as Europe/Berlin, or an offset such as +01:00.");
  if (days == nullptr || days->is_null()) return hours;
  if (!days->is_array()) return invalid("'work_days' is a list of days, 1 for Monday to 7").at("/work_days");
  hours.work_days.clear();
  for (const json::value& day : days->get_array()) {
    if (!day.is_int64() || day.get_int64() < 1 || day.get_int64() > 7)
      return invalid("a day is a number from 1, Monday, to 7").at("/work_days");
    hours.work_days.insert(static_cast<int>(day.get_int64()));
  }
  return hours;
}

json::object to_json(const Hours& hours) {
  json::array days;
  for (const int day : hours.work_days) days.emplace_back(day);
  return {{"zone", hours.zone},
          {"night_from", hours.night_from},
          {"night_until", hours.night_until},
          {"work_days", std::move(days)}};
}

Interrupted interrupted_by(const std::vector<Span>& spans, const Hours& hours) {
  Interrupted found;
  for (const Span& span : spans)
    for (std::int64_t at = span.from; at < span.until; at = (floor_of(at, kQuarter) + 1) * kQuarter)
      note_moment(wall_clock(Instant{at}, hours.zone), hours, found);
  return found;
}

}  // namespace debrief::features::responders
