// SPDX-License-Identifier: Apache-2.0
// How wide the columns of a table are. Pure.
#pragma once

#include <vector>

namespace debrief::print {

struct ColumnNeed {
  double least = 0;    ///< of the longest word
  double natural = 0;  ///< of the longest line
};

/// Whether the longest words of all columns have room in `width`.
[[nodiscard]] bool words_fit(const std::vector<ColumnNeed>& needs, double width);

/// One width for each column, adding up to `width`. Each gets the room for its longest word, what is left goes to
/// those whose lines would have to be broken, and then to all. Where the words have no room, they are broken.
[[nodiscard]] std::vector<double> share_width(const std::vector<ColumnNeed>& needs, double width);

}  // namespace debrief::print
