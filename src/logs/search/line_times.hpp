// SPDX-License-Identifier: Apache-2.0
// When the lines of a block were logged. Times are not stored beside the lines: they are read from their stamps.
#pragma once

#include "logs/store/block_reader.hpp"
#include "logs/store/line_stamps.hpp"
#include "logs/store/records.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::logs {

/// For one block. Everything given must outlive it.
class LineTimes {
 public:
  /// `stamps` is of the block's source.
  LineTimes(BlockReader& block, const BlockRecord& record, const Source& source, LineStamps& stamps)
      : block_(block), record_(record), source_(source), stamps_(stamps) {}

  /// Nanoseconds since 1970 UTC; that of the last stamp before it for a line without one; kNoTime when there is none.
  [[nodiscard]] std::int64_t at(std::uint32_t line);
  /// The stamp of the line itself; absent when it has none.
  [[nodiscard]] std::optional<StampReading> reading(std::uint32_t line);
  /// Of all lines.
  [[nodiscard]] const std::vector<std::int64_t>& all();

 private:
  [[nodiscard]] SourceClock clock_for(const StampReading& first) const;

  BlockReader& block_;
  const BlockRecord& record_;
  const Source& source_;
  LineStamps& stamps_;
  std::string text_;
  std::vector<std::int64_t> all_;
};

}  // namespace debrief::logs
