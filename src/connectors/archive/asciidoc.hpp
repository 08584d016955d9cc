// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace debrief::connectors::archive {

/// AsciiDoc as Markdown, one line for each line: headings, lists, listings, links and emphasis; tables whose rows are
/// single lines. What has no counterpart stays as it stands.
[[nodiscard]] std::string asciidoc_to_markdown(std::string_view text);

}  // namespace debrief::connectors::archive
