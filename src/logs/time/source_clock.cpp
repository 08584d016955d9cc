// SPDX-License-Identifier: Apache-2.0
#include "logs/time/source_clock.hpp"

#include "base/stamp_zones.hpp"
#include "logs/time/civil_time.hpp"

#include <algorithm>
#include <limits>

namespace debrief::logs {
namespace {

constexpr int kYearless = 1972;
constexpr std::int64_t kDay = kDaySeconds * kSecond;
constexpr std::int64_t kStepOfRepeatedHour = 2 * kSecond;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kQuarterDay = kDay / 4;
constexpr int kFirstYear = 1700, kLastYear = 2200;  // 64 bits of nanoseconds reach from 1677 to 2262

constexpr std::int64_t kFirstDay = days_since_1970(kFirstYear, 1, 1);
constexpr std::int64_t kLastDay = days_since_1970(kLastYear, 12, 31);

std::int64_t floor_to(std::int64_t value, std::int64_t unit) {
  const std::int64_t rest = value % unit;
  return value - (rest < 0 ? rest + unit : rest);
}

ResolvedLocal resolve(std::int64_t local, const std::string& zone) {
  return resolve_local(floor_to(local, 1'000) / 1'000, zone, zone);
}

}  // namespace

SourceClock::SourceClock(ClockSettings settings) : settings_(std::move(settings)) {
  if (settings_.year) settings_.year = std::clamp(*settings_.year, kFirstYear, kLastYear);
  if (settings_.day) settings_.day = std::clamp(*settings_.day, kFirstDay, kLastDay);
}

// `local` lies in 1972.
std::int64_t SourceClock::with_year(std::int64_t local) {
  const int year = settings_.year.value_or(kYearless);
  const auto in = [&](int wanted) {
    const Date date = date_of(floor_to(local, kDay) / kDay);
    return days_since_1970(wanted, date.month, date.day) * kDay + (local - floor_to(local, kDay));
  };
  if (local >= month_begin_ && local < month_end_) {
    const std::int64_t guess = local + month_shift_;
    if (last_local_ && guess >= *last_local_ - 150 * kDay && guess <= *last_local_ + 150 * kDay) return guess;
  }
  std::int64_t dated = in(year + new_years_);
  if (last_local_ && dated < *last_local_ - 183 * kDay && year + new_years_ < kLastYear) {
    ++new_years_;
    dated = in(year + new_years_);
  } else if (last_local_ && new_years_ > 0 && dated > *last_local_ + 360 * kDay) {
    return in(year + new_years_ - 1);  // a late line of the old year
  }
  const Date date = date_of(floor_to(local, kDay) / kDay);
  month_begin_ = days_since_1970(kYearless, date.month, 1) * kDay;
  month_end_ = month_begin_ + days_in_month(kYearless, date.month) * kDay;
  month_shift_ = dated - local;
  return dated;
}

std::int64_t SourceClock::with_day(std::int64_t local) {
  const std::int64_t first = settings_.day.value_or(0);
  std::int64_t dated = (first + midnights_) * kDay + local;
  if (last_local_ && dated < *last_local_ - kDay / 2 && first + midnights_ < kLastDay) {
    ++midnights_;
    dated += kDay;
  } else if (last_local_ && midnights_ > 0 && dated > *last_local_ + kDay * 9 / 10) {
    dated -= kDay;  // a late line of the day before
  }
  return dated;
}

// Whether one offset holds around `local`; a change never comes twice within a quarter of a day.
bool SourceClock::find_offset_span(std::int64_t local) {
  for (const std::int64_t unit : {kQuarterDay, kMinute}) {
    const std::int64_t begin = floor_to(local, unit);
    const ResolvedLocal from = resolve(begin, settings_.zone);
    const ResolvedLocal until = resolve(begin + unit - kSecond, settings_.zone);
    if (from.offset_minutes != until.offset_minutes || from.local_time != LocalTime::exact ||
        until.local_time != LocalTime::exact)
      continue;
    offset_begin_ = begin;
    offset_end_ = begin + unit;
    offset_ = std::int64_t{from.offset_minutes} * kMinute;
    return true;
  }
  return false;
}

std::int64_t SourceClock::to_utc(std::int64_t local) {
  if ((local >= offset_begin_ && local < offset_end_) || find_offset_span(local)) return local - offset_;
  const ResolvedLocal resolved = resolve(local, settings_.zone);
  const std::int64_t utc = local - std::int64_t{resolved.offset_minutes} * kMinute;
  if (resolved.local_time != LocalTime::repeated || !last_utc_ || utc >= *last_utc_ - kStepOfRepeatedHour) return utc;
  // The second time: with the offset that holds a day later.
  return local - std::int64_t{resolve(local + kDay, settings_.zone).offset_minutes} * kMinute;
}

std::int64_t SourceClock::at(const StampReading& reading) {
  std::int64_t local = reading.nanoseconds;
  if (reading.yearless) local = with_year(local);
  if (reading.dateless) local = with_day(local);
  last_local_ = local;
  const std::int64_t utc = reading.zoned ? local : to_utc(local);
  last_utc_ = utc;
  std::int64_t corrected = 0;
  if (!__builtin_add_overflow(utc, settings_.correction_ns, &corrected)) return corrected;
  return settings_.correction_ns > 0 ? std::numeric_limits<std::int64_t>::max()
                                     : std::numeric_limits<std::int64_t>::min();
}

void SourceClock::go_on_from(std::int64_t at_ns) {
  std::int64_t utc = 0;
  if (__builtin_sub_overflow(at_ns, settings_.correction_ns, &utc)) return;
  const std::int64_t first_day = kFirstDay * kDay, last_day = kLastDay * kDay;
  utc = std::clamp(utc, first_day, last_day);
  const std::int64_t local = utc + std::int64_t{resolve(utc, settings_.zone).offset_minutes} * kMinute;
  last_utc_ = utc;
  last_local_ = local;
  const std::int64_t day = floor_to(local, kDay) / kDay;
  if (settings_.year) new_years_ = std::max(0, date_of(day).year - *settings_.year);
  if (settings_.day) midnights_ = std::max<std::int64_t>(0, day - *settings_.day);
}

int infer_year(const StampReading& newest, std::int64_t known_at_ns) {
  const std::int64_t day = floor_to(newest.nanoseconds, kDay) / kDay;
  const Date date = date_of(day);
  const std::int64_t known_day = floor_to(known_at_ns, kDay) / kDay;
  int year = date_of(known_day + 1).year;
  const bool leap_day = date.month == 2 && date.day == 29;
  while (days_since_1970(year, date.month, date.day) > known_day + 1 || (leap_day && !is_leap_year(year))) --year;
  return year;
}

}  // namespace debrief::logs
