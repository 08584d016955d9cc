// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/lines.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace debrief::connectors::archive {
namespace {

std::string_view skip_quotation(std::string_view text, bool& quoted) {
  while (text.starts_with('>')) {
    quoted = true;
    text = trim(text.substr(1));
  }
  return text;
}

unsigned heading_level(std::string_view text) {
  unsigned level = 0;
  while (level < text.size() && text[level] == '#') ++level;
  return level > 0 && level <= 6 && (level == text.size() || text[level] == ' ' || text[level] == '\t') ? level : 0;
}

// The length of "- ", "* ", "12. " and their like at the start; 0 when there is none.
std::size_t marker_length(std::string_view text) {
  for (const std::string_view bullet : {"- ", "* ", "+ ", "• ", "– ", "-\t", "*\t"})
    if (text.starts_with(bullet)) return bullet.size();
  std::size_t digits = 0;
  while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9') ++digits;
  const bool numbered =
      digits > 0 && digits + 1 < text.size() && (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ';
  return numbered ? digits + 2 : 0;
}

bool is_delimiter_row(std::string_view text) {
  return text.find('|') != std::string_view::npos && text.find('-') != std::string_view::npos &&
         text.find_first_not_of("|:-+ \t") == std::string_view::npos;
}

bool is_underline(std::string_view text) {
  return text.size() >= 3 && (text.find_first_not_of('=') == std::string_view::npos ||
                              text.find_first_not_of('-') == std::string_view::npos);
}

void classify(Line& line) {
  std::string_view text = skip_quotation(trim(line.raw), line.quoted);
  line.content = text;
  if (text.empty()) {
    line.kind = LineKind::blank;
  } else if (const unsigned level = heading_level(text); level > 0) {
    line.kind = LineKind::heading;
    line.level = level;
    text.remove_prefix(level);
    while (text.ends_with('#')) text.remove_suffix(1);
    line.content = trim(text);
  } else if (is_delimiter_row(text)) {
    line.kind = LineKind::delimiter;
  } else if (text.starts_with('|')) {
    line.kind = LineKind::row;
  } else if (const std::size_t length = marker_length(text); length > 0) {
    line.kind = LineKind::item;
    line.level = static_cast<unsigned>(std::min<std::size_t>(line.raw.find_first_not_of(" \t>"), 1000));
    line.content = trim(text.substr(length));
  }
}

// "a | b" counts as a row next to a delimiter row; "Title" above "=====" is a heading.
void join_neighbours(std::vector<Line>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    if (line.kind == LineKind::delimiter) {
      if (i > 0 && lines[i - 1].kind == LineKind::text && lines[i - 1].content.find('|') != std::string_view::npos)
        lines[i - 1].kind = LineKind::row;
      for (std::size_t j = i + 1;
           j < lines.size() && lines[j].kind == LineKind::text && lines[j].content.find('|') != std::string_view::npos;
           ++j)
        lines[j].kind = LineKind::row;
    }
    const bool setext = line.kind == LineKind::text && is_underline(line.content) && i > 0 &&
                        lines[i - 1].kind == LineKind::text && (i == 1 || lines[i - 2].kind != LineKind::text) &&
                        lines[i - 1].content.size() < 200;
    if (!setext) continue;
    lines[i - 1].kind = LineKind::heading;
    lines[i - 1].level = line.content.front() == '=' ? 1 : 2;
    line.kind = LineKind::verbatim;
  }
}

}  // namespace

std::vector<Line> scan_lines(std::string_view text, std::size_t first_number) {
  std::vector<Line> lines;
  std::string_view fence;
  bool comment = false;
  for (const std::string_view raw : split_lines(text)) {
    Line line;
    line.number = first_number++;
    line.raw = raw;
    const std::string_view trimmed = trim(raw);
    const bool mark = trimmed.starts_with("```") || trimmed.starts_with("~~~");
    if (!fence.empty()) {
      line.kind = LineKind::verbatim;
      if (mark && trimmed.starts_with(fence)) fence = {};
    } else if (comment) {
      line.kind = LineKind::verbatim;
      comment = trimmed.find("-->") == std::string_view::npos;
    } else if (mark) {
      line.kind = LineKind::verbatim;
      // "```code```" on one line opens nothing.
      if (trimmed.find(trimmed.substr(0, 3), 3) == std::string_view::npos) fence = trimmed.substr(0, 3);
    } else if (trimmed.starts_with("<!--")) {
      line.kind = LineKind::verbatim;
      comment = trimmed.find("-->") == std::string_view::npos;
    } else {
      classify(line);
    }
    lines.push_back(line);
  }
  join_neighbours(lines);
  return lines;
}

std::vector<std::string_view> split_cells(std::string_view row) {
  std::vector<std::string_view> cells;
  if (row.starts_with('|')) row.remove_prefix(1);
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= row.size(); ++i) {
    const bool bar = i < row.size() && row[i] == '|' && (i == 0 || row[i - 1] != '\\');
    if (!bar && i < row.size()) continue;
    std::string_view cell = row.substr(begin, i - begin);
    while (cell.starts_with(' ') || cell.starts_with('\t')) cell.remove_prefix(1);
    while (cell.ends_with(' ') || cell.ends_with('\t')) cell.remove_suffix(1);
    // What follows the last bar is no cell.
    if (bar || !cell.empty()) cells.push_back(cell);
    begin = i + 1;
  }
  return cells;
}

std::string_view bare(std::string_view text) {
  constexpr std::string_view kDecoration = " \t*_`:[]()\"~";
  const std::size_t first = text.find_first_not_of(kDecoration);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kDecoration) - first + 1);
}

}  // namespace debrief::connectors::archive
