// SPDX-License-Identifier: Apache-2.0
#include "search/postings.hpp"

namespace debrief::search {
namespace {

BlockStart block_at(const char* blocks, std::uint32_t index) {
  BlockStart start;
  std::memcpy(&start, blocks + std::size_t{index} * sizeof(BlockStart), sizeof(start));
  return start;
}

}  // namespace

// Enters the last block whose predecessor ends before the target, if that lies ahead.
void PostingCursor::skip_blocks(DocumentNumber target) {
  const std::uint32_t read = list_.count - left_;
  std::uint32_t low = (read + kPostingsInBlock - 1) / kPostingsInBlock;  // first block not yet begun
  std::uint32_t high = (list_.count + kPostingsInBlock - 1) / kPostingsInBlock;
  if (low == 0 || low >= high || block_at(list_.blocks, low - 1).before >= target) return;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (block_at(list_.blocks, middle - 1).before < target) low = middle;
    else high = middle;
  }
  const BlockStart start = block_at(list_.blocks, low - 1);
  at_ = list_.bytes + start.offset;
  before_ = start.before;
  left_ = list_.count - low * kPostingsInBlock;
  next();
}

}  // namespace debrief::search
