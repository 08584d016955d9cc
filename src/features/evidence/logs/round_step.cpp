// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/round_step.hpp"

#include <array>

namespace debrief::features::evidence::logs {

std::int64_t round_step(std::int64_t length_ns, std::int64_t spans) {
  static constexpr std::int64_t second = 1'000'000'000;
  static constexpr std::array<std::int64_t, 26> steps{
      second / 1000,      second / 200,    second / 100,    second / 20,     second / 10,
      second / 5,         second / 2,      second,          2 * second,      5 * second,
      10 * second,        15 * second,     30 * second,     60 * second,     120 * second,
      300 * second,       600 * second,    900 * second,    1800 * second,   3600 * second,
      7200 * second,      10'800 * second, 21'600 * second, 43'200 * second, 86'400 * second,
      7 * 86'400 * second};
  for (const std::int64_t step : steps)
    if (length_ns / step < spans) return step;
  return (length_ns / spans / steps.back() + 1) * steps.back();
}

}  // namespace debrief::features::evidence::logs
