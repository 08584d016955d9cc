// SPDX-License-Identifier: Apache-2.0
#include "app/drill_lines.hpp"

#include "features/evidence/logs/line_json.hpp"

#include <algorithm>
#include <chrono>

namespace debrief::app {

namespace logs = debrief::logs;

std::vector<features::drills::LogLine> search_drill_lines(features::evidence::logs::LogSets& sets, std::int64_t incident,
                                                          std::string_view words, Instant until, std::size_t limit) {
  std::vector<features::drills::LogLine> found;
  const auto set = sets.of(incident).set;
  if (!set) return found;
  logs::Query query;
  query.text = std::string(words);
  query.until_ns = until.micros * 1000 + 1;
  query.from_ns = 0;  // lines without a time are of no time
  query.mask_key = sets.mask_key();
  query.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  const auto search = set->search(query);
  if (!search) return found;
  logs::Page page;
  try {
    page = search->page(std::nullopt, limit, true);
  } catch (const logs::SearchTooLong&) {
    return found;
  }
  const auto messages = set->messages();
  const auto catalogue = set->catalogue();
  for (const auto& line : page.lines) {
    if (line.at.time_ns == logs::kNoTime || line.at.time_ns > query.until_ns) continue;
    const json::object told = features::evidence::logs::line_json(line, *messages, sets.mask_key());
    if (line.at.source >= catalogue->sources.size()) continue;
    const auto source = features::evidence::logs::source_name_of(catalogue->sources[line.at.source]);
    found.push_back({Instant{line.at.time_ns / 1000}, source.evidence, source.name, std::string(json::text_at(told, "text"))});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return found;
}

}  // namespace debrief::app
