// SPDX-License-Identifier: Apache-2.0
#include "base/stamp_forms.hpp"

#include "base/ascii.hpp"
#include "base/stamp_zones.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace debrief {
bool StampCursor::skip(char c) {
  if (peek() != c || rest_.empty()) return false;
  advance(1);
  return true;
}

bool StampCursor::skip_any(std::string_view characters) {
  if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
  advance(1);
  return true;
}

bool StampCursor::skip_word(std::string_view word) {
  if (rest_.size() < word.size() || is_letter(peek(word.size())) || is_digit(peek(word.size()))) return false;
  if (to_lower(rest_.substr(0, word.size())) != to_lower(word)) return false;
  advance(word.size());
  return true;
}

bool StampCursor::skip_space() {
  bool skipped = false;
  for (int i = 0; i < 3; ++i) {
    if (skip_any(" \t")) skipped = true;
    else if (rest_.starts_with("\u00A0")) advance(2), skipped = true;
    else if (rest_.starts_with("\u202F")) advance(3), skipped = true;
    else break;
  }
  return skipped;
}

std::optional<int> StampCursor::take_number(std::size_t least, std::size_t most) {
  std::size_t count = 0;
  int number = 0;
  while (count <= most && is_digit(peek(count))) {
    if (count < 9) number = number * 10 + (peek(count) - '0');
    ++count;
  }
  if (count < least || count > most) return std::nullopt;
  advance(count);
  return number;
}

std::optional<std::int64_t> micros_of_day(const WrittenClock& clock) {
  int hour = clock.hour;
  if (clock.half != HalfDay::none) {
    // "16:05 PM" is common and clear; "0:30 PM" is not.
    if (hour > 23 || (hour == 0 && clock.half == HalfDay::afternoon)) return std::nullopt;
    if (hour > 12 && clock.half == HalfDay::morning) return std::nullopt;
    if (hour == 12) hour = clock.half == HalfDay::morning ? 0 : 12;
    else if (hour < 12 && clock.half == HalfDay::afternoon) hour += 12;
  }
  const bool end_of_day = hour == 24 && clock.minute == 0 && clock.second == 0 && clock.fraction_micros == 0;
  if ((hour > 23 && !end_of_day) || clock.minute > 59 || clock.second > 60) return std::nullopt;
  return (hour * 3600 + clock.minute * 60 + clock.second) * std::int64_t{1'000'000} + clock.fraction_micros;
}

namespace {

HalfDay read_half(StampCursor& cursor) {
  StampCursor ahead = cursor;
  ahead.skip_space();
  for (const auto& [text, half] : {std::pair{"a.m.", HalfDay::morning}, std::pair{"p.m.", HalfDay::afternoon},
                                   std::pair{"am", HalfDay::morning}, std::pair{"pm", HalfDay::afternoon}}) {
    if (!ahead.skip_word(text)) continue;
    cursor = ahead;
    return half;
  }
  return HalfDay::none;
}

void read_seconds(StampCursor& cursor, WrittenClock& clock, bool colon) {
  StampCursor ahead = cursor;
  if (colon && !ahead.skip(':')) return;
  const auto second = ahead.take_number(2, 2);
  if (!second) return;
  clock.second = *second;
  clock.precision = Precision::second;
  cursor = ahead;
  if (!ahead.skip_any(".,") || !is_digit(ahead.peek())) return;
  clock.precision = Precision::fraction;
  for (std::int64_t unit = 100'000; is_digit(ahead.peek()); ahead.advance(1), unit /= 10)
    clock.fraction_micros += unit * (ahead.peek() - '0');
  cursor = ahead;
}

// "1042" and "104233": only where something else shows that it is a clock time.
std::optional<WrittenClock> read_compact(StampCursor& cursor, ClockPlace place) {
  StampCursor ahead = cursor;
  WrittenClock clock;
  const auto four = [&] {
    std::size_t digits = 0;
    while (digits < 7 && is_digit(ahead.peek(digits))) ++digits;
    return digits == 4 || (digits == 6 && place == ClockPlace::after_t);
  }();
  if (!four) return std::nullopt;
  const auto two = [&](std::size_t i) { return (ahead.peek(i) - '0') * 10 + (ahead.peek(i + 1) - '0'); };
  clock.hour = two(0);
  clock.minute = two(2);
  ahead.advance(4);
  read_seconds(ahead, clock, false);
  if (place != ClockPlace::after_t) {
    StampCursor zone = ahead;
    zone.skip_space();
    // "2026-11-23 1600" at the end of a line; "2026-11-23 1600 users" is a count.
    const bool last = place == ClockPlace::after_date &&
                      (ahead.rest().empty() || std::string_view("),;|").find(ahead.peek()) != std::string_view::npos);
    if (!last && !zone.skip_word("UTC") && !zone.skip_word("GMT") && !zone.skip_word("Z") && !ahead.skip_word("hrs")) {
      if (!zone.skip_word("hrs") && !zone.skip_word("hours")) return std::nullopt;
      ahead = zone;
    }
  }
  cursor = ahead;
  return clock;
}

}  // namespace

std::optional<WrittenClock> read_clock(StampCursor& cursor, ClockPlace place) {
  if (auto compact = read_compact(cursor, place)) return compact;
  StampCursor ahead = cursor;
  WrittenClock clock;
  const auto hour = ahead.take_number(1, 2);
  if (!hour) return std::nullopt;
  clock.hour = *hour;
  const char separator = ahead.peek();
  if ((separator == ':' || separator == '.' || separator == 'h') && is_digit(ahead.peek(1))) {
    ahead.advance(1);
    const auto minute = ahead.take_number(2, 2);
    if (!minute) return std::nullopt;
    clock.minute = *minute;
    if (separator == ':') read_seconds(ahead, clock, true);
  } else {
    clock.precision = Precision::hour;
  }
  clock.half = read_half(ahead);
  if (clock.half == HalfDay::none) {
    StampCursor unit = ahead;
    unit.skip_space();
    const bool named =
        unit.skip_word("Uhr") || unit.skip_word("hrs") || (clock.precision != Precision::hour && unit.skip_word("h"));
    if (named) ahead = unit;
    // "10.42", "10" and "10:" are numbers unless something says that they are clock times.
    else if (clock.precision == Precision::hour || (separator != ':' && separator != 'h')) return std::nullopt;
  }
  cursor = ahead;
  return clock;
}

namespace {

std::size_t offset_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && length < 7 && (is_digit(text[length]) || text[length] == ':')) ++length;
  return length;
}

