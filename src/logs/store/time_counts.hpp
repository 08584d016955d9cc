// SPDX-License-Identifier: Apache-2.0
// How many lines of each kind a block has in each of some spans of time, so that lines can be counted without reading
// the block. Spans are as long as fits a small space, from a millisecond to a week, and begin at multiples of their
// length, which divides all longer ones but few: those of histograms can then be put together of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace debrief::logs {

struct TimeCounts {
  std::int64_t step_ns = 0;  ///< 0: nothing is known
  std::int64_t first = 0;    ///< the number of the first span, which begins at `first * step_ns`
  std::string cells;         ///< packed; lines without a time are not among them

  /// Whether the counts of spans of `step_ns` from `from_ns` on are sums of these.
  [[nodiscard]] bool divide(std::int64_t from_ns, std::int64_t step_ns) const;
  /// Calls `see` with each kind, the beginning of each span in which it has lines, and how many. Throws Damaged.
  void each(const std::function<void(std::size_t kind, std::int64_t begins_ns, std::uint64_t lines)>& see) const;
};

/// Counts the lines of one block.
class TimeCounter {
 public:
  /// Lines from this one on are of this time; kNoTime: of none. In the order of the lines.
  void begin(std::uint32_t line, std::int64_t at_ns);
  /// `kinds` says of each line which of `kind_count` kinds it is.
  [[nodiscard]] TimeCounts finish(const std::vector<std::uint16_t>& kinds, std::size_t kind_count) const;

 private:
  struct Run {
    std::uint32_t line = 0;
    std::int64_t at_ns = 0;
  };
  std::vector<Run> runs_;
};

}  // namespace debrief::logs
