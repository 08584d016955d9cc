// SPDX-License-Identifier: Apache-2.0
#include "logs/input/utf16.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace debrief::logs {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLeastUnits = 8;  // to tell without a mark
constexpr std::size_t kPiece = 64UL * 1024;
constexpr std::uint32_t kReplacement = 0xfffd;
constexpr std::uint32_t kMark = 0xfeff;

bool is_high(std::uint32_t unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
bool is_low(std::uint32_t unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

void put_character(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xc0 | (c >> 6));
  } else if (c < 0x10000) {
    put(0xe0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3f));
  } else {
    put(0xf0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3f));
    put(0x80 | ((c >> 6) & 0x3f));
  }
  put(0x80 | (c & 0x3f));
}

class Utf16Source final : public ByteSource {
 public:
  Utf16Source(ByteSource& source, ByteOrder order) : source_(source), order_(order), units_(kPiece) {}

  std::size_t read(char* buffer, std::size_t size) override {
    while (at_ == text_.size() && !ended_) convert();
    const std::size_t length = std::min(size, text_.size() - at_);
    std::memcpy(buffer, text_.data() + at_, length);
    at_ += length;
    return length;
  }

 private:
  void convert() {
    text_.clear();
    at_ = 0;
    const std::size_t got = source_.read(units_.data() + kept_, units_.size() - kept_);
    const std::size_t bytes = kept_ + got;
    for (std::size_t i = 0; i + 1 < bytes; i += 2) take_unit(unit_at(i));
    kept_ = bytes % 2;
    if (kept_ != 0) units_[0] = units_[bytes - 1];
    if (got != 0) return;
    ended_ = true;
    if (high_ != 0 || kept_ != 0) put_character(text_, kReplacement);
    if (!source_.damage().empty()) damaged(source_.damage());
  }

  [[nodiscard]] std::uint32_t unit_at(std::size_t i) const {
    const auto first = static_cast<unsigned char>(units_[i]), second = static_cast<unsigned char>(units_[i + 1]);
    return order_ == ByteOrder::little ? first | (static_cast<std::uint32_t>(second) << 8)
                                       : second | (static_cast<std::uint32_t>(first) << 8);
  }

  void take_unit(std::uint32_t unit) {
    const bool first = std::exchange(begun_, true) == false;
    if (first && unit == kMark) return;
    if (high_ != 0) {
      const std::uint32_t high = std::exchange(high_, 0);
      if (is_low(unit)) return put_character(text_, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
      put_character(text_, kReplacement);
    }
    if (is_high(unit)) high_ = unit;
    else put_character(text_, is_low(unit) ? kReplacement : unit);
  }

  ByteSource& source_;
  const ByteOrder order_;
  std::vector<char> units_;
  std::size_t kept_ = 0;  // half a unit at the beginning of units_
  std::string text_;
  std::size_t at_ = 0;
  std::uint32_t high_ = 0;  // the first half of a pair
  bool begun_ = false, ended_ = false;
};

}  // namespace

std::optional<ByteOrder> find_utf16(std::string_view head) {
  // The mark of UTF-32 begins like that of UTF-16.
  if (head.starts_with("\xff\xfe"sv) && !head.starts_with("\xff\xfe\0\0"sv)) return ByteOrder::little;
  if (head.starts_with("\xfe\xff"sv)) return ByteOrder::big;
  const std::size_t units = head.size() / 2;
  if (units < kLeastUnits) return std::nullopt;
  std::size_t zero_first = 0, zero_second = 0;
  for (std::size_t i = 0; i < units; ++i) {
    zero_first += head[2 * i] == '\0' ? 1U : 0U;
    zero_second += head[2 * i + 1] == '\0' ? 1U : 0U;
  }
  if (zero_second * 10 >= units * 9 && zero_first * 50 <= units) return ByteOrder::little;
  if (zero_first * 10 >= units * 9 && zero_second * 50 <= units) return ByteOrder::big;
  return std::nullopt;
}

std::unique_ptr<ByteSource> read_utf16(ByteSource& source, ByteOrder order) {
  return std::make_unique<Utf16Source>(source, order);
}

}  // namespace debrief::logs
