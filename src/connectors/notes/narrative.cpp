// SPDX-License-Identifier: Apache-2.0
#include "connectors/notes/notes.hpp"

#include "base/stamp.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace debrief::connectors::notes {
namespace {

constexpr std::array<std::string_view, 24> kPlainWords{
    "timeline", "notes", "note",   "handover", "summary",    "incident", "of",     "the",
    "for",      "log",   "agenda", "minutes",  "postmortem", "report",   "review", "meeting",
    "shift",    "call",  "scribe", "events",   "chronology", "on-call",  "draft",  "history"};

bool is_plain(std::string_view word) {
  const std::string lower = to_lower(word);
  if (lower.find_first_not_of("0123456789-.:/#()") == std::string::npos) return true;
  return std::find(kPlainWords.begin(), kPlainWords.end(), lower) != kPlainWords.end();
}

}  // namespace

std::size_t heading_level(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  return level >= 1 && level <= 6 && (level == line.size() || line[level] == ' ') ? level : 0;
}

bool is_title(std::string_view heading) {
  std::string rest(trim(heading));
  if (const auto date = find_stamp(rest, StampContext{})) rest.erase(date->position, date->length);
  const auto words = split(rest, ' ');
  return std::any_of(words.begin(), words.end(), [](std::string_view word) { return !is_plain(word); });
}

std::string tidy_narrative(std::string_view text, const std::optional<std::string>& title) {
  const std::vector<std::string_view> lines = split_lines(text);
  std::vector<std::string_view> kept;  // last line first
  std::size_t below = 7;  // level of the heading that stands below with nothing between; 7: text does not end
  bool empty_below = true;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::size_t level = heading_level(*line);
    const bool is_blank = trim(*line).empty();
    if (is_blank && (kept.empty() || trim(kept.back()).empty())) continue;
    if (level > 0) {
      if (empty_below || (below != 7 && level >= below)) continue;
      below = level;
    } else if (!is_blank) {
      below = 7;
      empty_below = false;
    }
    kept.push_back(*line);
  }
  std::string narrative;
  bool title_seen = false;
  for (auto line = kept.rbegin(); line != kept.rend(); ++line) {
    if (!title_seen && title && heading_level(*line) > 0 && trim(line->substr(heading_level(*line))) == *title) {
      title_seen = true;
      continue;
    }
    narrative += std::string(*line) + "\n";
  }
  return std::string(trim(narrative));
}

}  // namespace debrief::connectors::notes
