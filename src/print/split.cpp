// SPDX-License-Identifier: Apache-2.0
#include "print/split.hpp"

#include <algorithm>

namespace debrief::print {
namespace {

constexpr std::size_t kLongest = 6000;
// Where a stretch without a separator is longer than this, there is no prose to be kept together.
constexpr std::size_t kLongestWord = 800;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Where the part that starts at `begin` ends: behind a separator, else before a character.
std::size_t end_of_part(std::string_view text, std::size_t begin, char separator) {
  std::size_t end = begin;
  while (end < text.size()) {
    const std::string_view word = text.substr(end, kLongestWord + 1);
    const std::size_t next = end + std::min(word.find(separator), word.size() - 1) + 1;
    if (next - end > kLongestWord) {
      if (end > begin) return end;
      end = begin + kLongestWord;
      while (is_continuation(text[end])) --end;
      return end;
    }
    if (next - begin > kLongest) return end;
    end = next;
  }
  return end;
}

}  // namespace

std::vector<RichText> split(RichText text) {
  std::vector<RichText> parts;
  if (end_of_part(text.text, 0, ' ') == text.text.size()) return parts.push_back(std::move(text)), parts;
  std::size_t span = 0;
  for (std::size_t begin = 0; begin < text.text.size();) {
    const std::size_t end = end_of_part(text.text, begin, ' ');
    RichText part;
    while (span < text.spans.size() && text.spans[span].end <= begin) ++span;
    for (std::size_t i = span; i < text.spans.size() && text.spans[i].begin < end; ++i) {
      const Span& from = text.spans[i];
      const std::size_t first = std::max<std::size_t>(begin, from.begin);
      std::int32_t link = -1;
      if (from.link >= 0) {
        link = static_cast<std::int32_t>(part.links.size());
        part.links.push_back(text.links[static_cast<std::size_t>(from.link)]);
      }
      part.add(std::string_view(text.text).substr(first, std::min<std::size_t>(end, from.end) - first), from.flags,
               link);
    }
    parts.push_back(std::move(part));
    begin = end;
  }
  return parts;
}

std::vector<RichText> split_lines_of(RichText text) {
  std::vector<RichText> parts;
  for (std::size_t begin = 0; begin < text.text.size();) {
    const std::size_t end = end_of_part(text.text, begin, '\n');
    std::string_view part = std::string_view(text.text).substr(begin, end - begin);
    begin = end;
    if (part.ends_with('\n') && begin < text.text.size()) part.remove_suffix(1);
    parts.emplace_back();
    parts.back().add(part);
  }
  return parts;
}

}  // namespace debrief::print
