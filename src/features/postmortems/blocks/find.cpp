// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/blocks/block.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace debrief::features::postmortems {
namespace {

struct Line {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;  // behind its line end
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t found = text.find('\n', begin);
    const std::size_t end = found == std::string_view::npos ? text.size() : found + 1;
    std::string_view line = text.substr(begin, (found == std::string_view::npos ? end : found) - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({line, begin, end});
    begin = end;
  }
  return lines;
}

// How many of ` or ~ begin the line (CommonMark 0.30, section 4.5), at most three blanks in; 0 for no fence.
std::size_t fence_of(std::string_view line, char& mark) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  if (indent > 3 || indent == line.size()) return 0;
  mark = line[indent];
  if (mark != '`' && mark != '~') return 0;
  const std::size_t end = std::min(line.find_first_not_of(mark, indent), line.size());
  return end - indent < 3 ? 0 : end - indent;
}

std::string_view info_of(std::string_view line, char mark) { return trim(line.substr(line.find_last_of(mark) + 1)); }

bool closes(std::string_view line, char mark, std::size_t length) {
  char own = 0;
  return fence_of(line, own) >= length && own == mark && info_of(line, mark).empty();
}

std::optional<std::string> name_in(std::string_view info) {
  constexpr std::string_view kWord = "debrief ";
  if (!info.starts_with(kWord)) return std::nullopt;
  std::string name = to_lower(trim(info.substr(kWord.size())));
  const auto& names = block_names();
  return std::find(names.begin(), names.end(), name) == names.end() ? std::nullopt : std::optional(std::move(name));
}

void read_option(Block& block, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  block.options[to_lower(trim(line.substr(0, colon)))] = std::string(trim(line.substr(colon + 1)));
}

}  // namespace

const std::vector<std::string_view>& block_names() {
  static const std::vector<std::string_view> kNames{"timeline", "milestones", "roles", "impact", "chart", "actions", "hypotheses"};
  return kNames;
}

std::vector<Block> find_blocks(std::string_view markdown) {
  std::vector<Block> blocks;
  if (markdown.find("debrief ") == std::string_view::npos) return blocks;
  const auto lines = lines_of(markdown);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    char mark = 0;
    const std::size_t length = fence_of(lines[i].text, mark);
    if (length == 0) continue;
    std::size_t last = i + 1;
    while (last < lines.size() && !closes(lines[last].text, mark, length)) ++last;
    if (last == lines.size()) break;  // the rest of the text is code
    if (auto name = name_in(info_of(lines[i].text, mark))) {
      Block block{std::move(*name), {}, lines[i].begin, lines[last].end};
      for (std::size_t j = i + 1; j < last; ++j) read_option(block, lines[j].text);
      blocks.push_back(std::move(block));
    }
    i = last;
  }
  return blocks;
}

std::string key_of(const Block& block) {
  std::string key = block.name;
  for (const auto& [name, value] : block.options) key += fmt::format("; {}: {}", name, value);
  return shorten(key, 500);
}

std::string expand(std::string_view markdown, const std::function<std::string(const Block&)>& content) {
  std::string text;
  std::size_t done = 0;
  for (const Block& block : find_blocks(markdown)) {
    text += markdown.substr(done, block.begin - done);
    if (!text.empty() && !text.ends_with("\n\n")) text += "\n";
    text += content(block);
    if (!text.ends_with('\n')) text += "\n";
    done = block.end;
    if (done < markdown.size() && markdown[done] != '\n') text += "\n";
  }
  return text.append(markdown.substr(done));
}

}  // namespace debrief::features::postmortems
