// SPDX-License-Identifier: Apache-2.0
#include "base/heading_ids.hpp"
#include "base/html_entities.hpp"
#include "base/markdown.hpp"
#include "base/markdown_parse.hpp"
#include "base/safe_url.hpp"
#include "base/text.hpp"
#include "print/block.hpp"
#include "print/split.hpp"

#include <algorithm>
#include <optional>

namespace debrief::print {
namespace {

constexpr std::string_view kLineEnd = "\u2028";
constexpr std::size_t kDeepestNest = 10;
// A wider table has no room for its columns.
constexpr std::size_t kMostColumns = 40;
// More pieces of text than this make more pages than a PDF may have.
constexpr std::size_t kMostTexts = 400'000;

struct List {
  bool ordered = false;
  bool tight = true;
  unsigned next = 1;
  bool begun = false;
};

Align align_of(MD_ALIGN align) {
  if (align == MD_ALIGN_CENTER) return Align::center;
  return align == MD_ALIGN_RIGHT ? Align::right : Align::natural;
}

class BlockReader final : public MarkdownVisitor {
 public:
  BlockReader(std::vector<std::string> heading_ids, const FindImage& find_image)
      : heading_ids_(std::move(heading_ids)), find_image_(find_image) {}

  std::vector<Block> take() && { return std::move(blocks_); }

  bool enter_block(MD_BLOCKTYPE type, const void* detail) override {
    switch (type) {
      case MD_BLOCK_QUOTE: finish_text(), nest_ += 'q'; break;
      case MD_BLOCK_UL:
        finish_text();
        lists_.push_back({false, static_cast<const MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0});
        break;
      case MD_BLOCK_OL: {
        finish_text();
        const auto& list = *static_cast<const MD_BLOCK_OL_DETAIL*>(detail);
        lists_.push_back({true, list.is_tight != 0, list.start});
        break;
      }
      case MD_BLOCK_LI: open_item(*static_cast<const MD_BLOCK_LI_DETAIL*>(detail)); break;
      case MD_BLOCK_H: level_ = static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level; break;
      case MD_BLOCK_TABLE: table_ = std::make_shared<Table>(); break;
      case MD_BLOCK_TR: row_.clear(); break;
      case MD_BLOCK_TH:
        table_->columns.push_back(align_of(static_cast<const MD_BLOCK_TD_DETAIL*>(detail)->align));
        break;
      default: break;
    }
    return true;
  }

  bool leave_block(MD_BLOCKTYPE type, const void*) override {
    switch (type) {
      case MD_BLOCK_QUOTE: finish_text(), nest_.pop_back(); break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL: finish_text(), lists_.pop_back(); break;
      case MD_BLOCK_LI: close_item(); break;
      case MD_BLOCK_HR: add({.kind = Block::Kind::rule}); break;
      case MD_BLOCK_H: finish_heading(); break;
      case MD_BLOCK_CODE: finish_code(); break;
      case MD_BLOCK_P: finish_text(); break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        row_.push_back(std::exchange(text_, {}));
        ++texts_;
        break;
      case MD_BLOCK_TR:
        if (table_->header.empty() && table_->rows.empty()) table_->header = std::move(row_);
        else table_->rows.push_back(std::move(row_));
        break;
      case MD_BLOCK_TABLE: finish_table(); break;
      default: break;
    }
    return texts_ <= kMostTexts;
  }

  bool enter_span(MD_SPANTYPE type, const void* detail) override {
    switch (type) {
      case MD_SPAN_EM: ++italic_; break;
      case MD_SPAN_STRONG: ++bold_; break;
      case MD_SPAN_CODE: code_ = true; break;
      case MD_SPAN_DEL: ++strike_; break;
      case MD_SPAN_A: open_link(attribute_text(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href)); break;
      case MD_SPAN_IMG: open_image(attribute_text(static_cast<const MD_SPAN_IMG_DETAIL*>(detail)->src)); break;
      default: break;
    }
    return true;
  }

  bool leave_span(MD_SPANTYPE type, const void*) override {
    switch (type) {
      case MD_SPAN_EM: --italic_; break;
      case MD_SPAN_STRONG: --bold_; break;
      case MD_SPAN_CODE: code_ = false; break;
      case MD_SPAN_DEL: --strike_; break;
      case MD_SPAN_A: link_ = -1; break;
      case MD_SPAN_IMG: close_image(); break;
      default: break;
    }
    return true;
  }

  bool text(MD_TEXTTYPE type, std::string_view text) override {
    switch (type) {
      case MD_TEXT_NULLCHAR: put("\uFFFD"); break;
      case MD_TEXT_BR: put(image_ || table_ ? " " : kLineEnd); break;
      case MD_TEXT_SOFTBR: put(" "); break;
      case MD_TEXT_ENTITY: put(find_entity(text).value_or(std::string(text))); break;
      default: put(text);
    }
    return true;
  }

 private:
  void put(std::string_view piece) {
    auto flags = static_cast<std::uint8_t>((bold_ > 0 ? kBold : 0) | (italic_ > 0 ? kItalic : 0) | (code_ ? kCode : 0) |
                                           (strike_ > 0 ? kStrike : 0));
    if (images_ > 0 && image_) return alternative_.add(piece);
    text_.add(piece, flags, link_);
  }

