// SPDX-License-Identifier: Apache-2.0
// How long the spans of a histogram are. Pure.
#pragma once

#include <cstdint>

namespace debrief::features::evidence::logs {

/// The smallest round length, in nanoseconds, of which `spans` cover the time.
[[nodiscard]] std::int64_t round_step(std::int64_t length_ns, std::int64_t spans);

}  // namespace debrief::features::evidence::logs
