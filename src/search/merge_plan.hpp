// SPDX-License-Identifier: Apache-2.0
// Which segments to merge next, so that there are few of them and each document is moved a few times only.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace debrief::search {

struct SegmentSize {
  std::size_t documents = 0;
  std::size_t erased = 0;
  std::size_t bytes = 0;  ///< all of it
};

/// Positions of the segments to merge into one, in ascending order; empty when all is well. A segment is
/// rewritten alone when a quarter of its documents is erased; eight segments of one order of size (powers of
/// eight above `smallest` documents) become one, unless that would pass 3 GB.
[[nodiscard]] std::vector<std::size_t> plan_merge(std::span<const SegmentSize> segments, std::size_t smallest);

/// Positions of the segments that make one when all is to be packed: every segment, or as many of the smallest as
/// stay within 3 GB. Empty when there is nothing to gain.
[[nodiscard]] std::vector<std::size_t> plan_pack(std::span<const SegmentSize> segments);

}  // namespace debrief::search
