// SPDX-License-Identifier: Apache-2.0
#include "base/working_days.hpp"

#include <chrono>

namespace debrief {

bool is_working_day(Instant at) {
  const std::chrono::sys_time<Micros> when{Micros(at.micros)};
  const std::chrono::weekday day{std::chrono::floor<std::chrono::days>(when)};
  return day != std::chrono::Saturday && day != std::chrono::Sunday;
}

Instant after_working_days(Instant from, std::int64_t days) {
  constexpr std::int64_t kPerWeek = 5;
  Instant at = from;
  while (!is_working_day(at)) at = at - std::chrono::days(1);
  at = at + std::chrono::days(7 * (days / kPerWeek));
  for (std::int64_t left = days % kPerWeek; left > 0;) {
    at = at + std::chrono::days(1);
    if (is_working_day(at)) --left;
  }
  return at;
}

}  // namespace debrief
