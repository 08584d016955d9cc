// SPDX-License-Identifier: Apache-2.0
#include "changeset/diff.hpp"

#include "base/text.hpp"
#include "changeset/align.hpp"
#include "changeset/utf16.hpp"

#include <algorithm>
#include <unordered_map>

namespace debrief::changeset {
namespace {

using Text = std::u16string_view;
using Tokens = std::vector<Text>;

// Within larger parts that differ, words are not compared.
constexpr std::size_t kMostUnits = 200'000;

/// Numbers for tokens, the same for the same text.
template <class View>
class Numbering {
 public:
  std::vector<std::uint32_t> number(const std::vector<View>& tokens) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(tokens.size());
    for (const View token : tokens)
      numbers.push_back(known_.emplace(token, static_cast<std::uint32_t>(known_.size())).first->second);
    return numbers;
  }

 private:
  std::unordered_map<View, std::uint32_t> known_;
};

template <class View>
std::vector<Run> align_tokens(const std::vector<View>& from, const std::vector<View>& to) {
  Numbering<View> numbering;
  const auto a = numbering.number(from);
  const auto b = numbering.number(to);
  return align(a, b);
}

Tokens lines_of(Text text) {
  Tokens lines;
  while (!text.empty()) {
    const std::size_t end = text.find(u'\n');
    const std::size_t size = end == Text::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

bool is_word(char16_t unit) {
  return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') || (unit >= u'0' && unit <= u'9') ||
         unit >= 0x80;
}

Tokens words_of(Text text) {
  Tokens words;
  while (!text.empty()) {
    std::size_t size = 1;
    if (is_word(text[0]))
      while (size < text.size() && is_word(text[size])) ++size;
    words.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return words;
}

/// Two tokens that follow each other in one text are one view of it.
Text joined(const Tokens& tokens, std::size_t begin, std::size_t end) {
  if (begin == end) return {};
  return {tokens[begin].data(),
          static_cast<std::size_t>(tokens[end - 1].data() + tokens[end - 1].size() - tokens[begin].data())};
}

/// Calls `same(length)` and `differs(from, to)` for the parts of both texts, in order.
template <class Same, class Differs>
void for_parts(const Tokens& from, const Tokens& to, const Same& same, const Differs& differs) {
  std::vector<Run> runs = align_tokens(from, to);
  runs.push_back({from.size(), to.size(), 0});
  std::size_t a = 0;
  std::size_t b = 0;
  for (const Run& run : runs) {
    if (run.a > a || run.b > b) differs(joined(from, a, run.a), joined(to, b, run.b));
    if (run.count > 0) same(joined(from, run.a, run.a + run.count).size());
    a = run.a + run.count;
    b = run.b + run.count;
  }
}

std::size_t common_front(Text a, Text b) {
  std::size_t size = 0;
  while (size < std::min(a.size(), b.size()) && a[size] == b[size]) ++size;
  if (splits_pair(a, size) || splits_pair(b, size)) --size;
  return size;
}

std::size_t common_back(Text a, Text b) {
  std::size_t size = 0;
  while (size < std::min(a.size(), b.size()) && a[a.size() - size - 1] == b[b.size() - size - 1]) ++size;
  if (splits_pair(a, a.size() - size) || splits_pair(b, b.size() - size)) --size;
  return size;
}

void replace_part(ChangeSet& out, Text from, Text to) {
  const std::size_t front = common_front(from, to);
  from.remove_prefix(front);
  to.remove_prefix(front);
  const std::size_t back = common_back(from, to);
  out.keep(front);
  out.replace(from.size() - back, to.substr(0, to.size() - back));
  out.keep(back);
}

void replace_lines(ChangeSet& out, Text from, Text to) {
  if (from.empty() || to.empty() || from.size() + to.size() > kMostUnits) return replace_part(out, from, to);
  for_parts(
      words_of(from), words_of(to), [&](std::size_t length) { out.keep(length); },
      [&](Text old_words, Text new_words) { replace_part(out, old_words, new_words); });
}

void add_lines(std::vector<Hunk>& hunks, Hunk::Kind kind, const std::vector<std::string_view>& lines, std::size_t begin,
               std::size_t end) {
  if (begin == end) return;
  hunks.push_back(
      {kind, {lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.begin() + static_cast<std::ptrdiff_t>(end)}});
}

}  // namespace

ChangeSet difference(std::u16string_view from, std::u16string_view to) {
  ChangeSet out;
  for_parts(
      lines_of(from), lines_of(to), [&](std::size_t length) { out.keep(length); },
      [&](Text old_lines, Text new_lines) { replace_lines(out, old_lines, new_lines); });
  return out;
}

std::vector<Hunk> line_difference(std::string_view from, std::string_view to) {
  const auto old_lines = split_lines(from);
  const auto new_lines = split_lines(to);
  std::vector<Run> runs = align_tokens(old_lines, new_lines);
  runs.push_back({old_lines.size(), new_lines.size(), 0});
  std::vector<Hunk> hunks;
  std::size_t a = 0;
  std::size_t b = 0;
  for (const Run& run : runs) {
    add_lines(hunks, Hunk::Kind::removed, old_lines, a, run.a);
    add_lines(hunks, Hunk::Kind::added, new_lines, b, run.b);
    add_lines(hunks, Hunk::Kind::same, old_lines, run.a, run.a + run.count);
    a = run.a + run.count;
    b = run.b + run.count;
  }
  return hunks;
}

}  // namespace debrief::changeset
