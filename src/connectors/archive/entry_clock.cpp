// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/entry_clock.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <utility>

namespace debrief::connectors::archive {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// Entries may be a little out of order; a clock that goes back further than this has passed midnight.
constexpr Micros kPastMidnight = std::chrono::hours{4};

year_month_day local_day(const Stamp& stamp) {
  const std::int64_t local = stamp.at.micros + std::int64_t{stamp.offset_minutes.value_or(0)} * 60'000'000;
  return std::chrono::floor<days>(std::chrono::sys_time<Micros>(Micros{local}));
}

Instant add_days(Instant at, int count) {
  return at + Micros(days{count});
}

}  // namespace

EntryClock::EntryClock(std::optional<year_month_day> day, const ReadOptions& options) : day_known_(day.has_value()) {
  // Without a day any will do to see that there is a clock time: accept() refuses it.
  context_.day = day.value_or(year_month_day(sys_days{}));
  context_.zone = options.zone;
  context_.day_first = options.day_first;
  context_.numbers = false;
}

std::optional<FoundStamp> EntryClock::peek(std::string_view text) const {
  return tell_apart(find_stamp_at_start(text, context_), text, true);
}

std::optional<FoundStamp> EntryClock::peek_anywhere(std::string_view text) const {
  return tell_apart(find_stamp(text, context_), text, false);
}

// "06/10/2025" in a document of 24 June 2025: of the two readings the one nearer to the document's day.
std::optional<FoundStamp> EntryClock::tell_apart(std::optional<FoundStamp> found, std::string_view text,
                                                 bool at_start) const {
  if (!found || !found->stamp.date_ambiguous || !day_known_) return found;
  StampContext exchanged = context_;
  exchanged.day_first = true;
  auto other = at_start ? find_stamp_at_start(text, exchanged) : find_stamp(text, exchanged);
  if (!other) return found;
  const auto distance = [&](const FoundStamp& candidate) {
    return std::abs((sys_days(local_day(candidate.stamp)) - sys_days(*context_.day)).count());
  };
  if (distance(*other) >= distance(*found)) return found;
  other->stamp.date_ambiguous = true;
  return other;
}

// A zone that the document states is not inferred.
void EntryClock::settle(Stamp& stamp) const {
  if (!stamp.zone_inferred || !zone_stated_) return;
  stamp.zone_inferred = false;
  stamp.zone = context_.zone;
}

std::optional<FoundStamp> EntryClock::accept(FoundStamp found, std::size_t line) {
  Stamp& stamp = found.stamp;
  if (stamp.date_inferred && !day_known_) {
    if (without_day_++ == 0) first_without_day_ = line;
    return std::nullopt;
  }
  if (stamp.year_inferred && !day_known_) return std::nullopt;
  if (stamp.date_inferred && previous_ && *previous_ - stamp.at >= kPastMidnight) {
    // By days of the calendar; the hour that daylight saving may shift is of no weight here.
    stamp.at = add_days(stamp.at, 1);
    if (found.end) found.end->at = add_days(found.end->at, 1);
    const auto day = local_day(stamp);
    remarks_.push_back(
        {line, fmt::format("'{}' is earlier than the entry before it: taken for the next day, {:02}-{:02}",
                           stamp.original, static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()))});
  } else if (previous_ && stamp.at < *previous_ && stamp.precision >= Precision::minute) {
    remarks_.push_back({line, fmt::format("'{}' is earlier than the entry before it", stamp.original)});
  }
  if (stamp.local_time != LocalTime::exact)
    remarks_.push_back({line, fmt::format("'{}' lies in a change of daylight saving time", stamp.original)});
  if (stamp.date_ambiguous)
    remarks_.push_back({line, fmt::format("day and month of '{}' may be exchanged", stamp.original)});
  zone_assumed_ = zone_assumed_ || (stamp.zone_inferred && !zone_stated_ && stamp.precision > Precision::day);
  // A zone once written goes on for the entries that write none.
  if (!stamp.zone.empty() && !zone_stated_) context_.zone = stamp.zone;
  settle(stamp);
  if (found.end) settle(*found.end);
  if (stamp.precision > Precision::day) previous_ = stamp.at;
  context_.day = local_day(stamp);
  day_known_ = true;
  return found;
}

void EntryClock::note_unread(std::string_view text, std::size_t line) {
  if (unread_++ == 0) first_unread_ = {line, shorten(text, 40)};
}

void EntryClock::set_day(const Stamp& date) {
  if (date.year_inferred && !day_known_) return;
  context_.day = local_day(date);
  day_known_ = true;
  previous_.reset();
}

void EntryClock::set_zone(std::string zone) {
  context_.zone = std::move(zone);
  zone_stated_ = true;
}

std::vector<Remark> EntryClock::take_remarks() {
  if (without_day_ > 0)
    remarks_.push_back(
        {first_without_day_, fmt::format("{} times are left out: the document does not tell their day", without_day_)});
  if (unread_ > 0)
    remarks_.push_back({first_unread_.line, fmt::format("{} times were not understood and are left out, first '{}'",
                                                        unread_, first_unread_.text)});
  if (zone_assumed_)
    remarks_.push_back(
        {0, fmt::format("the document does not name the zone of its times: {} was assumed", context_.zone)});
  return std::exchange(remarks_, {});
}

}  // namespace debrief::connectors::archive
