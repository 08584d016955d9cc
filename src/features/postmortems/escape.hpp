// SPDX-License-Identifier: Apache-2.0
// Recorded text inside of Markdown that we write.
#pragma once

#include <string>
#include <string_view>

namespace debrief::features::postmortems {

/// The text on one line, so that Markdown shows it letter by letter: no emphasis, link, HTML, code or table cell
/// begins or ends in it. White space is folded. At most `limit` bytes of the text, "…" where it was cut.
[[nodiscard]] std::string escape_inline(std::string_view text, std::size_t limit = 300);

/// A person's own prose, which may hold Markdown, without its power over the document around it: no headings.
[[nodiscard]] std::string tame_prose(std::string_view text);

}  // namespace debrief::features::postmortems
