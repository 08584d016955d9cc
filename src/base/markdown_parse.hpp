// SPDX-License-Identifier: Apache-2.0
// md4c's callbacks as virtual functions, for everything that is made from Markdown.
#pragma once

#include <md4c.h>
#include <exception>
#include <string>
#include <string_view>

namespace debrief {

/// Receives the document in order. Each function returns false to stop. Views live for the call only; text that
/// stands in the source points into it.
class MarkdownVisitor {
 public:
  virtual ~MarkdownVisitor() = default;
  virtual bool enter_block(MD_BLOCKTYPE type, const void* detail) = 0;
  virtual bool leave_block(MD_BLOCKTYPE type, const void* detail) = 0;
  virtual bool enter_span(MD_SPANTYPE type, const void* detail) = 0;
  virtual bool leave_span(MD_SPANTYPE type, const void* detail) = 0;
  virtual bool text(MD_TEXTTYPE type, std::string_view text) = 0;
};

/// Parses `markdown`, which must be valid UTF-8 and shorter than 4 GiB. False when the visitor stopped, and when
/// the document grows out of proportion to its text (tables of empty cells). What a visitor throws is thrown here.
/// Bare addresses are not recognised where that would take time quadratic in the length of the text.
bool parse_markdown(std::string_view markdown, MarkdownVisitor& visitor);

/// The text with its tables written so that md4c takes them as GitHub does: "|-|--|" becomes "|---|---|", an empty
/// cell "||" becomes "| |", a table below a line of text gets an empty line before it, and a delimiter row with another
/// number of columns than its header stops being one. Fenced code stays as it is. Offsets change.
[[nodiscard]] std::string with_github_tables(std::string_view markdown);

/// An attribute (address, title, language) with its entities decoded.
[[nodiscard]] std::string attribute_text(const MD_ATTRIBUTE& attribute);

}  // namespace debrief
