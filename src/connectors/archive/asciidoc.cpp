// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/asciidoc.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace debrief::connectors::archive {
namespace {

std::size_t run_of(std::string_view text, char c) {
  return std::min(text.find_first_not_of(c), text.size());
}

// "https://a.b[words]" and "link:path[words]" as "[words](address)".
std::string convert_links(std::string_view text) {
  std::string converted;
  while (!text.empty()) {
    std::size_t at = std::min({text.find("http://"), text.find("https://"), text.find("link:")});
    if (at == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
    const std::size_t open = text.find('[', at);
    const std::size_t close = open < end ? text.find(']', open) : std::string_view::npos;
    if (close == std::string_view::npos) {
      converted += text.substr(0, end);
      text.remove_prefix(end);
      continue;
    }
    std::string_view address = text.substr(at, open - at);
    if (address.starts_with("link:")) address.remove_prefix(5);
    const std::string_view words = text.substr(open + 1, close - open - 1);
    converted += text.substr(0, at);
    converted += "[" + std::string(words.empty() ? address : words) + "](" + std::string(address) + ")";
    text.remove_prefix(close + 1);
  }
  return converted.append(text);
}

std::string convert_line(std::string_view line) {
  const std::size_t level = run_of(line, '=');
  if (level > 0 && level <= 6 && level < line.size() && line[level] == ' ')
    return std::string(level, '#') + convert_links(line.substr(level));
  for (const char bullet : {'*', '-', '.'}) {
    const std::size_t depth = run_of(line, bullet);
    if (depth == 0 || depth > 5 || depth >= line.size() || line[depth] != ' ') continue;
    return std::string((depth - 1) * 2, ' ') + (bullet == '.' ? "1." : "-") + convert_links(line.substr(depth));
  }
  // Attributes (":toc:") and block attributes ("[source,sh]") are no text.
  if (line.starts_with(':') && line.find(':', 1) != std::string_view::npos && line.find(' ') > line.find(':', 1))
    return "";
  if (line.starts_with('[') && trim(line).ends_with(']')) return "";
  if (line.starts_with("//")) return "";
  if (line.starts_with("|===")) return "";
  return convert_links(line);
}

}  // namespace

std::string asciidoc_to_markdown(std::string_view text) {
  std::string markdown;
  markdown.reserve(text.size());
  bool listing = false;
  for (const std::string_view line : split_lines(text)) {
    const std::string_view trimmed = trim(line);
    const bool mark = trimmed.size() >= 4 && (trimmed.find_first_not_of('-') == std::string_view::npos ||
                                              trimmed.find_first_not_of('.') == std::string_view::npos);
    if (mark) {
      listing = !listing;
      markdown += "```";
    } else {
      markdown += listing ? std::string(line) : convert_line(line);
    }
    markdown += '\n';
  }
  return markdown;
}

}  // namespace debrief::connectors::archive