  void add(Block block) {
    // Only text has a gutter for the marker of its item.
    if (!marker_.empty() && block.kind != Block::Kind::text) add({.style = Style::tight});
    block.nest = nest_.substr(0, kDeepestNest);
    block.marker = std::exchange(marker_, {});
    blocks_.push_back(std::move(block));
    ++texts_;
  }

  // An item's text stands in no paragraph of its own in a tight list.
  Style style_here() {
    if (lists_.empty() || !nest_.ends_with('l')) return Style::body;
    const bool begins_list = lists_.size() == 1 && !std::exchange(lists_.back().begun, true);
    return lists_.back().tight && !begins_list ? Style::tight : Style::body;
  }

  void finish_text() {
    if (text_.empty()) return;
    bool first = true;
    const Style style = style_here();
    for (RichText& part : split(std::exchange(text_, {}))) {
      add({.style = first ? style : Style::continued, .text = std::move(part)});
      first = false;
    }
  }

  void finish_heading() {
    const std::string id = headings_ < heading_ids_.size() ? heading_ids_[headings_] : std::string();
    ++headings_;
    const auto style = static_cast<Style>(static_cast<unsigned>(Style::heading1) + std::exchange(level_, 0) - 1);
    auto parts = split(std::exchange(text_, {}));
    for (std::size_t i = 0; i < parts.size(); ++i)
      add({.style = i == 0 ? style : Style::continued, .anchor = i == 0 ? id : "", .text = std::move(parts[i])});
  }

  void finish_code() {
    if (text_.text.ends_with('\n')) {
      text_.text.pop_back();
      text_.spans.clear();
    }
    bool first = true;
    for (RichText& part : split_lines_of(std::exchange(text_, {}))) {
      add({.kind = Block::Kind::code, .style = first ? Style::body : Style::continued, .text = std::move(part)});
      first = false;
    }
  }

  void finish_table() {
    const std::shared_ptr<Table> table = std::exchange(table_, {});
    if (table->columns.size() <= kMostColumns) return add({.kind = Block::Kind::table, .table = table});
    table->rows.insert(table->rows.begin(), std::move(table->header));
    for (std::vector<RichText>& row : table->rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) text_.add(" | ", kSoft);
        text_.add(row[i].text);
      }
      finish_text();
    }
  }

  void open_item(const MD_BLOCK_LI_DETAIL& item) {
    finish_text();
    nest_ += 'l';
    List& list = lists_.back();
    if (item.is_task != 0) marker_ = item.task_mark == ' ' ? "\u2610" : "\u2611";
    else if (list.ordered) marker_ = std::to_string(list.next++) + ".";
    else marker_ = lists_.size() % 2 == 1 ? "\u2022" : "\u2013";
  }
  void close_item() {
    finish_text();
    if (!marker_.empty()) add({.style = Style::tight});  // an item without text
    nest_.pop_back();
  }

  void open_link(const std::string& address) {
    link_ = -1;
    const auto url = find_safe_url(address);
    if (!url || url->empty()) return;
    link_ = static_cast<std::int32_t>(text_.links.size());
    text_.links.push_back(*url);
  }

  void open_image(const std::string& address) {
    if (images_++ > 0) return;
    const bool has_room = !table_ && level_ == 0 && static_cast<bool>(find_image_);
    if (auto found = has_room ? find_image_(find_safe_url(address).value_or("")) : std::nullopt)
      return image_ = std::make_shared<const Image>(*std::move(found)), void();
    if (link_ < 0) open_link(address), link_of_image_ = true;
  }
  void close_image() {
    if (--images_ > 0) return;
    if (std::exchange(link_of_image_, false)) link_ = -1;
    if (!image_) return;
    finish_text();
    add({.kind = Block::Kind::image, .text = std::exchange(alternative_, {}), .image = std::exchange(image_, {})});
  }

  std::vector<Block> blocks_;
  std::vector<std::string> heading_ids_;
  const FindImage& find_image_;
  std::string nest_;
  std::string marker_;
  std::vector<List> lists_;
  RichText text_;
  RichText alternative_;
  std::shared_ptr<Table> table_;
  std::vector<RichText> row_;
  std::shared_ptr<const Image> image_;
  std::size_t headings_ = 0;
  std::size_t texts_ = 0;
  unsigned level_ = 0;
  unsigned images_ = 0;
  unsigned bold_ = 0, italic_ = 0, strike_ = 0;
  bool code_ = false;
  bool link_of_image_ = false;
  std::int32_t link_ = -1;
};

std::vector<Block> as_code(std::string text) {
  std::vector<Block> blocks;
  RichText all;
  all.add(text);
  for (RichText& part : split_lines_of(std::move(all)))
    blocks.push_back(
        {.kind = Block::Kind::code, .style = blocks.empty() ? Style::body : Style::continued, .text = std::move(part)});
  return blocks;
}

}  // namespace

std::vector<Block> read_markdown(std::string_view markdown, const FindImage& find_image) {
  const std::string text = to_utf8(markdown);
  if (text.size() > kMarkdownLimit) return as_code(text);
  BlockReader reader(list_heading_ids(text), find_image);
  if (!parse_markdown(with_github_tables(text), reader)) return as_code(text);
  return std::move(reader).take();
}

}  // namespace debrief::print
