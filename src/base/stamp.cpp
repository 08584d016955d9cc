// SPDX-License-Identifier: Apache-2.0
#include "base/stamp.hpp"

#include "base/ascii.hpp"
#include "base/stamp_forms.hpp"
#include "base/stamp_zones.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace debrief {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// Longest stamp, span included; keeps the search linear.
constexpr std::size_t kWindow = 200;
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

struct Written {
  std::optional<WrittenDate> date;
  std::optional<WrittenClock> clock;
  std::optional<std::string> zone;
  std::optional<WrittenCount> count;
  bool approximate = false;
};

enum class Reading { absent, impossible, found };

bool ends_here(const StampCursor& cursor) {
  const char c = cursor.peek();
  if (is_letter(c) || is_digit(c) || c == '_' || c == '%') return false;
  const char next = cursor.peek(1);
  if ((c == ':' || c == '.' || c == '-') && is_digit(next)) return false;
  return c != '/' || (!is_digit(next) && !is_letter(next));
}

void skip_emphasis(StampCursor& cursor) {
  for (int i = 0; i < 3 && cursor.skip_any("*_`"); ++i) {
  }
}

// "10:42 UTC", "**10:42** UTC"
std::optional<std::string> read_zone_of_clock(StampCursor& cursor, bool offset_allowed) {
  if (auto zone = read_zone(cursor, offset_allowed)) return zone;
  StampCursor ahead = cursor;
  skip_emphasis(ahead);
  auto zone = read_zone(ahead, false);
  if (zone) cursor = ahead;
  return zone;
}

// What may stand between a date and its clock time; true when something did.
bool skip_to_clock(StampCursor& cursor, ClockPlace& place) {
  if ((cursor.peek() == 'T' || cursor.peek() == 't') && is_digit(cursor.peek(1))) {
    cursor.advance(1);
    place = ClockPlace::after_t;
    return true;
  }
  if ((cursor.peek() == ':' || cursor.peek() == '_') && is_digit(cursor.peek(1))) {
    cursor.advance(1);
    return true;
  }
  skip_emphasis(cursor);
  bool skipped = cursor.skip_any(",:");
  skipped = cursor.skip_space() || skipped;
  if (!skipped) return false;
  for (const std::string_view between : {"at", "@", "-", "–", "—"}) {
    StampCursor ahead = cursor;
    if (!ahead.skip_word(between) || !ahead.skip_space()) continue;
    cursor = ahead;
    break;
  }
  return true;
}

// "2026-11-23 ca. 10:42"
bool skip_approximation(StampCursor& cursor) {
  if (cursor.skip('~')) return true;
  for (const std::string_view word : {"ca.", "ca", "circa", "about", "around", "approx.", "approximately"}) {
    StampCursor ahead = cursor;
    if (!ahead.skip_word(word) || !ahead.skip_space()) continue;
    cursor = ahead;
    return true;
  }
  return false;
}

// "10:42-10:55" behind a date is a span when the second time is the later one, otherwise an offset.
bool reads_as_offset(const WrittenClock& clock, StampCursor after) {
  if (clock.precision >= Precision::second) return true;
  after.skip_space();
  if (!after.skip('-')) return true;
  const auto end = read_clock(after, ClockPlace::alone);
  return !end || micros_of_day(*end).value_or(0) <= micros_of_day(clock).value_or(0);
}

void read_clock_after_date(StampCursor& cursor, Written& written) {
  StampCursor ahead = cursor;
  ClockPlace place = ClockPlace::after_date;
  if (!skip_to_clock(ahead, place)) return;
  const bool approximate = skip_approximation(ahead);
  written.clock = read_clock(ahead, place);
  written.approximate = approximate && written.clock;
  if (!written.clock) return;
  written.zone = read_zone_of_clock(ahead, place == ClockPlace::after_t || reads_as_offset(*written.clock, ahead));
  if (written.date->year_may_follow) {
    StampCursor year = ahead;
    if (year.skip_space()) {
      const auto number = year.take_number(4, 4);
      if (number && *number >= 1900 && *number <= 2199) written.date->year = number, ahead = year;
    }
  }
  cursor = ahead;
}

