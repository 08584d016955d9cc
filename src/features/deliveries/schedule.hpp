// SPDX-License-Identifier: Apache-2.0
// When to try again, and when to leave it. Pure.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>

namespace debrief::features::deliveries {

/// Attempts for one message, the first included; they take about 75 hours.
inline constexpr std::int64_t kMostAttempts = 10;
/// An endpoint that failed for so long is switched off.
inline constexpr Micros kFailingFor = std::chrono::hours(24 * 5);

/// How long to wait after so many attempts: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, each a tenth shorter
/// or longer by `chance` in [0, 1). Absent when it was the last one.
[[nodiscard]] std::optional<Micros> retry_after(std::int64_t attempts, double chance);

}  // namespace debrief::features::deliveries
