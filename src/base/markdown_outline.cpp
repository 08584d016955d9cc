// SPDX-License-Identifier: Apache-2.0
#include "base/heading_ids.hpp"
#include "base/html_entities.hpp"
#include "base/markdown.hpp"
#include "base/markdown_parse.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace debrief {
namespace {

struct Heading {
  unsigned level = 1;
  std::string title;
  bool nested = false;
  std::size_t first = std::string_view::npos;  // offset of the first piece of text
  std::size_t last = 0;                        // end of the last one
};

class HeadingCollector final : public MarkdownVisitor {
 public:
  explicit HeadingCollector(std::string_view source) : source_(source) {}
  std::vector<Heading> take() && { return std::move(headings_); }

  bool enter_block(MD_BLOCKTYPE type, const void* detail) override {
    if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL) ++depth_;
    inside_ = type == MD_BLOCK_H;
    if (inside_) headings_.push_back({static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level, "", depth_ > 0});
    return true;
  }
  bool leave_block(MD_BLOCKTYPE type, const void*) override {
    if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL) --depth_;
    inside_ = false;
    return true;
  }
  bool enter_span(MD_SPANTYPE, const void*) override { return true; }
  bool leave_span(MD_SPANTYPE, const void*) override { return true; }

  bool text(MD_TEXTTYPE type, std::string_view text) override {
    if (!inside_) return true;
    Heading& heading = headings_.back();
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) heading.title += ' ';
    else if (type == MD_TEXT_ENTITY) heading.title += find_entity(text).value_or(std::string(text));
    else if (type != MD_TEXT_NULLCHAR) heading.title += text;
    const std::less_equal<const char*> before;
    const char* end = source_.data() + source_.size();
    if (text.empty() || !before(source_.data(), text.data()) || !before(text.data() + text.size(), end)) return true;
    const auto offset = static_cast<std::size_t>(text.data() - source_.data());
    heading.first = std::min(heading.first, offset);
    heading.last = std::max(heading.last, offset + text.size());
    return true;
  }

 private:
  std::string_view source_;
  std::vector<Heading> headings_;
  unsigned depth_ = 0;
  bool inside_ = false;
};

std::vector<Heading> collect_headings(std::string_view text) {
  HeadingCollector collector(text);
  parse_markdown(text, collector);
  return std::move(collector).take();
}

std::string slug(std::string_view title) {
  std::string slug;
  for (const char c : to_lower(trim(title))) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || (c & 0x80) != 0;
    if (kept) slug += c;
    else if (c == ' ') slug += '-';
  }
  return slug;
}

std::vector<std::string> ids_of(const std::vector<Heading>& headings) {
  std::vector<std::string> ids;
  std::set<std::string> taken;
  std::map<std::string, unsigned> repeats;
  for (const Heading& heading : headings) {
    const std::string base = std::string(kHeadingIdPrefix) + slug(heading.title);
    std::string id = base;
    while (!taken.insert(id).second) id = base + "-" + std::to_string(++repeats[base]);
    ids.push_back(std::move(id));
  }
  return ids;
}

std::size_t begin_of_line(std::string_view text, std::size_t offset) {
  const std::size_t previous = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return previous == std::string_view::npos ? 0 : previous + 1;
}

std::size_t next_line(std::string_view text, std::size_t offset) {
  const std::size_t end = text.find('\n', offset);
  return end == std::string_view::npos ? text.size() : end + 1;
}

}  // namespace

std::vector<std::string> list_heading_ids(std::string_view markdown) {
  return ids_of(collect_headings(markdown));
}

std::vector<Section> outline(std::string_view markdown, std::size_t limit) {
  const std::string text = to_utf8(markdown);
  std::vector<Section> sections;
  if (text.size() > limit) return sections;
  const std::vector<Heading> headings = collect_headings(text);
  const std::vector<std::string> ids = ids_of(headings);
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const Heading& heading = headings[i];
    const std::string title(trim(heading.title));
    if (heading.nested || title.empty() || heading.first == std::string_view::npos) continue;
    Section section{heading.level, title, ids[i], begin_of_line(text, heading.first), next_line(text, heading.last)};
    // A heading without "#" is underlined: the line below belongs to it.
    if (!trim(std::string_view(text).substr(section.begin, 4)).starts_with('#'))
      section.body = next_line(text, section.body);
    section.end = text.size();
    if (!sections.empty()) sections.back().end = section.begin;
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace debrief
