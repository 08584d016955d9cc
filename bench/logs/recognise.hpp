// SPDX-License-Identifier: Apache-2.0
// Reads files the way intake does up to the point where blocks are made: lines, their static text, their stamp.
#pragma once

#include <cstdint>
#include <vector>

#include "log_corpus.hpp"

namespace debrief::bench {

struct Recognised {
  std::uint64_t lines = 0;
  std::uint64_t stamped = 0;
};

/// For each file.
[[nodiscard]] std::vector<Recognised> recognise(const Files& files, unsigned threads);

}  // namespace debrief::bench
