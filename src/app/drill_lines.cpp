// SPDX-License-Identifier: Apache-2.0
#include "app/drill_lines.hpp"

#include "base/nanoseconds.hpp"
#include "features/evidence/logs/line_json.hpp"
#include "features/evidence/logs/round_step.hpp"

#include <algorithm>
#include <chrono>

namespace debrief::app {
namespace {

namespace logs = debrief::logs;
using features::drills::LinesWanted;
using features::evidence::logs::LogSets;
using features::evidence::logs::source_name_of;

/// Absent when there are no lines of such sources.
std::optional<logs::Query> query_of(const LogSets& sets, const logs::LogSet& set, const LinesWanted& wanted) {
  logs::Query query;
  query.text = wanted.words;
  query.from_ns = wanted.from ? to_nanoseconds(*wanted.from) : 0;  // lines without a time are of no time
  query.until_ns = to_nanoseconds(wanted.until) + 1;
  query.mask_key = sets.mask_key();
  query.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  const auto catalogue = set.catalogue();
  for (std::uint32_t source = 0; source < catalogue->sources.size(); ++source)
    if (!wanted.without.contains(source_name_of(catalogue->sources[source]).evidence)) query.sources.push_back(source);
  if (query.sources.empty() || query.until_ns <= query.from_ns) return std::nullopt;
  return query;
}

std::size_t group_of(logs::Level level) { return level >= logs::Level::error ? 0 : level == logs::Level::warning ? 1 : 2; }

}  // namespace

std::vector<features::drills::LogLine> search_drill_lines(LogSets& sets, const LinesWanted& wanted, std::size_t limit) {
  std::vector<features::drills::LogLine> found;
  const auto set = sets.of(wanted.incident).set;
  const auto query = set ? query_of(sets, *set, wanted) : std::nullopt;
  if (!query) return found;
  const auto search = set->search(*query);
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
    if (line.at.time_ns == logs::kNoTime || line.at.time_ns >= query->until_ns) continue;
    if (line.at.source >= catalogue->sources.size()) continue;
    const json::object told = features::evidence::logs::line_json(line, *messages, sets.mask_key());
    const auto source = source_name_of(catalogue->sources[line.at.source]);
    found.push_back({Instant{line.at.time_ns / 1000}, source.evidence, source.name, std::string(json::text_at(told, "text")),
                     std::string(json::text_at(told, "level"))});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return found;
}

std::optional<features::drills::LineChart> chart_drill_lines(LogSets& sets, const LinesWanted& wanted, std::size_t spans) {
  const auto set = sets.of(wanted.incident).set;
  const auto query = set ? query_of(sets, *set, wanted) : std::nullopt;
  if (!query) return std::nullopt;
  const auto search = set->search(*query);
  if (!search) return std::nullopt;
  const std::int64_t step = features::evidence::logs::round_step(query->until_ns - query->from_ns, static_cast<std::int64_t>(spans));
  const std::int64_t begin = query->from_ns - query->from_ns % step;
  const auto messages = set->messages();
  logs::Histogram counts;
  try {
    counts = search->histogram(
        begin, step, static_cast<std::size_t>((query->until_ns - 1 - begin) / step + 1), 3,
        [&](const logs::FoundLine& line) { return group_of(messages->level_of(line.skeleton, line.at.source, line.text)); },
        [&](std::uint32_t skeleton) { return !messages->has_one_level(skeleton); });
  } catch (const logs::SearchTooLong&) {
    return std::nullopt;
  }
  features::drills::LineChart chart{Instant{begin / 1000}, Micros{step / 1000}, {}};
  for (std::size_t i = 0; i + 2 < counts.counts.size(); i += 3)
    chart.spans.push_back({counts.counts[i], counts.counts[i + 1], counts.counts[i + 2]});
  return chart;
}

}  // namespace debrief::app
