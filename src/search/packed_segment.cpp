// SPDX-License-Identifier: Apache-2.0
#include "search/packed_segment.hpp"

#include <algorithm>

namespace debrief::search {

PostingsView PackedSegment::list(std::size_t term) const {
  const char* at = arrays_.lists[term].data();
  PostingsView view;
  view.count = get_varint(at);
  const std::uint32_t blocks = (view.count + kPostingsInBlock - 1) / kPostingsInBlock;
  if (blocks > 1) {
    view.blocks = at;
    at += std::size_t{blocks - 1} * sizeof(BlockStart);
  }
  view.bytes = at;
  return view;
}

std::optional<PostingsView> PackedSegment::find(std::string_view term) const {
  std::size_t low = 0;
  std::size_t high = arrays_.terms.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (arrays_.terms[middle] < term) low = middle + 1;
    else high = middle;
  }
  if (low == arrays_.terms.size() || arrays_.terms[low] != term) return std::nullopt;
  return list(low);
}

std::optional<DocumentNumber> PackedSegment::find_key(std::string_view key) const {
  const auto found = std::lower_bound(arrays_.by_key.begin(), arrays_.by_key.end(), key,
                                      [&](DocumentNumber d, std::string_view k) { return arrays_.keys[d] < k; });
  if (found == arrays_.by_key.end() || arrays_.keys[*found] != key) return std::nullopt;
  return *found;
}

std::size_t PackedSegment::memory_bytes() const {
  return arrays_.keys.memory_bytes() + arrays_.terms.memory_bytes() + arrays_.lists.memory_bytes() +
         (arrays_.lengths.capacity() + arrays_.by_key.capacity()) * sizeof(std::uint32_t);
}

}  // namespace debrief::search
