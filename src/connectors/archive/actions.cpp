// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/actions.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace debrief::connectors::archive {
namespace {

std::optional<bool> take_checkbox(std::string_view& text) {
  if (text.size() < 3 || text[0] != '[' || text[2] != ']') return std::nullopt;
  const bool done = text[1] == 'x' || text[1] == 'X';
  if (!done && text[1] != ' ') return std::nullopt;
  text = trim(text.substr(3));
  return done;
}

bool says_done(std::string_view status) {
  constexpr std::array<std::string_view, 7> kDone{"done",  "closed",   "complete", "completed",
                                                  "fixed", "resolved", "yes"};
  const std::string lower = to_lower(bare(status));
  return std::find(kDone.begin(), kDone.end(), lower) != kDone.end();
}

// What templates leave standing: nothing, dashes, "TODO", "…".
bool is_placeholder(std::string_view text) {
  const std::string lower = to_lower(bare(text));
  return lower.empty() || lower == "-" || lower == "..." || lower == "…" || lower == "todo" || lower == "tbd" ||
         lower == "n/a" || lower == "none" || lower.find_first_not_of("-.–— ") == std::string::npos;
}

struct ActionColumns {
  std::size_t what = 0, owner = std::string::npos, due = std::string::npos, status = std::string::npos;
};

bool is_any(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

ActionColumns find_action_columns(const std::vector<std::string_view>& head) {
  ActionColumns columns;
  bool found = false;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const std::string lower = to_lower(bare(head[i]));
    if (!found && is_any(lower, {"action", "item", "task", "description", "what", "todo", "improvement"}))
      columns.what = i, found = true;
    else if (is_any(lower, {"owner", "assignee", "who", "responsible", "dri"})) columns.owner = i;
    else if (is_any(lower, {"due", "deadline", "target", "when", "eta"})) columns.due = i;
    else if (is_any(lower, {"status", "state", "done"})) columns.status = i;
  }
  return columns;
}

std::string cell(const std::vector<std::string_view>& cells, std::size_t column) {
  return column < cells.size() ? std::string(cells[column]) : std::string();
}

std::size_t read_rows(const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                      std::vector<ActionItem>& items) {
  const ActionColumns columns = find_action_columns(split_cells(lines[begin].content));
  std::size_t i = begin + 1;
  for (; i < end && (lines[i].kind == LineKind::row || lines[i].kind == LineKind::delimiter); ++i) {
    const auto cells = split_cells(lines[i].content);
    if (lines[i].kind == LineKind::delimiter || columns.what >= cells.size() || is_placeholder(cells[columns.what]))
      continue;
    ActionItem item{
        std::string(cells[columns.what]), lines[i].number, {}, cell(cells, columns.owner), cell(cells, columns.due)};
    if (columns.status < cells.size() && !cells[columns.status].empty()) item.done = says_done(cells[columns.status]);
    items.push_back(std::move(item));
  }
  return i;
}

void read_section(const std::vector<Line>& lines, const SectionLines& section, std::vector<ActionItem>& items) {
  unsigned least = 1000;
  for (std::size_t i = section.begin; i < section.end; ++i)
    // The label of an item that is the title of this section is not itself an action.
    if (lines[i].kind == LineKind::item && i != section.heading) least = std::min(least, lines[i].level);
  for (std::size_t i = section.begin; i < section.end;) {
    const Line& line = lines[i];
    if (line.kind == LineKind::row) {
      i = read_rows(lines, i, section.end, items);
      continue;
    }
    ++i;
    if (line.kind != LineKind::item || line.level > least || i - 1 == section.heading) continue;
    std::string_view text = line.content;
    ActionItem item{"", line.number, take_checkbox(text), "", ""};
    item.text = std::string(text);
    for (; i < section.end && lines[i].kind == LineKind::text && item.text.size() < 4000; ++i) {
      item.text += ' ';
      item.text += lines[i].content;
    }
    if (!is_placeholder(item.text)) items.push_back(std::move(item));
  }
}

}  // namespace

std::vector<ActionItem> list_action_items(const std::vector<Line>& lines, const std::vector<SectionLines>& sections) {
  std::vector<ActionItem> items;
  for (const SectionLines& section : sections)
    if (section.kind == SectionKind::actions) read_section(lines, section, items);
  return items;
}

}  // namespace debrief::connectors::archive
