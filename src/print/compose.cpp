// SPDX-License-Identifier: Apache-2.0
#include "print/compose.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace debrief::print {
namespace {

constexpr std::size_t kFewestContents = 3;
constexpr std::size_t kMostInTwoLevels = 45;
constexpr std::size_t kMostContents = 300;
constexpr std::size_t kMostBookmarks = 2000;
constexpr std::string_view kSourcesId = "sources";

Block text_block(Style style, std::string_view text) {
  Block block{.style = style};
  block.text.add(to_utf8(text));
  return block;
}

unsigned level_of(const Block& block) {
  const bool heading =
      block.kind == Block::Kind::text && block.style >= Style::heading1 && block.style <= Style::heading6;
  return heading ? static_cast<unsigned>(block.style) - static_cast<unsigned>(Style::heading1) + 1 : 0;
}

std::string one_line(std::string text) {
  for (std::size_t at = text.find("\u2028"); at != std::string::npos; at = text.find("\u2028"))
    text.replace(at, 3, " ");
  return text;
}

Block facts_block(const Document& document) {
  auto table = std::make_shared<Table>();
  table->facts = true;
  table->columns = {Align::natural, Align::natural};
  for (const auto& [name, value] : document.facts) {
    std::vector<RichText> row(2);
    row[0].add(to_utf8(name));
    row[1].add(to_utf8(value));
    table->rows.push_back(std::move(row));
  }
  return {.kind = Block::Kind::table, .table = std::move(table)};
}

std::vector<Block> front_blocks(const Document& document) {
  std::vector<Block> blocks;
  if (!document.kind.empty()) blocks.push_back(text_block(Style::kind, document.kind));
  blocks.push_back(text_block(Style::title, document.title.empty() ? std::string_view("Untitled") : document.title));
  if (!document.standing.empty()) blocks.push_back(text_block(Style::standing, document.standing));
  if (!document.facts.empty()) blocks.push_back(facts_block(document));
  return blocks;
}

// What contents and bookmarks list: headings that stand outside of quotations and lists.
std::vector<Bookmark> list_headings(const std::vector<Block>& body) {
  std::vector<Bookmark> headings;
  for (const Block& block : body)
    if (level_of(block) > 0 && block.nest.empty() && !block.anchor.empty() && !trim(block.text.text).empty())
      headings.push_back({level_of(block), one_line(block.text.text), block.anchor});
  return headings;
}

std::vector<Block> contents_blocks(const std::vector<Bookmark>& headings) {
  unsigned top = 6;
  for (const Bookmark& heading : headings) top = std::min(top, heading.level);
  const auto count = [&](unsigned deepest) {
    return std::count_if(headings.begin(), headings.end(), [&](const Bookmark& one) { return one.level <= deepest; });
  };
  const unsigned deepest = static_cast<std::size_t>(count(top + 1)) <= kMostInTwoLevels ? top + 1 : top;
  std::vector<Block> blocks;
  if (static_cast<std::size_t>(count(deepest)) < kFewestContents) return blocks;
  blocks.push_back(text_block(Style::contents_title, "Contents"));
  for (const Bookmark& heading : headings) {
    if (heading.level > deepest || blocks.size() > kMostContents) continue;
    Block line = text_block(heading.level == top ? Style::contents1 : Style::contents2, heading.title);
    line.target = heading.anchor;
    blocks.push_back(std::move(line));
  }
  return blocks;
}

std::vector<Block> source_blocks(const Document& document, Targets& targets) {
  std::vector<Block> blocks;
  if (document.sources.empty()) return blocks;
  blocks.push_back(text_block(Style::heading2, document.sources_title));
  blocks.back().anchor = std::string(kSourcesId);
  for (const Source& source : document.sources) {
    Block head{.style = Style::source_head, .anchor = source.id};
    head.text.add(to_utf8(source.label), kBold);
    head.text.add("  " + to_utf8(source.head), kSoft);
    blocks.push_back(std::move(head));
    blocks.push_back(text_block(Style::source_text, source.text));
    blocks.push_back(text_block(Style::source_origin, source.origin));
  }
  for (Block& block : blocks)
    if (!block.anchor.empty()) block.anchor = targets.add(block.anchor);
  return blocks;
}

// Many documents begin with their title, which stands on the page already.
void drop_repeated_title(std::vector<Block>& body, const std::string& title) {
  if (body.empty() || level_of(body.front()) != 1 || !body.front().nest.empty()) return;
  if (trim(body.front().text.text) == trim(to_utf8(title))) body.erase(body.begin());
}

void append(std::vector<Block>& to, std::vector<Block> more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

}  // namespace

Composition compose(const Document& document) {
  Composition made;
  std::vector<Block> body = read_markdown(document.markdown, document.find_image);
  drop_repeated_title(body, document.title);
  for (Block& block : body)
    if (!block.anchor.empty()) block.anchor = made.targets.add(block.anchor);
  made.bookmarks = list_headings(body);
  auto sources = source_blocks(document, made.targets);
  if (!sources.empty()) {
    unsigned top = made.bookmarks.empty() ? 1 : 6;
    for (const Bookmark& heading : made.bookmarks) top = std::min(top, heading.level);
    made.bookmarks.push_back({top, document.sources_title, sources.front().anchor});
  }
  append(made.blocks, front_blocks(document));
  append(made.blocks, contents_blocks(made.bookmarks));
  append(made.blocks, std::move(body));
  append(made.blocks, std::move(sources));
  if (made.bookmarks.size() > kMostBookmarks) made.bookmarks.resize(kMostBookmarks);
  return made;
}

}  // namespace debrief::print
