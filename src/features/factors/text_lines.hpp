// SPDX-License-Identifier: Apache-2.0
// Text set in lines without knowing the font. Widths are those of a wide common font (DejaVu Sans), so that text fits
// with narrower ones, too. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::factors {

/// About how wide the text is with a font of that size.
[[nodiscard]] double width_of(std::string_view text, double size);

/// The text, which must be UTF-8, in lines of at most `width`, white space folded; words that are wider alone are
/// divided. At most `most` lines, the last of them with "…" when something was cut.
[[nodiscard]] std::vector<std::string> break_lines(std::string_view text, double size, double width, std::size_t most);

}  // namespace debrief::features::factors
