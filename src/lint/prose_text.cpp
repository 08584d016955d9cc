// SPDX-License-Identifier: Apache-2.0
#include "lint/prose_text.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>

namespace debrief::lint {
namespace {

struct Fold {
  std::string_view from, to;
};
constexpr std::array<Fold, 12> kFolds{{{"\u2018", "'"},
                                       {"\u2019", "'"},
                                       {"\u201c", "\""},
                                       {"\u201d", "\""},
                                       {"\u201e", "\""},
                                       {"\u00ab", "\""},
                                       {"\u00bb", "\""},
                                       {"\u00a0", " "},
                                       {"\u202f", " "},
                                       {"\u2010", "-"},
                                       {"\u2011", "-"},
                                       {"\u200b", ""}}};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
// White space, and the first bytes of what is folded.
bool is_special(char c) {
  return is_blank(c) || c == '\xE2' || c == '\xC2';
}

void append_plain(Block& block, std::string_view text, std::size_t source) {
  if (text.empty()) return;
  const bool follows =
      !block.anchors.empty() && block.anchors.back().source + (block.text.size() - block.anchors.back().text) == source;
  if (!follows) block.anchors.push_back({block.text.size(), source});
  block.text += text;
}

void append_blank(Block& block, std::size_t source) {
  if (!block.text.empty() && block.text.back() != ' ') append_plain(block, " ", source);
}

}  // namespace

void append_instead(Block& block, std::string_view text, std::size_t source) {
  for (const char c : text) {
    if (is_blank(c)) append_blank(block, source);
    else {
      block.anchors.push_back({block.text.size(), source});
      block.text += c;
    }
  }
}

void append_text(Block& block, std::string_view text, std::size_t source) {
  for (std::size_t i = 0; i < text.size();) {
    if (is_blank(text[i])) {
      append_blank(block, source + i++);
      continue;
    }
    const auto* fold = std::find_if(kFolds.begin(), kFolds.end(),
                                    [&](const Fold& one) { return text.substr(i).starts_with(one.from); });
    if (is_special(text[i]) && fold != kFolds.end()) {
      append_instead(block, fold->to, source + i);
      i += fold->from.size();
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && !is_special(text[end])) ++end;
    append_plain(block, text.substr(i, end - i), source + i);
    i = end;
  }
}

bool begins_entry(std::string_view line) {
  while (!line.empty() && (line.front() == '[' || line.front() == '(' || line.front() == '*')) line.remove_prefix(1);
  if (line.starts_with("\u2022") || line.starts_with("\u00b7") || line.starts_with("\u2013 ")) return true;
  std::size_t digits = 0;
  while (digits < line.size() && is_digit(line[digits])) ++digits;
  if (digits == 0 || digits > 4 || digits + 2 >= line.size()) return false;
  const char after = line[digits];
  if (digits <= 2 && after == ':') return is_digit(line[digits + 1]) && is_digit(line[digits + 2]);
  return (after == '-' || after == '/') && is_digit(line[digits + 1]) && digits != 3;
}

std::size_t Block::source_of(std::size_t offset) const {
  const auto after = std::upper_bound(anchors.begin(), anchors.end(), offset,
                                      [](std::size_t at, const Anchor& anchor) { return at < anchor.text; });
  if (after == anchors.begin()) return anchors.empty() ? 0 : anchors.front().source;
  const Anchor& anchor = *std::prev(after);
  return anchor.source + (offset - anchor.text);
}

}  // namespace debrief::lint
