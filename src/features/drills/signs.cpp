// SPDX-License-Identifier: Apache-2.0
#include "features/drills/signs.hpp"
#include "features/drills/drill_json.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <algorithm>

namespace debrief::features::drills {
namespace {

constexpr std::size_t kFound = 10;
constexpr std::size_t kNewest = 80;
constexpr std::size_t kSpans = 90;
constexpr std::size_t kLongestLine = 2000;  // bytes

/// Absent for incidents without logs of their own.
Result<std::optional<LinesWanted>> lines_of(const Desk& desk, const domain::Principal& who, const Drill& drill, Instant until) {
  const auto incident = TRY(desk.ports.get_incident(who, *drill.incident));
  if (told_afterwards(incident)) return std::optional<LinesWanted>();
  LinesWanted wanted;
  wanted.incident = *drill.incident;
  wanted.until = until;
  for (const auto& item : TRY(desk.ports.list_evidence(who, *drill.incident)).items)
    if (item.format) wanted.without.insert(item.id);
  return std::optional(std::move(wanted));
}

json::array newest_lines(const Desk& desk, const LinesWanted& wanted, std::size_t limit) {
  json::array lines;
  if (!desk.ports.search_lines) return lines;
  for (const auto& line : desk.ports.search_lines(wanted, limit))
    if (!wanted.without.contains(line.evidence) && line.at <= wanted.until)
      lines.push_back(json::object{{"at", to_rfc3339(line.at)},
                                   {"source", line.source},
                                   {"level", line.level},
                                   {"text", shorten(line.text, kLongestLine)}});
  return lines;
}

}  // namespace

Result<json::object> signs_json(const Desk& desk, const domain::Principal& who, const Drill& drill) {
  const Instant at = drill.clock.at(desk.journal.clock().now());
  const Instant until = drill.ended_at ? std::max(at, drill.window.until) : at;
  const Instant from = drill.window.from - kBefore;
  json::object document{{"from", to_rfc3339(from)}, {"until", to_rfc3339(until)}, {"step_ms", 0}};
  json::array spans, lines;
  auto wanted = TRY(lines_of(desk, who, drill, until));
  if (wanted) {
    wanted->from = from;
    lines = newest_lines(desk, *wanted, kNewest);
    const auto chart = desk.ports.chart_lines ? desk.ports.chart_lines(*wanted, kSpans) : std::nullopt;
    if (chart) {
      document["from"] = to_rfc3339(chart->from);
      document["step_ms"] = std::chrono::duration_cast<std::chrono::milliseconds>(chart->step).count();
      for (const auto& span : chart->spans) spans.push_back(json::array(span.begin(), span.end()));
    }
  }
  document["spans"] = std::move(spans);
  document["lines"] = std::move(lines);
  return document;
}

Result<std::string> found_for(const Desk& desk, const domain::Principal& who, const Drill& drill, const std::string& words) {
  const auto incident = TRY(desk.ports.get_incident(who, *drill.incident));
  const Instant at = drill.clock.at(desk.journal.clock().now());
  const Replay replay = TRY(replay_for(desk.ports, who, drill, at));
  json::array entries, lines;
  for (const auto& entry : search_entries(replay.shown, words, kFound))
    entries.emplace_back(entry_json(entry, told_afterwards(incident)));
  auto wanted = TRY(lines_of(desk, who, drill, at));
  if (wanted) {
    wanted->words = words;
    lines = newest_lines(desk, *wanted, kFound);
  }
  return json::write(json::object{{"entries", std::move(entries)}, {"lines", std::move(lines)}});
}

}  // namespace debrief::features::drills