std::optional<std::string> take_signed_offset(StampCursor& cursor) {
  const std::string_view text = cursor.rest().substr(0, offset_length(cursor.rest()));
  if (!find_offset(text)) return std::nullopt;
  cursor.advance(text.size());
  return std::string(text);
}

std::optional<std::string> take_named_zone(StampCursor& cursor) {
  std::size_t length = 0;
  const std::string_view rest = cursor.rest();
  const auto belongs = [](char c) { return is_letter(c) || c == '/' || c == '_'; };
  while (length < rest.size() && length < 40 && belongs(rest[length])) ++length;
  std::string_view name = rest.substr(0, length);
  if (name.empty() || (length < rest.size() && is_digit(rest[length]))) return std::nullopt;
  if ((name == "UTC" || name == "GMT") && (cursor.peek(3) == '+' || cursor.peek(3) == '-')) {
    const std::string_view whole = rest.substr(0, 3 + offset_length(rest.substr(3)));
    if (find_offset(whole)) name = whole;
  }
  if (!is_time_zone(name)) return std::nullopt;
  cursor.advance(name.size());
  return std::string(name);
}

}  // namespace

std::optional<std::string> read_zone(StampCursor& cursor, bool offset_allowed) {
  StampCursor ahead = cursor;
  const bool spaced = ahead.skip_space();
  const bool bracketed = ahead.skip('(');
  std::optional<std::string> zone;
  if (ahead.peek() == '+' || (ahead.peek() == '-' && offset_allowed)) zone = take_signed_offset(ahead);
  else if (is_letter(ahead.peek())) zone = take_named_zone(ahead);
  if (!zone || (bracketed && !ahead.skip(')'))) return std::nullopt;
  // "Z" stands directly behind the clock; alone it may be anything.
  if ((zone == "Z" || zone == "z") && (spaced || bracketed)) return std::nullopt;
  cursor = ahead;
  return zone;
}

std::optional<WrittenCount> read_count(StampCursor& cursor) {
  StampCursor ahead = cursor;
  std::size_t digits = 0;
  std::uint64_t number = 0;  // 19 digits may be more than the signed type holds
  for (; digits < 19 && is_digit(ahead.peek(digits)); ++digits)
    number = number * 10 + static_cast<std::uint64_t>(ahead.peek(digits) - '0');
  if (is_digit(ahead.peek(digits))) return std::nullopt;
  WrittenCount count;
  switch (digits) {
    case 10: number *= 1'000'000; break;
    case 13: number *= 1'000; break;
    case 16: break;
    case 19: number /= 1'000; break;
    default: return std::nullopt;
  }
  count.at.micros = static_cast<std::int64_t>(number);
  if (count.at.micros < 1'000'000'000'000'000 || count.at.micros > 4'102'444'800'000'000) return std::nullopt;
  ahead.advance(digits);
  if (digits > 10) count.precision = Precision::fraction;
  if (digits == 10 && ahead.peek() == '.' && is_digit(ahead.peek(1))) {
    ahead.advance(1);
    count.precision = Precision::fraction;
    for (std::int64_t unit = 100'000; is_digit(ahead.peek()); ahead.advance(1), unit /= 10)
      count.at.micros += unit * (ahead.peek() - '0');
  }
  cursor = ahead;
  return count;
}

}  // namespace debrief
