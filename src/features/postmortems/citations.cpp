// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/citations.hpp"

#include "base/text.hpp"

#include <charconv>
#include <set>
#include <unordered_map>

namespace debrief::features::postmortems {
namespace {

constexpr std::string_view kLink = "](#entry-";
constexpr std::size_t kLongestLabel = 100;

/// The fence that opens or closes a block of code, or an empty view.
std::string_view fence_of(std::string_view line) {
  line = trim(line);
  for (const std::string_view fence : {"```", "~~~"})
    if (line.starts_with(fence)) return fence;
  return {};
}

void find_in_line(std::string_view line, std::vector<CitationMark>& marks, std::set<std::int64_t>& seen) {
  for (std::size_t at = line.find(kLink); at != std::string_view::npos; at = line.find(kLink, at + 1)) {
    const std::size_t open = line.rfind('[', at);
    const char* digits = line.data() + at + kLink.size();
    std::int64_t entry = 0;
    const auto [end, error] = std::from_chars(digits, line.data() + line.size(), entry);
    const bool closed = end != line.data() + line.size() && *end == ')';
    const bool escaped = open != std::string_view::npos && open > 0 && line[open - 1] == '\\';
    if (open == std::string_view::npos || escaped || error != std::errc{} || !closed || entry < 1) continue;
    if (seen.insert(entry).second)
      marks.push_back({shorten(line.substr(open + 1, at - open - 1), kLongestLabel), entry});
  }
}

}  // namespace

std::vector<CitationMark> find_citations(std::string_view markdown) {
  std::vector<CitationMark> marks;
  std::set<std::int64_t> seen;
  std::string_view fence;
  for (const std::string_view line : split_lines(markdown)) {
    const std::string_view here = fence_of(line);
    if (fence.empty() && here.empty()) find_in_line(line, marks, seen);
    else if (fence.empty()) fence = here;
    else if (here == fence) fence = {};
  }
  return marks;
}

std::vector<Citation> resolve(const std::vector<CitationMark>& marks,
                              const std::vector<domain::TimelineEntry>& entries) {
  std::unordered_map<std::int64_t, const domain::TimelineEntry*> by_id;
  for (const auto& entry : entries) by_id.emplace(entry.id, &entry);
  std::vector<Citation> citations;
  for (const CitationMark& mark : marks)
    if (const auto found = by_id.find(mark.entry); found != by_id.end())
      citations.push_back({mark.label, *found->second});
  return citations;
}

std::string origin_of(const domain::TimelineEntry& entry) {
  std::string from = entry.origin;
  if (entry.locator) from += ", " + *entry.locator;
  if (entry.original_time) from += ", written as " + *entry.original_time;
  if (entry.time_note) from += ", " + *entry.time_note;
  return from;
}

}  // namespace debrief::features::postmortems
