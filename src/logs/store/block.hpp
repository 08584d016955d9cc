// SPDX-License-Identifier: Apache-2.0
// A block: some megabytes of lines of one source, compressed, that can be searched without unpacking all of it. Lines
// of one static text stand together, their variables column by column; lines come back byte for byte, in their order.
//
// Form of a payload (numbers are LEB128): the packed description, then frames (see frames.hpp).
//   description: lines, ends without newline (0/1), kinds of lines [skeleton, rows]…, the classes of tokens, and for
//   each skeleton a column for each of its slots: what kind of column it is and what that kind needs. frames: for each
//   line which of the kinds it is, the tokens, the columns in the order of the description.
#pragma once

#include "logs/store/gram_filter.hpp"
#include "logs/store/skeletons.hpp"
#include "logs/time/layout.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// The largest text that becomes one block.
inline constexpr std::size_t kLargestBlock = 64UL * 1024 * 1024;

struct SkeletonRows {
  std::uint32_t skeleton = 0;
  std::uint32_t rows = 0;
};

/// What can be told of a block without its payload.
struct BlockSummary {
  std::uint32_t lines = 0;
  std::uint64_t raw_bytes = 0;
  std::vector<SkeletonRows> skeletons;  ///< of lines that have one
  std::uint32_t plain_lines = 0;        ///< lines kept as they are
  std::uint8_t longest_number = 0;      ///< digits of the largest number that stands in no token
  std::vector<std::string> shapes;      ///< of tokens kept by DigitShape, each once
  /// Of all other variables and of plain lines; null for small blocks, which are sooner read than their filter is kept.
  std::shared_ptr<const GramFilter> grams;

  [[nodiscard]] bool may_hold(std::string_view text) const { return grams == nullptr || grams->may_hold(text); }
};

struct EncodedBlock {
  BlockSummary summary;
  std::vector<StampReading> stamps;          ///< in the order of the lines; lines without a stamp have none
  std::vector<std::uint32_t> stamped_lines;  ///< for each of them its line
  std::vector<std::uint16_t> kinds;  ///< of each line: 0 as it is, n: of the static text summary.skeletons[n - 1]
  std::string payload;
};

}  // namespace debrief::logs
