// SPDX-License-Identifier: Apache-2.0
// Long text in parts that are set one after the other: setting takes more than linear time.
#pragma once

#include "print/block.hpp"

#include <vector>

namespace debrief::print {

/// A text of at most some thousand bytes stays whole; a longer one is cut between words where that is possible.
[[nodiscard]] std::vector<RichText> split(RichText text);

/// The same for code: cut at the ends of lines. Styles are dropped.
[[nodiscard]] std::vector<RichText> split_lines_of(RichText text);

}  // namespace debrief::print
