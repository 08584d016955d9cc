// SPDX-License-Identifier: Apache-2.0
#include "print/box.hpp"
#include "print/table_box.hpp"

#include <algorithm>

namespace debrief::print {
namespace {

// What is left of the column in the deepest nest.
constexpr double kLeastWidth = 160;

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0, length = 0;
  for (const char c : text) {
    if (c == '\n') length = 0;
    else if (c == '\t') length += 8 - length % 8;
    else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++length;
    longest = std::max(longest, length);
  }
  return longest;
}

bool continues(const std::vector<Block>& blocks, std::size_t at) {
  return at < blocks.size() && blocks[at].kind == Block::Kind::code && blocks[at].style == Style::continued;
}

}  // namespace

Frame frame_of(const Block& block, const PageSize& page) {
  Frame frame{page.side, page.text_width(), {}};
  for (const char kind : block.nest) {
    const double indent = kind == 'q' ? kQuoteIndent : kListIndent;
    if (frame.width - indent < kLeastWidth) break;
    if (kind == 'q') frame.bars.push_back(frame.x + 1);
    frame.x += indent;
    frame.width -= indent;
  }
  return frame;
}

Boxes make_boxes(const std::vector<Block>& blocks, const PageSize& page) {
  Boxes made;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const Frame frame = frame_of(block, page);
    const std::size_t first = made.boxes.size();
    switch (block.kind) {
      case Block::Kind::text: made.boxes.push_back(make_text_box(block, frame)); break;
      case Block::Kind::rule: made.boxes.push_back(make_rule_box(frame)); break;
      case Block::Kind::image: made.boxes.push_back(make_image_box(block, frame)); break;
      case Block::Kind::code:
        if (block.style != Style::continued) {
          longest = longest_line(block.text.text);
          for (std::size_t k = i + 1; continues(blocks, k); ++k)
            longest = std::max(longest, longest_line(blocks[k].text.text));
        }
        made.boxes.push_back(make_code_box(block, frame, longest, !continues(blocks, i + 1)));
        break;
      case Block::Kind::table: {
        auto rows = make_table_boxes(block, frame);
        if (!block.table->header.empty() && rows.size() > 1) made.tables.emplace_back(first, first + rows.size());
        for (auto& row : rows) made.boxes.push_back(std::move(row));
        break;
      }
    }
    if (!block.anchor.empty() && first < made.boxes.size()) made.boxes[first]->anchor = block.anchor;
  }
  return made;
}

}  // namespace debrief::print
