// SPDX-License-Identifier: Apache-2.0
// A column of 64-bit numbers: as distances from the least of them or from one to the next, whichever is shorter, in as
// few bytes as the largest needs, stored byte plane by byte plane, which is what a byte-wise compressor does best with.
#pragma once

#include "logs/store/bytes.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

struct NumberColumn {
  bool steps = false;      ///< from one number to the next, instead of from the least
  std::uint8_t width = 0;  ///< bytes a number; 0 when all are equal to `base`
  std::uint64_t base = 0;  ///< the first number, or the least
  std::uint64_t largest = 0;
  std::uint64_t least = 0;
  bool has_least = true;  ///< stores of earlier versions do not tell it of steps

  [[nodiscard]] std::size_t bytes(std::size_t rows) const { return width * rows; }
};

/// Appends the planes to `planes`.
[[nodiscard]] NumberColumn encode_numbers(std::span<const std::uint64_t> numbers, std::string& planes);
void put_column(std::string& out, const NumberColumn& column);
[[nodiscard]] NumberColumn read_column(ByteReader& reader);
/// The inverse of encode_numbers. `planes` holds column.bytes(rows) bytes.
[[nodiscard]] std::vector<std::uint64_t> decode_numbers(const NumberColumn& column, std::string_view planes,
                                                        std::size_t rows);

}  // namespace debrief::logs
