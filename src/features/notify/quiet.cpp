// SPDX-License-Identifier: Apache-2.0
#include "features/notify/quiet.hpp"

#include "base/stamp.hpp"
#include "base/stamp_zones.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace debrief::features::notify {
namespace {

constexpr std::int64_t kQuietMinute = 60'000'000;
constexpr std::int64_t kDayMinutes = 24 * 60;

std::int64_t floor_by(std::int64_t value, std::int64_t unit) { return value / unit - (value % unit < 0 ? 1 : 0); }

// 1 for Monday; 1970-01-01 was a Thursday.
int weekday_of(std::int64_t day) {
  const std::int64_t since_monday = day + 3;
  return static_cast<int>(since_monday - floor_by(since_monday, 7) * 7) + 1;
}

// The end of the quiet that a local minute lies in.
std::optional<std::int64_t> end_of(const QuietHours& quiet, std::int64_t minute) {
  const std::int64_t length = quiet.until == quiet.from ? kDayMinutes : (quiet.until - quiet.from + kDayMinutes) % kDayMinutes;
  const std::int64_t today = floor_by(minute, kDayMinutes);
  for (const std::int64_t day : {today, today - 1}) {
    const std::int64_t begin = day * kDayMinutes + quiet.from;
    if (quiet.days.contains(weekday_of(day)) && minute >= begin && minute < begin + length) return begin + length;
  }
  return std::nullopt;
}

Result<int> minute_in(json::Fields& in, std::string_view field) {
  const std::string text = TRY(in.text(field, 5));
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const bool shaped = text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4);
  const int hour = shaped ? (text[0] - '0') * 10 + text[1] - '0' : 24;
  const int minute = shaped ? (text[3] - '0') * 10 + text[4] - '0' : 60;
  if (hour > 23 || minute > 59) return invalid("'{}' is a time of day such as 22:30", field).at(in.path_of(field));
  return hour * 60 + minute;
}

std::string clock_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

}  // namespace

Result<QuietHours> read_quiet(const json::value& document) {
  auto in = TRY(json::Fields::of(document));
  QuietHours quiet;
  quiet.zone = TRY(in.text("zone", 60));
  quiet.from = TRY(minute_in(in, "from"));
  quiet.until = TRY(minute_in(in, "until"));
  quiet.urgent = TRY(in.boolean_or("urgent", true));
  const json::value* days = in.find("days");
  TRY(in.done());
  if (!is_time_zone(quiet.zone))
    return invalid("'{}' is no time zone", shorten(quiet.zone, 60)).at("/zone").with_help("Use a name such as Europe/Berlin, or an offset such as +01:00.");
  if (days == nullptr || !days->is_array() || days->get_array().empty() || days->get_array().size() > 7)
    return invalid("'days' are the days on which it is quiet, 1 for Monday to 7").at("/days");
  quiet.days.clear();
  for (const json::value& day : days->get_array()) {
    if (!day.is_int64() || day.get_int64() < 1 || day.get_int64() > 7) return invalid("a day is a number from 1, Monday, to 7").at("/days");
    quiet.days.insert(static_cast<int>(day.get_int64()));
  }
  return quiet;
}

json::object to_json(const QuietHours& quiet) {
  json::array days;
  for (const int day : quiet.days) days.emplace_back(day);
  return {{"zone", quiet.zone}, {"from", clock_text(quiet.from)}, {"until", clock_text(quiet.until)}, {"days", std::move(days)}, {"urgent", quiet.urgent}};
}

std::optional<Instant> quiet_until(const QuietHours& quiet, Instant now) {
  constexpr int kMostDays = 8;  // all of a week may be quiet: then for a week at most
  const std::int64_t minute = floor_by(wall_clock(now, quiet.zone), kQuietMinute);
  auto end = end_of(quiet, minute);
  if (!end) return std::nullopt;
  for (int i = 0; i < kMostDays; ++i) {
    const auto further = end_of(quiet, *end);
    if (!further) break;
    end = further;
  }
  return resolve_local(*end * kQuietMinute, quiet.zone, quiet.zone).at;
}

std::string told_at(Instant at, std::string_view zone) {
  static constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const std::int64_t minute = floor_by(wall_clock(at, zone), kQuietMinute);
  const std::int64_t day = floor_by(minute, kDayMinutes);
  return fmt::format("{} {}", kDays.at(static_cast<std::size_t>(weekday_of(day) - 1)), clock_text(static_cast<int>(minute - day * kDayMinutes)));
}

}  // namespace debrief::features::notify
