// SPDX-License-Identifier: Apache-2.0
// The sections of a document, and which of them somebody has filled.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

struct DocumentSection {
  std::string title;
  unsigned level = 2;
  bool filled = false;  ///< it, or a section below it, holds more than questions and empty tables
  std::size_t words = 0;  ///< of what fills it and the sections below it
};

/// In the order of the text.
[[nodiscard]] std::vector<DocumentSection> list_sections(std::string_view markdown);

/// The first words of the document that are no heading, table or question, as plain text; at most `limit` bytes.
[[nodiscard]] std::string excerpt_of(std::string_view markdown, std::size_t limit);

}  // namespace debrief::features::postmortems
