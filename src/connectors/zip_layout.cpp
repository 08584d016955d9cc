// SPDX-License-Identifier: Apache-2.0
#include "connectors/zip_layout.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace debrief::connectors {
namespace {

constexpr std::string_view kEndMark("PK\5\6", 4);
constexpr std::string_view kDirectoryMark("PK\1\2", 4);
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kDirectoryEntrySize = 46;
constexpr std::size_t kLocalHeaderSize = 30;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < width; ++i)
    number |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[at + i])) << (8 * i);
  return number;
}

struct Extent {
  std::uint64_t begin;
  std::uint64_t end;
};

std::vector<Extent> extents_of(std::string_view zip) {
  std::vector<Extent> extents;
  const std::size_t end = zip.rfind(kEndMark);
  if (end == std::string_view::npos || zip.size() - end < kEndSize) return extents;
  std::size_t at = number_at(zip, end + 16, 4);
  while (at + kDirectoryEntrySize <= zip.size()) {
    if (zip.substr(at, 4) != kDirectoryMark) break;
    const std::uint32_t packed = number_at(zip, at + 20, 4);
    const std::uint32_t offset = number_at(zip, at + 42, 4);
    const std::uint32_t name = number_at(zip, at + 28, 2);
    if (packed != kIn64 && offset != kIn64)
      extents.push_back({offset, offset + kLocalHeaderSize + name + std::uint64_t{packed}});
    at += kDirectoryEntrySize + name + number_at(zip, at + 30, 2) + number_at(zip, at + 32, 2);
  }
  return extents;
}

}  // namespace

std::set<std::size_t> overlapping_members(std::string_view zip) {
  std::vector<Extent> extents = extents_of(zip);
  std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
  std::set<std::size_t> overlapping;
  std::uint64_t reached = 0;
  std::size_t position = 0;
  for (std::size_t i = 0; i < extents.size(); ++i) {
    if (i > 0 && extents[i].begin != extents[i - 1].begin) ++position;
    if (extents[i].begin < reached) overlapping.insert(position);
    reached = std::max(reached, extents[i].end);
  }
  return overlapping;
}

}  // namespace debrief::connectors
