// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace debrief {
namespace {

using std::chrono::days;

struct Civil {
  std::chrono::year_month_day date;
  std::int64_t micros_of_day;
};

Civil to_civil(Instant at) {
  const auto point = std::chrono::sys_time<Micros>(Micros{at.micros});
  const auto midnight = std::chrono::floor<days>(point);
  return {std::chrono::year_month_day(midnight), (point - midnight).count()};
}

bool read_digits(std::string_view& text, std::size_t count, int& number) {
  if (text.size() < count) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + count, number);
  if (error != std::errc{} || end != text.data() + count || text.front() == '-') return false;
  text.remove_prefix(count);
  return true;
}

bool skip(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::int64_t read_fraction(std::string_view& text) {
  std::int64_t micros = 0;
  std::int64_t unit = 100'000;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    micros += (text.front() - '0') * unit;
    unit /= 10;
    text.remove_prefix(1);
  }
  return micros;
}

Error not_a_time(std::string_view text) {
  return invalid("'{}' is not a time", text.substr(0, 60))
      .with_help("Write it as in RFC 3339, for example 2026-11-23T10:42:00Z or 2026-11-23T11:42:00+01:00.");
}

}  // namespace

std::string to_rfc3339(Instant at) {
  const auto [date, micros] = to_civil(at);
  const std::int64_t seconds = micros / 1'000'000;
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                 seconds / 3600, seconds / 60 % 60, seconds % 60);
  const std::int64_t fraction = micros % 1'000'000;
  if (fraction % 1000 != 0) text += fmt::format(".{:06}", fraction);
  else if (fraction != 0) text += fmt::format(".{:03}", fraction / 1000);
  return text + "Z";
}

std::string to_minutes(Instant at) {
  std::string text = to_rfc3339(at).substr(0, 16);
  text[10] = ' ';
  return text;
}

Result<Instant> parse_rfc3339(std::string_view whole) {
  std::string_view text = whole;
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const bool shaped = read_digits(text, 4, year) && skip(text, "-") && read_digits(text, 2, month) && skip(text, "-") &&
                      read_digits(text, 2, day) && skip(text, "Tt ") && read_digits(text, 2, hour) && skip(text, ":") &&
                      read_digits(text, 2, minute) && skip(text, ":") && read_digits(text, 2, second);
  if (!shaped) return not_a_time(whole);
  std::int64_t fraction = 0;
  if (skip(text, ".")) {
    if (text.empty() || text.front() < '0' || text.front() > '9') return not_a_time(whole);
    fraction = read_fraction(text);
  }
  int offset_minutes = 0;
  if (!skip(text, "Zz")) {
    if (text.empty()) return not_a_time(whole);
    const bool west = text.front() == '-';
    int offset_hour = 0, offset_minute = 0;
    if (!skip(text, "+-") || !read_digits(text, 2, offset_hour)) return not_a_time(whole);
    skip(text, ":");
    if (!read_digits(text, 2, offset_minute) || offset_hour > 23 || offset_minute > 59) return not_a_time(whole);
    offset_minutes = (offset_hour * 60 + offset_minute) * (west ? -1 : 1);
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!text.empty() || !date.ok() || year < 1 || hour > 23 || minute > 59 || second > 60) return not_a_time(whole);
  const std::int64_t seconds = std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t{86'400} +
                               hour * 3600 + minute * 60 + second - offset_minutes * 60;
  return Instant{seconds * 1'000'000 + fraction};
}

std::string describe_span(Micros span) {
  std::int64_t seconds = span.count() / 1'000'000;
  const std::string sign = seconds < 0 ? "-" : "";
  if (seconds < 0) seconds = -seconds;
  const std::array<std::pair<std::int64_t, const char*>, 4> units{{{86'400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}}};
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto [length, name] = units[i];
    if (seconds < length && i + 1 < units.size()) continue;
    std::string text = fmt::format("{}{} {}", sign, seconds / length, name);
    if (i + 1 < units.size() && seconds % length / units[i + 1].first != 0)
      text += fmt::format(" {} {}", seconds % length / units[i + 1].first, units[i + 1].second);
    return text;
  }
  return "0 s";
}

}  // namespace debrief