// "10:42 UTC on 23 November 2026", "10:42, 2026-11-23"
void read_date_after_clock(StampCursor& cursor, Written& written, std::optional<bool> day_first) {
  StampCursor ahead = cursor;
  ahead.skip(',');
  if (!ahead.skip_space()) return;
  if (ahead.skip_word("on") || ahead.skip_word("of")) ahead.skip_space();
  auto date = read_date(ahead, day_first);
  if (!date || date->needs_clock || !ends_here(ahead)) return;
  // A further clock time shows that the date begins the next stamp.
  StampCursor next = ahead;
  ClockPlace place = ClockPlace::after_date;
  if (skip_to_clock(next, place) && read_clock(next, place)) return;
  written.date = date;
  cursor = ahead;
}

bool is_possible(const Written& written) {
  return (!written.date || debrief::is_possible(*written.date)) && (!written.clock || micros_of_day(*written.clock));
}

Reading read_written(StampCursor& cursor, const StampContext& context, Written& written) {
  StampCursor ahead = cursor;
  written = {};
  if (context.numbers && is_digit(ahead.peek())) {
    written.count = read_count(ahead);
    if (written.count && ends_here(ahead)) return cursor = ahead, Reading::found;
    written.count.reset();
    ahead = cursor;
  }
  written.date = read_date(ahead, context.day_first);
  if (written.date) {
    read_clock_after_date(ahead, written);
    if (written.date->needs_clock && !written.clock) written.date.reset(), ahead = cursor;
  }
  if (!written.date) {
    written.clock = read_clock(ahead, ClockPlace::alone);
    if (!written.clock) return Reading::absent;
    written.zone = read_zone_of_clock(ahead, written.clock->precision >= Precision::second);
    read_date_after_clock(ahead, written, context.day_first);
  }
  if (!is_possible(written)) return cursor = ahead, Reading::impossible;
  if ((!written.date || !written.date->year) && !context.day) return Reading::absent;
  cursor = ahead;
  return Reading::found;
}

std::optional<year_month_day> nearest_year(const WrittenDate& date, year_month_day reference) {
  std::optional<year_month_day> nearest;
  for (int shift = -4; shift <= 4; ++shift) {
    const year_month_day candidate{reference.year() + std::chrono::years{shift}, std::chrono::month{date.month},
                                   std::chrono::day{date.day}};
    if (!candidate.ok()) continue;
    const auto distance = [&](year_month_day day) { return std::abs((sys_days(day) - sys_days(reference)).count()); };
    if (!nearest || distance(candidate) < distance(*nearest)) nearest = candidate;
  }
  return nearest;
}

std::optional<year_month_day> day_of(const Written& written, const StampContext& context) {
  if (!written.date) return context.day;
  if (!written.date->year) return context.day ? nearest_year(*written.date, *context.day) : std::nullopt;
  return year_month_day{std::chrono::year{*written.date->year}, std::chrono::month{written.date->month},
                        std::chrono::day{written.date->day}};
}

Stamp make_stamp(const Written& written, year_month_day day, const StampContext& context, std::string_view original) {
  Stamp stamp;
  stamp.original = std::string(original);
  if (written.count) {
    stamp.at = written.count->at;
    stamp.precision = written.count->precision;
    return stamp;
  }
  const std::int64_t clock = written.clock ? micros_of_day(*written.clock).value_or(0) : 0;
  const std::int64_t local = sys_days(day).time_since_epoch().count() * kMicrosPerDay + clock;
  const ResolvedLocal resolved = resolve_local(local, written.zone.value_or(context.zone), context.zone);
  stamp.at = resolved.at;
  stamp.offset_minutes = resolved.offset_minutes;
  stamp.zone = written.zone.value_or("");
  stamp.precision = written.clock ? written.clock->precision : Precision::day;
  stamp.local_time = resolved.local_time;
  stamp.date_inferred = !written.date;
  stamp.year_inferred = written.date && !written.date->year;
  stamp.zone_inferred = !written.zone;
  stamp.zone_ambiguous = resolved.ambiguous;
  stamp.date_ambiguous = written.date && written.date->ambiguous;
  stamp.approximate = written.approximate;
  return stamp;
}

