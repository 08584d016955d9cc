// SPDX-License-Identifier: Apache-2.0
#include "search/merge_plan.hpp"

#include <algorithm>
#include <numeric>

namespace debrief::search {
namespace {

constexpr std::size_t kFactor = 8;
constexpr std::size_t kBytesLimit = std::size_t{3} << 30;

std::size_t order_of(const SegmentSize& segment, std::size_t smallest) {
  std::size_t order = 0;
  const std::size_t live = segment.documents - segment.erased;
  for (std::size_t size = smallest * kFactor; live >= size / 2; size *= kFactor) ++order;
  return order;
}

}  // namespace

std::vector<std::size_t> plan_merge(std::span<const SegmentSize> segments, std::size_t smallest) {
  std::vector<std::vector<std::size_t>> by_order;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].erased * 4 > segments[i].documents) return {i};
    const std::size_t order = order_of(segments[i], std::max<std::size_t>(smallest, 1));
    if (by_order.size() <= order) by_order.resize(order + 1);
    std::size_t bytes = segments[i].bytes;
    for (const std::size_t other : by_order[order]) bytes += segments[other].bytes;
    if (bytes > kBytesLimit) continue;
    by_order[order].push_back(i);
    if (by_order[order].size() == kFactor) return by_order[order];
  }
  return {};
}

std::vector<std::size_t> plan_pack(std::span<const SegmentSize> segments) {
  std::vector<std::size_t> order(segments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return segments[a].bytes < segments[b].bytes; });
  std::size_t bytes = 0;
  std::size_t count = 0;
  while (count < order.size() && bytes + segments[order[count]].bytes <= kBytesLimit)
    bytes += segments[order[count++]].bytes;
  order.resize(count);
  if (count == 1 && segments[order.front()].erased == 0) return {};
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace debrief::search
