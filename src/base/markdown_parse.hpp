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

/// The text with "|-|--|" written as "|---|---|": md4c takes a table only with three dashes in each column, GitHub
/// with one. Lines stay lines, offsets within and after such a line change.
[[nodiscard]] std::string with_wide_delimiters(std::string_view markdown);

/// An attribute (address, title, language) with its entities decoded.
[[nodiscard]] std::string attribute_text(const MD_ATTRIBUTE& attribute);

}  // namespace debrief