bool skip_span_mark(StampCursor& cursor) {
  skip_emphasis(cursor);
  cursor.skip(']');
  cursor.skip_space();
  bool marked = false;
  for (const std::string_view mark : {"->", "-", "–", "—", "→"}) {
    if (!cursor.rest().starts_with(mark)) continue;
    cursor.advance(mark.size());
    marked = true;
    break;
  }
  for (const std::string_view word : {"to", "until", "till", "through"}) marked = marked || cursor.skip_word(word);
  cursor.skip_space();
  skip_emphasis(cursor);
  cursor.skip('[');
  return marked;
}

// What the two ends of a span say for one another: "4:05 - 4:30 PM PT".
void share(Written& from, Written& to) {
  if (!from.zone) from.zone = to.zone;
  if (!to.zone) to.zone = from.zone;
  if (!from.clock || !to.clock || from.clock->half != HalfDay::none || to.clock->half == HalfDay::none) return;
  if (from.clock->hour > 12 || from.clock->hour == 0) return;
  from.clock->half = to.clock->half;
  if (micros_of_day(*from.clock).value_or(0) > micros_of_day(*to.clock).value_or(0))
    from.clock->half = HalfDay::morning;
}

struct Span {
  Stamp from;
  std::optional<Stamp> to;
};

// "18:04-05" and "18:04-7": the end is a minute of the same hour, or of the same ten minutes.
std::optional<Stamp> read_minutes_end(StampCursor& cursor, const Written& from, year_month_day day,
                                      const StampContext& context) {
  StampCursor ahead = cursor;
  if (!from.clock || from.clock->precision != Precision::minute || !ahead.skip('-')) return std::nullopt;
  const std::string_view begin = ahead.rest();
  const auto number = ahead.take_number(1, 2);
  const std::size_t digits = begin.size() - ahead.rest().size();
  if (!number || !ends_here(ahead)) return std::nullopt;
  Written to = from;
  to.clock->minute = *number + (digits == 1 ? from.clock->minute / 10 * 10 : 0);
  if (to.clock->minute <= from.clock->minute || !micros_of_day(*to.clock)) return std::nullopt;
  cursor = ahead;
  return make_stamp(to, day, context, begin.substr(0, digits));
}

std::optional<Stamp> read_span_end(StampCursor& cursor, Written& from, year_month_day day,
                                   const StampContext& context) {
  StampCursor ahead = cursor;
  if (!skip_span_mark(ahead)) return std::nullopt;
  const std::string_view begin = ahead.rest();
  StampContext same_day = context;
  same_day.day = day;
  Written to;
  if (read_written(ahead, same_day, to) != Reading::found || !ends_here(ahead)) return std::nullopt;
  if (to.clock.has_value() != from.clock.has_value() || to.count.has_value() != from.count.has_value())
    return std::nullopt;
  const Written unshared = from;
  share(from, to);
  const std::string_view original = begin.substr(0, begin.size() - ahead.rest().size());
  const Stamp start = make_stamp(from, day, context, "");
  const auto last_day = day_of(to, same_day);
  Stamp end = make_stamp(to, last_day.value_or(day), context, original);
  if (end.at < start.at && !to.date && !to.count) end = make_stamp(to, sys_days(day) + days{1}, context, original);
  if (end.at < start.at || !last_day) return from = unshared, std::nullopt;
  cursor = ahead;
  return end;
}

// A stamp and, where it goes on, the end of its span. The cursor stands behind the whole afterwards.
Reading read_span(StampCursor& cursor, const StampContext& context, Span& span) {
  const std::string_view begin = cursor.rest();
  StampCursor ahead = cursor;
  Written written;
  const Reading reading = read_written(ahead, context, written);
  if (reading == Reading::impossible) cursor = ahead;
  if (reading != Reading::found) return reading;
  const auto day = written.count ? year_month_day(sys_days{}) : day_of(written, context);
  if (!day) return Reading::absent;
  const std::string_view original = begin.substr(0, begin.size() - ahead.rest().size());
  span.to = read_span_end(ahead, written, *day, context);
  if (!span.to) span.to = read_minutes_end(ahead, written, *day, context);
  // "12:26-12:??", "10:30/10:40": an end that is not understood does not spoil the beginning.
  const bool open_end = written.clock && (ahead.peek() == '-' || (ahead.peek() == '/' && is_digit(ahead.peek(1))));
  if (!span.to && !open_end && !ends_here(ahead)) return Reading::absent;
  span.from = make_stamp(written, *day, context, original);
  cursor = ahead;
  return Reading::found;
}

