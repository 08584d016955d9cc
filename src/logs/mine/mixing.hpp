// SPDX-License-Identifier: Apache-2.0
// Hashes of sequences of numbers, made one number at a time.
#pragma once

#include <cstdint>

namespace debrief::logs {

/// The finaliser is that of MurmurHash3, on an odd multiple of the golden ratio. Not for keeping.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t next) {
  std::uint64_t x = hash * 0x9e3779b97f4a7c15ULL + next + 0x632be59bd9b4e019ULL;
  x = (x ^ (x >> 33U)) * 0xff51afd7ed558ccdULL;
  x = (x ^ (x >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33U);
}

}  // namespace debrief::logs
