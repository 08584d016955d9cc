// SPDX-License-Identifier: Apache-2.0
// Which bytes end lines, belong to words, or are digits: one bit a byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace debrief::logs {

/// Bit i of word k tells of byte 64 * k + i. Bits behind the end are zero.
struct ByteClasses {
  std::span<std::uint64_t> newline;
  std::span<std::uint64_t> word;  ///< letters, digits, "_ . : / - +" and every byte that is not ASCII
  std::span<std::uint64_t> digit;
};

inline constexpr std::size_t words_for(std::size_t bytes) {
  return (bytes + 63) / 64;
}

/// Fills words_for(bytes.size()) words of each. Uses AVX2 where the processor has it.
void classify(std::string_view bytes, const ByteClasses& classes);

/// The same, byte by byte; what the fast form is tested against.
void classify_plainly(std::string_view bytes, const ByteClasses& classes);

}  // namespace debrief::logs
