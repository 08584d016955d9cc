// SPDX-License-Identifier: Apache-2.0
#include "lint/prose.hpp"

#include "base/html_entities.hpp"
#include "base/markdown_parse.hpp"
#include "base/text.hpp"
#include "lint/prose_text.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace debrief::lint {
namespace {

constexpr std::size_t kLongestLabel = 80;
constexpr unsigned kLabelLevel = 7;  // below all headings

class ProseReader final : public MarkdownVisitor {
 public:
  explicit ProseReader(std::string_view source) : source_(source) {}
  Prose take() && {
    close_block();
    return std::move(prose_);
  }

  bool enter_block(MD_BLOCKTYPE type, const void* detail) override {
    close_block();
    switch (type) {
      case MD_BLOCK_QUOTE:
      case MD_BLOCK_CODE: ++silent_; break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL: open_list(); break;
      case MD_BLOCK_LI: open_item(*static_cast<const MD_BLOCK_LI_DETAIL*>(detail)); break;
      case MD_BLOCK_H:
        level_ = static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level;
        title_.clear();
        break;
      case MD_BLOCK_TABLE: prose_.tables.emplace_back(); break;
      case MD_BLOCK_TR:
        column_ = 0;
        if (!in_header_) prose_.rows.push_back({prose_.tables.size() - 1});
        break;
      case MD_BLOCK_THEAD: in_header_ = true; break;
      case MD_BLOCK_TH: title_.clear(); break;
      case MD_BLOCK_TD: in_cell_ = true; break;
      default: break;
    }
    return true;
  }

  bool leave_block(MD_BLOCKTYPE type, const void*) override {
    close_block();
    switch (type) {
      case MD_BLOCK_QUOTE:
      case MD_BLOCK_CODE: --silent_; break;
      case MD_BLOCK_LI:
        section_ = items_.back().outer;
        items_.pop_back();
        break;
      case MD_BLOCK_H:
        if (silent_ == 0) open_section(level_, title_);
        level_ = 0;
        break;
      case MD_BLOCK_THEAD: in_header_ = false; break;
      case MD_BLOCK_TH: prose_.tables.back().headers.emplace_back(trim(title_)); break;
      case MD_BLOCK_TD:
        in_cell_ = false;
        ++column_;
        break;
      default: break;
    }
    return true;
  }

  bool enter_span(MD_SPANTYPE type, const void* detail) override {
    if (silent_ > 0 || level_ > 0 || in_header_) return true;
    if (type == MD_SPAN_STRONG) bold_ = begin_of_bold();
    if (type == MD_SPAN_CODE) code_begins_ = true;
    if (type == MD_SPAN_IMG) ++images_;
    if (type == MD_SPAN_A) {
      Block& block = open_block();
      const std::string address = attribute_text(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
      inner_link_ = address.starts_with('#');
      block.links.push_back({block.text.size(), block.text.size(), address});
      in_link_ = true;
    }
    return true;
  }

  bool leave_span(MD_SPANTYPE type, const void*) override {
    if (silent_ > 0 || level_ > 0 || in_header_) return true;
    if (type == MD_SPAN_IMG) --images_;
    if (type == MD_SPAN_STRONG && bold_ && has_block_) block_.body = block_.text.size();
    if (type == MD_SPAN_STRONG) bold_ = false;
    if (type == MD_SPAN_A) {
      in_link_ = inner_link_ = false;
      if (has_block_ && !block_.links.empty()) block_.links.back().end = block_.text.size();
    }
    return true;
  }

  bool text(MD_TEXTTYPE type, std::string_view text) override {
    if (silent_ > 0 || images_ > 0) return true;
    if (level_ > 0 || in_header_) {
      title_ += type == MD_TEXT_SOFTBR || type == MD_TEXT_BR ? std::string_view(" ") : text;
      return true;
    }
    if (inner_link_) return true;
    const std::size_t source = place_of(text);
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
      broken_ = true;
      return true;
    }
    if (std::exchange(broken_, false)) join_lines(text, source);
    Block& block = open_block();
    if (type == MD_TEXT_CODE) {
      if (std::exchange(code_begins_, false)) append_instead(block, "`", source);
    } else if (type == MD_TEXT_ENTITY) {
      append_instead(block, find_entity(text).value_or(std::string(text)), source);
    } else if (in_link_ && (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))) {
      append_instead(block, "`", source);
    } else {
      append_text(block, text, source);
    }
    return true;
  }

