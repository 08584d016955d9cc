// SPDX-License-Identifier: Apache-2.0
// What a store remembers of its sources and blocks, and how it is written into the store's index.
#pragma once

#include "logs/store/block.hpp"
#include "logs/store/time_counts.hpp"
#include "logs/time/choose_stamp.hpp"
#include "logs/time/source_clock.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::logs {

/// One stream of lines: a file, a container, a host.
struct Source {
  std::uint32_t number = 0;
  std::string name;
  std::string format;  ///< of its lines, as Formats knows it; empty when nobody looked
  ClockSettings clock;
  StampRule stamps;  ///< which stamp of a line says when it was logged
};

inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

struct BlockRecord {
  std::uint32_t source = 0;
  std::uint64_t first_line = 0;  ///< number of the first line in its source, from 0
  std::uint64_t offset = 0;      ///< of the payload in its file
  std::uint64_t size = 0;
  std::string hash;                     ///< SHA-256 of the payload, 32 bytes
  std::int64_t inherited_ns = kNoTime;  ///< the time of lines before the first stamp; kNoTime: nobody knows
  std::int64_t first_ns = kNoTime;      ///< of the first stamp
  std::int64_t from_ns = kNoTime;       ///< earliest and latest of all lines
  std::int64_t until_ns = kNoTime;
  bool sorted = true;  ///< no stamp is earlier than the one before it
  BlockSummary summary;
  TimeCounts times;  ///< kinds of lines are 0 for lines as they are, n for summary.skeletons[n - 1]
};

void put_source(std::string& out, const Source& source);
[[nodiscard]] Source read_source(std::string_view bytes);
void put_block(std::string& out, const BlockRecord& block);
[[nodiscard]] BlockRecord read_block(std::string_view bytes);
void put_skeleton(std::string& out, const Skeleton& skeleton);
[[nodiscard]] Skeleton read_skeleton(std::string_view bytes);

}  // namespace debrief::logs
