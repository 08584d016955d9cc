// SPDX-License-Identifier: Apache-2.0
// A document as lines that know what they are, as far as the search for titles, times and entries needs it. Not a
// Markdown parser: it also sees what people meant as headings and tables in plain text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

enum class LineKind { blank, heading, item, row, delimiter, verbatim, text };

/// Views point into the scanned text.
struct Line {
  std::size_t number = 0;  ///< in the original, counted from 1
  LineKind kind = LineKind::text;
  unsigned level = 0;        ///< of a heading, 1 to 6; of an item, its indentation
  std::string_view raw;      ///< the whole line
  std::string_view content;  ///< without markers and outer white space
  bool quoted = false;       ///< stood behind ">"
};

/// Lines of fenced code and of comments ("<!-- -->") are verbatim. `first_number` is the number of the first line.
[[nodiscard]] std::vector<Line> scan_lines(std::string_view text, std::size_t first_number);

/// The cells of a table row without outer blanks; "\|" does not separate. Empty cells too point into the row.
[[nodiscard]] std::vector<std::string_view> split_cells(std::string_view row);

/// Without emphasis, brackets, quotes, colons and spaces at both ends.
[[nodiscard]] std::string_view bare(std::string_view text);

}  // namespace debrief::connectors::archive
