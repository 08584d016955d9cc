// SPDX-License-Identifier: Apache-2.0
#include "base/stamp_forms.hpp"
#include "base/ascii.hpp"
#include "base/text.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace debrief {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kDays{"monday", "tuesday",  "wednesday", "thursday",
                                                "friday", "saturday", "sunday"};

std::string_view word_at(const StampCursor& cursor) {
  std::size_t length = 0;
  while (length < 12 && is_letter(cursor.peek(length))) ++length;
  return cursor.rest().substr(0, length);
}

unsigned find_month(std::string_view written) {
  // The verbs "may" and "march" are not months.
  if (written == "may" || written == "march") return 0;
  const std::string word = to_lower(written);
  if (word == "sept") return 9;
  for (unsigned i = 0; i < kMonths.size(); ++i)
    if (word == kMonths[i] || word == kMonths[i].substr(0, 3)) return i + 1;
  return 0;
}

void skip_weekday(StampCursor& cursor) {
  const std::string word = to_lower(word_at(cursor));
  if (word.size() < 3) return;
  for (const std::string_view day : kDays) {
    if (!day.starts_with(word) || (word.size() > 5 && word != day)) continue;
    StampCursor ahead = cursor;
    ahead.advance(word.size());
    ahead.skip_any(".,");
    if (ahead.skip_space()) cursor = ahead;
    return;
  }
}

void skip_ordinal(StampCursor& cursor) {
  for (const std::string_view suffix : {"st", "nd", "rd", "th"})
    if (cursor.skip_word(suffix)) return;
}

// A four-digit year after `separators`, unless it is the hour of a clock time.
std::optional<int> take_year(StampCursor& cursor) {
  StampCursor ahead = cursor;
  ahead.skip_any(",.");
  ahead.skip_space();
  const auto year = ahead.take_number(4, 4);
  if (!year || *year < 1900 || *year > 2199 || is_letter(ahead.peek())) return std::nullopt;
  StampCursor zone = ahead;
  zone.skip_space();
  if (zone.skip_word("UTC") || zone.skip_word("GMT") || zone.skip_word("hrs")) return std::nullopt;
  cursor = ahead;
  return year;
}

// 2026-11-23, 2026/11/23, 2026.11.23, 20261123
std::optional<WrittenDate> read_year_first(StampCursor& cursor) {
  StampCursor ahead = cursor;
  WrittenDate date;
  if (const auto eight = ahead.take_number(8, 8)) {
    date = {*eight / 10'000, static_cast<unsigned>(*eight / 100 % 100), static_cast<unsigned>(*eight % 100)};
    if (!is_possible(date)) return std::nullopt;
    date.needs_clock = true;
    cursor = ahead;
    return date;
  }
  const auto year = ahead.take_number(4, 4);
  const char separator = ahead.peek();
  if (!year || !ahead.skip_any("-/.")) return std::nullopt;
  const auto month = ahead.take_number(1, 2);
  if (!month || !ahead.skip(separator)) return std::nullopt;
  const auto day = ahead.take_number(1, 2);
  if (!day) return std::nullopt;
  cursor = ahead;
  return WrittenDate{year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)};
}

// 23 November 2026, 23rd of Nov, 23-Nov-2026, 23/Nov/2026
std::optional<WrittenDate> read_day_month_name(StampCursor& cursor) {
  StampCursor ahead = cursor;
  const auto day = ahead.take_number(1, 2);
  if (!day) return std::nullopt;
  skip_ordinal(ahead);
  ahead.skip('.');
  const char separator = ahead.peek();
  if (!ahead.skip_any("-/") && !ahead.skip_space()) return std::nullopt;
  if (ahead.skip_word("of")) ahead.skip_space();
  const std::string_view name = word_at(ahead);
  const unsigned month = find_month(name);
  if (month == 0) return std::nullopt;
  ahead.advance(name.size());
  WrittenDate date{std::nullopt, month, static_cast<unsigned>(*day)};
  if (separator == '-' || separator == '/') {
    if (!ahead.skip(separator)) return std::nullopt;
    date.year = ahead.take_number(4, 4);
    if (!date.year) return std::nullopt;
  } else {
    date.year = take_year(ahead);
  }
  cursor = ahead;
  return date;
}

// November 23rd, 2026; Nov 23
std::optional<WrittenDate> read_month_name_day(StampCursor& cursor) {
  StampCursor ahead = cursor;
  const std::string_view name = word_at(ahead);
  const unsigned month = find_month(name);
  if (month == 0) return std::nullopt;
  ahead.advance(name.size());
  ahead.skip('.');
  if (!ahead.skip_space() && !ahead.skip('-')) return std::nullopt;
  const auto day = ahead.take_number(1, 2);
  if (!day || ahead.peek() == ':') return std::nullopt;
  skip_ordinal(ahead);
  WrittenDate date{std::nullopt, month, static_cast<unsigned>(*day)};
  date.year = take_year(ahead);
  date.year_may_follow = !date.year;
  cursor = ahead;
  return date;
}

// 11/23/2026, 23.11.2026, 23-11-2026, 11/23/26, 11/23
std::optional<WrittenDate> read_numbers(StampCursor& cursor, std::optional<bool> day_first) {
  StampCursor ahead = cursor;
  const auto first = ahead.take_number(1, 2);
  const char separator = ahead.peek();
  if (!first || !ahead.skip_any("/.-")) return std::nullopt;
  const auto second = ahead.take_number(1, 2);
  if (!second) return std::nullopt;
  WrittenDate date;
  StampCursor with_year = ahead;
  if (with_year.skip(separator)) {
    date.year = with_year.take_number(4, 4);
    if (!date.year && separator == '/') {
      if (const auto short_year = with_year.take_number(2, 2)) date.year = 2000 + *short_year, date.needs_clock = true;
    }
    if (!date.year) return std::nullopt;
    ahead = with_year;
  } else {
    if (separator != '/') return std::nullopt;
    date.needs_clock = true;
  }
  const auto low = static_cast<unsigned>(*first), high = static_cast<unsigned>(*second);
  const bool both = low <= 12 && high <= 12 && low != high;
  bool reads_day_first = day_first.value_or(separator == '.');
  if (low > 12) reads_day_first = true;
  if (high > 12) reads_day_first = false;
  date.ambiguous = both && !day_first && separator != '.';
  date.day = reads_day_first ? low : high;
  date.month = reads_day_first ? high : low;
  cursor = ahead;
  return date;
}

}  // namespace

bool is_possible(const WrittenDate& date) {
  const int year = date.year.value_or(2000);
  const std::chrono::year_month_day day{std::chrono::year{year}, std::chrono::month{date.month},
                                        std::chrono::day{date.day}};
  return year >= 1900 && year <= 2199 && day.ok();
}

std::optional<WrittenDate> read_date(StampCursor& cursor, std::optional<bool> day_first) {
  StampCursor ahead = cursor;
  skip_weekday(ahead);
  std::optional<WrittenDate> date;
  if (is_digit(ahead.peek())) {
    date = read_year_first(ahead);
    if (!date) date = read_day_month_name(ahead);
    if (!date) date = read_numbers(ahead, day_first);
  } else {
    date = read_month_name_day(ahead);
  }
  if (date) cursor = ahead;
  return date;
}

}  // namespace debrief
