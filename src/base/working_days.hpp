// SPDX-License-Identifier: Apache-2.0
// Working days. Pure.
#pragma once

#include "base/clock.hpp"

#include <cstdint>

namespace debrief {

/// The same time of day so many working days (Monday to Friday, UTC) later; a weekend day counts as the Friday
/// before it.
[[nodiscard]] Instant after_working_days(Instant from, std::int64_t days);

[[nodiscard]] bool is_working_day(Instant at);

}  // namespace debrief
