// SPDX-License-Identifier: Apache-2.0
// By how much the clocks of sources are off, told by requests whose id stands in lines of two of them. Pure.
#pragma once

#include "logs/compare/request_waits.hpp"
#include "logs/time/source_clock.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace debrief::logs {

/// One request that two sources told of.
struct SharedRequest {
  std::uint64_t request = 0;
  std::int64_t here_ns = 0;
  std::int64_t reference_ns = 0;
};

struct SuspectedClock {
  std::uint32_t source = 0;
  std::uint32_t reference = 0;          ///< whose clock is taken to be right
  ClockOffset offset;                   ///< to add to the times of the source
  std::vector<SharedRequest> examples;  ///< up to three, those nearest to the offset first
};

/// Sources whose clocks are off by a second or more, by the first lines that name the same requests; less may be the
/// time that work takes. What two sources disagree about is put down to the one that fewer others agree with, and among
/// two alone to the one that has fewer shared requests or else the later number. At most one suggestion for each
/// source. `lines` need no order.
[[nodiscard]] std::vector<SuspectedClock> find_suspected_clocks(std::span<const RequestLine> lines);

}  // namespace debrief::logs
