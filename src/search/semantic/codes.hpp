// SPDX-License-Identifier: Apache-2.0
// Vectors in one byte a number.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace debrief::search::semantic {

/// Writes one code a number; returns what a code is to be multiplied with.
inline float encode(std::span<const float> vector, std::int8_t* codes) {
  float largest = 0;
  for (const float x : vector) largest = std::max(largest, std::abs(x));
  if (largest == 0) {
    std::fill_n(codes, vector.size(), std::int8_t{0});
    return 0;
  }
  for (std::size_t i = 0; i < vector.size(); ++i)
    codes[i] = static_cast<std::int8_t>(std::lround(vector[i] / largest * 127));
  return largest / 127;
}

/// A vector that many codes are multiplied with.
struct WideCodes {
  std::vector<std::int16_t> codes;
  float scale = 0;

  explicit WideCodes(std::span<const float> vector) : codes(vector.size()) {
    float largest = 0;
    for (const float x : vector) largest = std::max(largest, std::abs(x));
    if (largest == 0) return;
    for (std::size_t i = 0; i < vector.size(); ++i)
      codes[i] = static_cast<std::int16_t>(std::lround(vector[i] / largest * 32'000));
    scale = largest / 32'000;
  }

  /// 300 products of 32,000 and 127 stay below 2^31.
  [[nodiscard]] std::int32_t times(const std::int8_t* other) const {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < codes.size(); ++i)
      sum += static_cast<std::int32_t>(codes[i]) * static_cast<std::int32_t>(other[i]);
    return sum;
  }
};

}  // namespace debrief::search::semantic
