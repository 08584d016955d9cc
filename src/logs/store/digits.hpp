// SPDX-License-Identifier: Apache-2.0
// Decimal digits, eight at a time. After Daniel Lemire and Johnny Lee, "Fast numeric string to int" (2018).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace debrief::logs {

inline constexpr std::size_t kMostDigits = 19;  ///< that surely fit 64 bits

static_assert(std::endian::native == std::endian::little, "bytes are read as little-endian words");

/// Up to eight bytes of text; the bytes behind them are zero. Reads exactly `size` bytes.
inline std::uint64_t load_word(const char* text, std::size_t size) {
  // Two loads that overlap: the bytes that both hold are the same.
  const auto load_two = [&]<class Half>(Half) {
    Half first{}, last{};
    std::memcpy(&first, text, sizeof(Half));
    std::memcpy(&last, text + size - sizeof(Half), sizeof(Half));
    return static_cast<std::uint64_t>(first) | static_cast<std::uint64_t>(last) << (8 * (size - sizeof(Half)));
  };
  if (size >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, 8);
    return word;
  }
  if (size >= 4) return load_two(std::uint32_t{});
  if (size >= 2) return load_two(std::uint16_t{});
  return size == 0 ? 0 : static_cast<unsigned char>(*text);
}

/// As memcmp(…) == 0, for short texts.
inline bool equal_bytes(const char* a, const char* b, std::size_t size) {
  if (size <= 8) return load_word(a, size) == load_word(b, size);
  for (std::size_t i = 0; i + 8 < size; i += 8)
    if (load_word(a + i, 8) != load_word(b + i, 8)) return false;
  return load_word(a + size - 8, 8) == load_word(b + size - 8, 8);
}

inline bool all_digits(std::uint64_t word) {
  return ((word & 0xf0f0f0f0f0f0f0f0) | (((word + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4)) ==
         0x3333333333333333;
}

/// The value of eight digits.
inline std::uint64_t value_of_eight(std::uint64_t word) {
  word -= 0x3030303030303030;
  word = (word * 10) + (word >> 8);
  return (((word & 0x000000ff000000ff) * 0x000f424000000064) +
          (((word >> 16) & 0x000000ff000000ff) * 0x0000271000000001)) >>
         32;
}

/// Up to eight digits, moved to the end of a word of zeros ('0').
inline std::uint64_t digits_word(const char* digits, std::size_t size) {
  if (size >= 8) return load_word(digits, 8);
  if (size == 0) return 0x3030303030303030;
  return (load_word(digits, size) << (8 * (8 - size))) | (0x3030303030303030 >> (8 * size));
}

/// The value of up to 19 digits. False when a byte is not a digit, or when there are more or none.
inline bool parse_digits(std::string_view text, std::uint64_t& value) {
  std::size_t size = text.size();
  if (size == 0 || size > kMostDigits) return false;
  const char* at = text.data();
  const std::size_t first = size % 8 == 0 ? 8 : size % 8;
  std::uint64_t word = digits_word(at, first);
  if (!all_digits(word)) return false;
  value = value_of_eight(word);
  for (at += first, size -= first; size != 0; at += 8, size -= 8) {
    word = load_word(at, 8);
    if (!all_digits(word)) return false;
    value = value * 100'000'000 + value_of_eight(word);
  }
  return true;
}

/// Writes exactly `size` digits, with zeros in front.
inline void write_digits(char* out, std::size_t size, std::uint64_t value) {
  for (std::size_t i = size; i-- > 0; value /= 10) out[i] = static_cast<char>('0' + value % 10);
}

}  // namespace debrief::logs
