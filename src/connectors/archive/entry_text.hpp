// SPDX-License-Identifier: Apache-2.0
// How the beginning of an entry is told from the middle of a sentence.
#pragma once

#include "connectors/archive/lines.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// What follows a stamp, without the marks that part the two.
[[nodiscard]] std::string_view skip_separators(std::string_view rest);

/// Whether a mark, or nothing at all, follows the stamp.
[[nodiscard]] bool has_separator(std::string_view rest);

/// "10:42" or "[10:42]" and not "At 10:42", which begins a sentence.
[[nodiscard]] bool begins_with_stamp(std::string_view content);

/// "25:10", "23:00 AM", "10:4x": what was meant as a clock time.
[[nodiscard]] bool looks_like_time(std::string_view content);

/// Whether the line ends with a word that goes on below: "between 10:42 and".
[[nodiscard]] bool ends_open(std::string_view line);

/// Where the text was wrapped: the length of its long lines, or npos for text that is not wrapped.
[[nodiscard]] std::size_t find_wrap_width(const std::vector<Line>& lines);

}  // namespace debrief::connectors::archive
