// SPDX-License-Identifier: Apache-2.0
// Moments in nanoseconds, for logs.
#pragma once

#include "base/clock.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace debrief {

/// Nanoseconds since 1970; for moments that 64 bits do not hold, before 1677 and after 2262, the nearest that they do.
[[nodiscard]] constexpr std::int64_t to_nanoseconds(Instant at) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 1000;
  return std::clamp(at.micros, -most, most) * 1000;
}

}  // namespace debrief