bool is_said_to_be_approximate(std::string_view before) {
  before = before.substr(before.size() - std::min<std::size_t>(before.size(), 20));
  while (!before.empty() && (before.back() == ' ' || before.back() == '*')) before.remove_suffix(1);
  const std::string lower = to_lower(before);
  constexpr std::array<std::string_view, 12> kWords{"~",      "≈",       "ca.",           "ca",     "circa",   "about",
                                                    "around", "approx.", "approximately", "approx", "roughly", "c."};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    if (!std::string_view(lower).ends_with(word)) return false;
    return !is_letter(word.front()) || lower.size() == word.size() || !is_letter(lower[lower.size() - word.size() - 1]);
  });
}

// One element of what may precede a stamp at the beginning of a line. Openers (emphasis, brackets) are
// counted, everything else moves the beginning behind itself.
bool skip_prefix(StampCursor& cursor, std::size_t& openers) {
  if (cursor.skip_space()) return true;
  for (const std::string_view marker : {"- ", "* ", "+ ", "• ", "– ", "— ", ">", "|", "[ ]", "[x]", "[X]", "#"}) {
    if (!cursor.rest().starts_with(marker)) continue;
    cursor.advance(marker.size());
    openers = 0;
    return true;
  }
  if (cursor.skip_any("*_`([<\"~")) return ++openers, true;
  if (cursor.rest().starts_with("≈")) return cursor.advance(3), true;
  for (const std::string_view word :
       {"at", "about", "around", "approximately", "approx.", "approx", "ca.", "ca", "circa", "roughly"})
    if (cursor.skip_word(word)) return true;
  StampCursor ahead = cursor;
  if (ahead.take_number(1, 3) && ahead.skip_any(".)") && ahead.skip_space()) return cursor = ahead, openers = 0, true;
  return false;
}

void skip_closers(StampCursor& cursor, std::size_t openers) {
  if (openers > 0 && cursor.peek() == ':' && (cursor.peek(1) == '*' || cursor.peek(1) == '_')) cursor.advance(1);
  while (openers > 0 && cursor.skip_any("*_`)]>\"~")) --openers;
}

bool may_start(std::string_view text, std::size_t position) {
  const char c = text[position];
  constexpr std::string_view initials = "JFMASONDTWjfmasondtw";
  if (!is_digit(c) && initials.find(c) == std::string_view::npos) return false;
  if (position == 0) return true;
  const char before = text[position - 1];
  return !is_digit(before) && !is_letter(before) && std::string_view("_./-+#$").find(before) == std::string_view::npos;
}

}  // namespace

std::optional<FoundStamp> find_stamp_at_start(std::string_view text, const StampContext& context) {
  const std::string_view head = text.substr(0, kWindow);
  StampCursor cursor(head);
  std::size_t openers = 0;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t position = head.size() - cursor.rest().size();
    if (openers == 0) begin = position;
    Span span;
    const Reading reading = read_span(cursor, context, span);
    if (reading == Reading::impossible) return std::nullopt;
    if (reading == Reading::found) {
      skip_closers(cursor, openers);
      span.from.approximate = span.from.approximate || is_said_to_be_approximate(head.substr(0, position));
      return FoundStamp{span.from, begin, head.size() - cursor.rest().size() - begin, span.to};
    }
    if (!skip_prefix(cursor, openers)) return std::nullopt;
  }
}

std::optional<FoundStamp> find_stamp(std::string_view text, const StampContext& context) {
  for (std::size_t position = 0; position < text.size(); ++position) {
    if (!may_start(text, position)) continue;
    StampCursor cursor(text.substr(position, kWindow));
    Span span;
    const Reading reading = read_span(cursor, context, span);
    const std::size_t length = std::min(kWindow, text.size() - position) - cursor.rest().size();
    if (reading == Reading::impossible) position += length;
    if (reading != Reading::found) continue;
    // "host:10:42" is more likely a port and a line than a time.
    if (position > 0 && text[position - 1] == ':' && span.from.date_inferred) continue;
    span.from.approximate = span.from.approximate || is_said_to_be_approximate(text.substr(0, position));
    return FoundStamp{span.from, position, length, span.to};
  }
  return std::nullopt;
}

}  // namespace debrief