 private:
  struct OpenItem {
    std::size_t item, outer;
  };

  // The offset of `text`, or where the text before it ended when it does not stand in the source.
  std::size_t place_of(std::string_view text) {
    const std::less_equal<const char*> before;
    const char* end = source_.data() + source_.size();
    if (!text.empty() && before(source_.data(), text.data()) && before(text.data() + text.size(), end)) {
      last_ = static_cast<std::size_t>(text.data() - source_.data()) + text.size();
      return last_ - text.size();
    }
    return last_;
  }

  void join_lines(std::string_view text, std::size_t source) {
    if (begins_entry(text)) close_block();
    else if (has_block_) append_instead(block_, " ", source == 0 ? 0 : source - 1);
  }

  bool begin_of_bold() { return !has_block_ || block_.text.empty(); }

  Block& open_block() {
    if (has_block_) return block_;
    block_ = Block{};
    has_block_ = true;
    block_.section = section_;
    if (!items_.empty()) {
      block_.form = Form::item;
      block_.item = items_.back().item;
    }
    if (in_cell_) {
      block_.form = Form::cell;
      block_.row = prose_.rows.size() - 1;
      block_.column = column_;
    }
    return block_;
  }

  void close_block() {
    broken_ = false;
    if (!std::exchange(has_block_, false)) return;
    const std::string_view label = trim(std::string_view(block_.text).substr(0, block_.body));
    std::string_view rest = std::string_view(block_.text).substr(block_.body);
    const bool colon = label.ends_with(':') || trim(rest).starts_with(':');
    if (block_.body == 0 || label.size() > kLongestLabel) block_.body = 0;
    else if (trim(rest).empty() || trim(rest) == ":") return close_label(std::string(label));
    else if (!colon) block_.body = 0;
    else {
      block_.body = block_.text.find_first_not_of(": ", block_.body);
      if (block_.body == std::string::npos) block_.body = 0;
      prose_.sections.push_back({std::string(label), section_, true});
      block_.section = prose_.sections.size() - 1;
    }
    emit();
  }

  // A block that is bold from end to end: a paragraph serves as a heading, an item as that of what it nests.
  void close_label(std::string label) {
    block_.body = 0;
    if (block_.form == Form::paragraph) open_section(kLabelLevel, std::move(label));
    else emit();
  }

  void emit() {
    if (!trim(block_.text).empty() || !block_.links.empty()) prose_.blocks.push_back(std::move(block_));
  }

  void open_section(unsigned level, std::string_view title) {
    while (!levels_.empty() && levels_.back().first >= level) levels_.pop_back();
    prose_.sections.push_back({std::string(trim(title)), levels_.empty() ? kNone : levels_.back().second, false});
    section_ = prose_.sections.size() - 1;
    levels_.emplace_back(level, section_);
  }

  // A list below an item: a short text of that item names what follows.
  void open_list() {
    if (items_.empty()) return;
    const std::size_t item = items_.back().item;
    prose_.items[item].nests = true;
    if (prose_.blocks.empty() || prose_.blocks.back().item != item) return;
    const std::string_view label = trim(prose_.blocks.back().text);
    if (label.size() > kLongestLabel) return;
    prose_.sections.push_back({std::string(label), section_, true});
    section_ = prose_.sections.size() - 1;
  }

  void open_item(const MD_BLOCK_LI_DETAIL& detail) {
    const bool ticked = detail.is_task != 0 && detail.task_mark != ' ';
    prose_.items.push_back({items_.empty() ? kNone : items_.back().item, section_, ticked, false});
    items_.push_back({prose_.items.size() - 1, section_});
  }

  std::string_view source_;
  Prose prose_;
  Block block_;
  std::string title_;  // of the heading or header cell that is being read
  std::vector<std::pair<unsigned, std::size_t>> levels_;
  std::vector<OpenItem> items_;
  std::size_t section_ = kNone;
  std::size_t column_ = 0;
  std::size_t last_ = 0;
  unsigned level_ = 0;
  unsigned silent_ = 0;
  unsigned images_ = 0;
  bool has_block_ = false;
  bool in_header_ = false;
  bool in_cell_ = false;
  bool in_link_ = false;
  bool inner_link_ = false;
  bool bold_ = false;
  bool code_begins_ = false;
  bool broken_ = false;
};

}  // namespace

Prose read_prose(std::string_view source) {
  ProseReader reader(source);
  parse_markdown(source, reader);
  return std::move(reader).take();
}

}  // namespace debrief::lint
