// SPDX-License-Identifier: Apache-2.0
// A document as a flat list of blocks: what is set, before it is known where.
#pragma once

#include "print/document.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace debrief::print {

enum SpanFlag : std::uint8_t { kBold = 1, kItalic = 2, kCode = 4, kStrike = 8, kSoft = 16 };

/// A stretch of text in one style; spans follow one another without gaps.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint8_t flags = 0;
  std::int32_t link = -1;  ///< index into RichText::links
};

/// Text with styles. U+2028 ends a line within a paragraph.
struct RichText {
  std::string text;
  std::vector<Span> spans;
  std::vector<std::string> links;  ///< addresses that find_safe_url has let through

  /// Appends; `link` is an index into `links`, or -1.
  void add(std::string_view piece, std::uint8_t flags = 0, std::int32_t link = -1);
  [[nodiscard]] bool empty() const { return text.empty(); }
};

enum class Style : std::uint8_t {
  body,
  tight,
  continued,  // a paragraph; in a tight list; the rest of a long one
  heading1,
  heading2,
  heading3,
  heading4,
  heading5,
  heading6,
  kind,
  title,
  standing,
  contents_title,
  contents1,
  contents2,
  caption,
  source_head,
  source_text,
  source_origin,
};

enum class Align : std::uint8_t { natural, center, right };

struct Table {
  std::vector<Align> columns;
  std::vector<RichText> header;  ///< empty when there is none
  std::vector<std::vector<RichText>> rows;
  bool facts = false;  ///< names and values without lines between them
};

struct Block {
  enum class Kind : std::uint8_t { text, code, rule, table, image };
  Kind kind = Kind::text;
  Style style = Style::body;
  std::string nest = {};    ///< from the outside in: 'q' a quotation, 'l' a list item
  std::string marker = {};  ///< "•", "12.", or a box, in the gutter of the first block of an item
  std::string anchor = {};  ///< what links lead to
  std::string target = {};  ///< of a line of the contents: the anchor that it leads to
  RichText text = {};
  std::shared_ptr<const Table> table = {};
  std::shared_ptr<const Image> image = {};
};

/// The blocks of a Markdown text; headings carry the ids of render_html as anchors, and are listed in the contents.
[[nodiscard]] std::vector<Block> read_markdown(std::string_view markdown, const FindImage& find_image);

}  // namespace debrief::print
