// SPDX-License-Identifier: Apache-2.0
// Which runs of four bytes occur in a set of texts: a bitmap that may say yes where the truth is no, never the other
// way. Upper and lower case are one. Four digits are always taken to occur, since in most sets of identifiers they do.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace debrief::logs {

class GramFilter {
 public:
  static constexpr std::size_t kBytes = 8192;

  void add(std::string_view text) {
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
      const std::uint32_t gram = gram_at(text.data() + i);
      if (four_digits(gram)) continue;
      const std::uint32_t bit = bit_of(gram);
      bits_[bit / 64] |= 1ULL << (bit % 64);
    }
  }
  /// Whether some text may hold this one. Texts of less than four bytes may be anywhere.
  [[nodiscard]] bool may_hold(std::string_view text) const {
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
      const std::uint32_t gram = gram_at(text.data() + i);
      const std::uint32_t bit = bit_of(gram);
      if (!four_digits(gram) && (bits_[bit / 64] >> (bit % 64) & 1) == 0) return false;
    }
    return true;
  }
  void merge(const GramFilter& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  void clear() { bits_.fill(0); }
  [[nodiscard]] std::string_view bytes() const { return {reinterpret_cast<const char*>(bits_.data()), kBytes}; }
  /// `bytes` are kBytes of them.
  void assign(std::string_view bytes) { std::memcpy(bits_.data(), bytes.data(), kBytes); }

 private:
  static std::uint32_t gram_at(const char* text) {
    std::uint32_t gram = 0;
    std::memcpy(&gram, text, 4);
    return gram | 0x20202020U;
  }
  static bool four_digits(std::uint32_t gram) {
    return ((gram & 0xf0f0f0f0U) | (((gram + 0x06060606U) & 0xf0f0f0f0U) >> 4)) == 0x33333333U;
  }
  static std::uint32_t bit_of(std::uint32_t gram) { return (gram * 0x9e3779b1U) >> 16; }

  std::array<std::uint64_t, kBytes / 8> bits_{};
};

}  // namespace debrief::logs
