// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/timeline_table.hpp"

#include "base/text.hpp"
#include "connectors/archive/zone.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors::archive {
namespace {

using Cells = std::vector<std::string_view>;

// Columns by what they are for; absent ones are npos.
struct Columns {
  static constexpr std::size_t npos = std::string_view::npos;
  std::size_t date = npos;
  std::size_t time = npos;
  std::size_t event = npos;
};

bool has_word(const std::string& lower, std::string_view word) {
  for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
    const bool begins = at == 0 || std::isalpha(static_cast<unsigned char>(lower[at - 1])) == 0;
    const std::size_t behind = at + word.size();
    if (begins && (behind == lower.size() || std::isalpha(static_cast<unsigned char>(lower[behind])) == 0)) return true;
  }
  return false;
}

bool is_about(const std::string& lower, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(lower, word); });
}

Columns find_columns(const Cells& head) {
  Columns columns;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const std::string lower = to_lower(bare(head[i]));
    if (is_about(lower, {"due", "duration", "deadline", "end", "until", "elapsed", "to"})) continue;
    const bool time = is_about(lower, {"time", "timestamp", "when", "utc", "hour", "start", "at"});
    const bool date = is_about(lower, {"date", "day"});
    const bool event = is_about(lower, {"event", "events", "description", "what", "action", "details", "detail",
                                        "message", "note", "notes", "update", "summary"});
    if (time && columns.time == Columns::npos) columns.time = i;
    else if (date && columns.date == Columns::npos) columns.date = i;
    else if (event && columns.event == Columns::npos) columns.event = i;
  }
  if (columns.time == Columns::npos) std::swap(columns.time, columns.date);
  return columns;
}

// The text of a row: its column of events, or everything behind the columns of time as it stands there.
std::string_view event_of(const Line& row, const Cells& cells, const Columns& columns) {
  if (columns.event < cells.size() && !cells[columns.event].empty()) {
    // Further columns are of interest too where the event stands first.
    if (columns.event + 1 == cells.size() || columns.event < columns.time) return cells[columns.event];
  }
  const std::size_t last = std::max(columns.time, columns.date == Columns::npos ? 0 : columns.date);
  if (last + 1 >= cells.size()) return last == 0 ? std::string_view{} : cells.front();
  const char* begin = cells[last + 1].data();
  std::string_view rest(begin, static_cast<std::size_t>(row.content.data() + row.content.size() - begin));
  rest = trim(rest);
  while (rest.ends_with('|') || rest.ends_with(' ')) rest.remove_suffix(1);
  return trim(rest);
}

std::optional<FoundStamp> stamp_of(const Cells& cells, const Columns& columns, EntryClock& clock) {
  if (columns.time >= cells.size()) return std::nullopt;
  if (columns.date < cells.size() && columns.date != columns.time) {
    const auto date = clock.peek(cells[columns.date]);
    if (date && !date->stamp.date_inferred) clock.set_day(date->stamp);
  }
  return clock.peek(cells[columns.time]);
}

}  // namespace

std::vector<TimelineEntry> read_timeline_table(const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                                               bool in_timeline, EntryClock& clock) {
  std::vector<TimelineEntry> entries;
  const Cells head = split_cells(lines[begin].content);
  Columns columns = find_columns(head);
  std::size_t first = begin + 1;
  if (columns.time == Columns::npos) {
    // Rows without a head, as in a table that starts with its first entry.
    if (!in_timeline || !clock.peek(lines[begin].content)) return entries;
    columns.time = 0;
    first = begin;
  }
  const auto is_row = [&](std::size_t i) { return lines[i].kind == LineKind::row; };
  if (!in_timeline) {
    std::size_t clocks = 0;
    for (std::size_t i = first; i < end && clocks < 2; ++i) {
      if (!is_row(i)) continue;
      const Cells cells = split_cells(lines[i].content);
      const auto found = columns.time < cells.size() ? clock.peek(cells[columns.time]) : std::nullopt;
      if (found && found->stamp.precision >= Precision::minute) ++clocks;
    }
    if (clocks < 2) return entries;
  }
  if (first > begin && columns.time < head.size())
    if (auto zone = find_zone_word(head[columns.time])) clock.set_zone(*zone);
  for (std::size_t i = first; i < end; ++i) {
    if (!is_row(i)) continue;
    const Cells cells = split_cells(lines[i].content);
    const auto peeked = stamp_of(cells, columns, clock);
    const std::string_view text = event_of(lines[i], cells, columns);
    const bool digits =
        columns.time < cells.size() && cells[columns.time].find_first_of("0123456789") != std::string_view::npos;
    if (!peeked && digits) clock.note_unread(cells[columns.time], lines[i].number);
    if (!peeked || text.empty()) continue;
    const auto found = clock.accept(*peeked, lines[i].number);
    if (found) entries.push_back({found->stamp, found->end, std::string(text), "", lines[i].number, EntryForm::table});
  }
  return entries;
}

}  // namespace debrief::connectors::archive
