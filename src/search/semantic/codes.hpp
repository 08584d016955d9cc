// SPDX-License-Identifier: Apache-2.0
// Vectors in one byte a number.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
    std::size_t i = 0;
#ifdef __SSE2__
    // Compilers do not find this by themselves, and a search does it some ten thousand times.
    __m128i sums = _mm_setzero_si128();
    for (; i + 16 <= codes.size(); i += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(other + i));
      const __m128i low = _mm_srai_epi16(_mm_unpacklo_epi8(bytes, bytes), 8);
      const __m128i high = _mm_srai_epi16(_mm_unpackhi_epi8(bytes, bytes), 8);
      const auto* wide = reinterpret_cast<const __m128i*>(codes.data() + i);
      sums = _mm_add_epi32(sums, _mm_madd_epi16(low, _mm_loadu_si128(wide)));
      sums = _mm_add_epi32(sums, _mm_madd_epi16(high, _mm_loadu_si128(wide + 1)));
    }
    alignas(16) std::int32_t parts[4];
    _mm_store_si128(reinterpret_cast<__m128i*>(parts), sums);
    sum = parts[0] + parts[1] + parts[2] + parts[3];
#endif
    for (; i < codes.size(); ++i) sum += static_cast<std::int32_t>(codes[i]) * static_cast<std::int32_t>(other[i]);
    return sum;
  }
};

}  // namespace debrief::search::semantic
