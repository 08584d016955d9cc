// SPDX-License-Identifier: Apache-2.0
// The proleptic Gregorian calendar in plain numbers.
#pragma once

#include <cstdint>

namespace debrief::logs {

constexpr std::int64_t kSecond = 1'000'000'000;  ///< nanoseconds
constexpr std::int64_t kDaySeconds = 86'400;

constexpr bool is_leap_year(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Month 1 to 12.
constexpr int days_in_month(int year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Days from 1970-01-01 to a date; years from 0. After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
constexpr std::int64_t days_since_1970(int year, int month, int day) {
  const int y = year - (month <= 2 ? 1 : 0);
  const int era = y / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return std::int64_t{era} * 146'097 + day_of_era - 719'468;
}

struct Date {
  int year = 1970, month = 1, day = 1;
};

/// The date `days` after 1970-01-01; for years from 0.
constexpr Date date_of(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = shifted / 146'097;
  const auto day_of_era = static_cast<int>(shifted - era * 146'097);
  const int year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int month = month_from_march + (month_from_march < 10 ? 3 : -9);
  return {static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

}  // namespace debrief::logs
