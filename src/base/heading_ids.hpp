// SPDX-License-Identifier: Apache-2.0
// Ids of the headings of a Markdown document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace debrief {

/// Keeps ids that authors choose apart from those of the page around them.
inline constexpr std::string_view kHeadingIdPrefix = "section-";

/// One id for each heading in the order of the document, nested ones included: the prefix and GitHub's slug (lower
/// case, spaces as "-", punctuation dropped), with "-1", "-2" … after repeated ones. `markdown` must be valid UTF-8.
[[nodiscard]] std::vector<std::string> list_heading_ids(std::string_view markdown);

}  // namespace debrief
