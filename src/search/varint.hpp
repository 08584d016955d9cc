// SPDX-License-Identifier: Apache-2.0
// Unsigned numbers in 1 to 5 bytes, seven bits each, lowest first, the high bit set on all but the last (LEB128).
#pragma once

#include <cstdint>
#include <string>

namespace debrief::search {

inline void put_varint(std::string& bytes, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80U);
  bytes += static_cast<char>(value);
}

/// Reads what put_varint wrote and steps `at` past it.
inline std::uint32_t get_varint(const char*& at) {
  std::uint32_t value = static_cast<unsigned char>(*at++);
  if (value < 0x80) return value;
  value &= 0x7FU;
  for (unsigned shift = 7;; shift += 7) {
    const std::uint32_t byte = static_cast<unsigned char>(*at++);
    value |= (byte & 0x7FU) << shift;
    if (byte < 0x80) return value;
  }
}

}  // namespace debrief::search
