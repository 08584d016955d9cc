// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/sections.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "features/postmortems/limits.hpp"

namespace debrief::features::postmortems {
namespace {

bool begins_question(std::string_view line) {
  return line.starts_with("> **To write:**") || line.starts_with("> **Suggestion:**");
}

bool is_delimiter_row(std::string_view line) {
  return line.starts_with('|') && line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|-: ") == std::string_view::npos;
}

/// The lines that somebody, or the record, has put there.
std::vector<std::string_view> content_lines(std::string_view body) {
  std::vector<std::string_view> kept;
  bool in_question = false;
  for (const std::string_view raw : split_lines(body)) {
    const std::string_view line = trim(raw);
    in_question = begins_question(line) || (in_question && line.starts_with('>'));
    if (in_question || line.empty() || line.starts_with("<!--")) continue;
    if (is_delimiter_row(line)) {
      // The row above is the head of the table; it counts once a row follows.
      if (!kept.empty() && kept.back().starts_with('|')) kept.pop_back();
      continue;
    }
    if (line.find_first_not_of("|*-_ []") != std::string_view::npos) kept.push_back(line);
  }
  return kept;
}

std::size_t words_in(const std::vector<std::string_view>& lines) {
  std::size_t words = 0;
  for (const std::string_view line : lines) {
    bool inside = false;
    for (const char c : line) {
      const bool part = c != ' ' && c != '\t' && c != '|' && c != '*' && c != '-';
      if (part && !inside) ++words;
      inside = part;
    }
  }
  return words;
}

std::string joined(const std::vector<std::string_view>& lines) {
  std::string text;
  for (const std::string_view line : lines)
    if (!line.starts_with('|')) text.append(line).append("\n");
  return text;
}

}  // namespace

std::vector<DocumentSection> list_sections(std::string_view markdown) {
  const std::string valid = to_utf8(markdown);
  const auto headings = outline(valid, kDocumentLimit);
  std::vector<DocumentSection> sections;
  for (const Section& heading : headings) {
    const auto body = std::string_view(valid).substr(heading.body, heading.end - heading.body);
    const auto lines = content_lines(body);
    sections.push_back({heading.title, heading.level, !lines.empty(), words_in(lines)});
  }
  // The words of those right below hold the words of all below them.
  for (std::size_t i = sections.size(); i-- > 0;) {
    for (std::size_t below = i + 1; below < sections.size() && sections[below].level > sections[i].level;) {
      sections[i].filled = sections[i].filled || sections[below].filled;
      sections[i].words += sections[below].words;
      const unsigned level = sections[below].level;
      for (++below; below < sections.size() && sections[below].level > level;) ++below;
    }
  }
  return sections;
}

std::string excerpt_of(std::string_view markdown, std::size_t limit) {
  const std::string valid = to_utf8(markdown);
  const auto headings = outline(valid, kDocumentLimit);
  std::string_view opening =
      std::string_view(valid).substr(0, headings.empty() ? valid.size() : headings.front().begin);
  std::string text = joined(content_lines(opening));
  for (std::size_t i = 0; i < headings.size() && text.empty(); ++i)
    text = joined(content_lines(std::string_view(valid).substr(headings[i].body, headings[i].end - headings[i].body)));
  std::string plain = plain_text(text, kDocumentLimit);
  for (char& c : plain)
    if (c == '\n' || c == '\t') c = ' ';
  return shorten(trim(plain), limit);
}

}  // namespace debrief::features::postmortems
