// SPDX-License-Identifier: Apache-2.0
// What every fuzzer says in its own words: the input as text, and what must hold of the outcome. Inputs are taken as
// they come, without a header of choices, so that any real file is a seed; choices hang on the size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace debrief::fuzz {

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Ends the program, which libFuzzer reports with the input, unless `holds`.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace debrief::fuzz
