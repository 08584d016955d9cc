// SPDX-License-Identifier: Apache-2.0
#include "base/html_entities.hpp"
#include "base/markdown.hpp"
#include "base/markdown_parse.hpp"
#include "base/text.hpp"

#include <cctype>

namespace debrief {
namespace {

// Drops "<b>", "</details>" and "<!-- … -->" from text in which md4c has left raw HTML standing.
std::string without_tags(std::string_view text) {
  std::string kept;
  const std::size_t last_close = text.rfind('>');
  const std::size_t last_comment_close = text.rfind("-->");
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('<', at);
    kept += text.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const std::string_view rest = text.substr(open);
    const bool comment = rest.starts_with("<!--");
    const bool tag = rest.size() > 1 && (rest[1] == '/' || std::isalpha(static_cast<unsigned char>(rest[1])) != 0);
    const std::size_t last = comment ? last_comment_close : last_close;
    at = open + 1;
    if ((comment || tag) && last != std::string_view::npos && last > open)
      at = comment ? text.find("-->", open) + 3 : text.find('>', open) + 1;
    else kept += '<';
  }
  return kept;
}

class TextCollector final : public MarkdownVisitor {
 public:
  std::string take() && {
    flush();
    return std::move(text_);
  }

  bool enter_block(MD_BLOCKTYPE type, const void*) override {
    if (type != MD_BLOCK_TD && type != MD_BLOCK_TH) flush();
    first_cell_ = type == MD_BLOCK_TR || (first_cell_ && type != MD_BLOCK_TD && type != MD_BLOCK_TH);
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) {
      if (!first_cell_) line_ += '\t';
      first_cell_ = false;
    }
    verbatim_ = type == MD_BLOCK_CODE;
    return true;
  }
  bool leave_block(MD_BLOCKTYPE type, const void*) override {
    if (type != MD_BLOCK_TD && type != MD_BLOCK_TH) flush();
    verbatim_ = false;
    return true;
  }
  bool enter_span(MD_SPANTYPE type, const void*) override { return code_ = type == MD_SPAN_CODE, true; }
  bool leave_span(MD_SPANTYPE, const void*) override { return code_ = false, true; }

  bool text(MD_TEXTTYPE type, std::string_view text) override {
    switch (type) {
      case MD_TEXT_NULLCHAR: break;
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR: line_ += '\n'; break;
      case MD_TEXT_ENTITY: line_ += find_entity(text).value_or(std::string(text)); break;
      default: line_ += text;
    }
    has_code_ = has_code_ || code_ || verbatim_;
    return true;
  }

 private:
  void flush() {
    // Code may well contain "<": it stays as it is.
    const std::string line = has_code_ ? line_ : without_tags(line_);
    const std::string_view kept = verbatim_ ? std::string_view(line) : trim(line);
    text_ += kept;
    if (!kept.empty() && !kept.ends_with('\n')) text_ += '\n';
    line_.clear();
    has_code_ = false;
  }

  std::string text_;
  std::string line_;
  bool first_cell_ = false;
  bool verbatim_ = false;
  bool code_ = false;
  bool has_code_ = false;
};

}  // namespace

std::string plain_text(std::string_view markdown, std::size_t limit) {
  const std::string text = to_utf8(markdown);
  if (text.size() > limit) return text;
  TextCollector collector;
  parse_markdown(with_github_tables(text), collector);
  return std::move(collector).take();
}

}  // namespace debrief
