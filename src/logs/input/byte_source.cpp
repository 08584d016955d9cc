// SPDX-License-Identifier: Apache-2.0
#include "logs/input/byte_source.hpp"

#include <algorithm>

namespace debrief::logs {

PeekedSource::PeekedSource(ByteSource& source) : source_(source) {
  while (head_length_ < kPeeked) {
    const std::size_t got = source_.read(head_.data() + head_length_, kPeeked - head_length_);
    if (got == 0) break;
    head_length_ += got;
  }
}

std::size_t PeekedSource::read(char* buffer, std::size_t size) {
  if (at_ < head_length_) {
    const std::size_t length = std::min(size, head_length_ - at_);
    std::copy_n(head_.data() + at_, length, buffer);
    at_ += length;
    return length;
  }
  const std::size_t got = source_.read(buffer, size);
  if (got == 0 && !source_.damage().empty()) damaged(source_.damage());
  return got;
}

Packing packing_of(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\x1f\x8b"sv)) return Packing::gzip;
  if (head.starts_with("\x28\xb5\x2f\xfd"sv)) return Packing::zstd;
  constexpr std::array kArchives{"PK\3\4"sv, "PK\5\6"sv, "PK\7\x8"sv, "BZh"sv,
                                 "\xfd"
                                 "7zXZ\0"sv};
  const bool archive =
      std::any_of(kArchives.begin(), kArchives.end(), [&](std::string_view mark) { return head.starts_with(mark); });
  constexpr std::size_t kTarMarkAt = 257;
  const bool tar = head.size() > kTarMarkAt + 5 && head.substr(kTarMarkAt, 5) == "ustar";
  return archive || tar ? Packing::archive : Packing::none;
}

}  // namespace debrief::logs
