// SPDX-License-Identifier: Apache-2.0
// How long a server asks others to wait. Pure.
#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string_view>

namespace debrief {

/// What a Retry-After header asks for (RFC 9110, 10.2.3), seconds or a date; a day at most. Absent when it says
/// nothing.
[[nodiscard]] std::optional<Micros> wait_asked_for(std::string_view header, Instant now);

}  // namespace debrief
