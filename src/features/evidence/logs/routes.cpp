// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/routes.hpp"

#include "features/evidence/logs/desk.hpp"
#include "features/evidence/logs/line_json.hpp"
#include "features/evidence/logs/request.hpp"
#include "features/evidence/logs/round_step.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::FoundLine;
using debrief::logs::kNoTime;
using debrief::logs::Level;
using domain::Action;
using http::Response;

constexpr std::size_t kLevels = 8;

json::object to_json(const Pending& pending) {
  static constexpr std::array states{"queued", "reading", "failed"};
  json::object out{{"evidence", pending.evidence},
                   {"name", pending.name},
                   {"state", states.at(static_cast<std::size_t>(pending.state))},
                   {"read_bytes", pending.read_bytes},
                   {"total_bytes", pending.total_bytes}};
  if (!pending.problem.empty()) out["problem"] = pending.problem;
  return out;
}

Result<Response> get_logs(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto catalogue = logs.set->catalogue();
  std::vector<Extent> extents(catalogue->sources.size());
  Extent all;
  for (const auto& block : catalogue->blocks) {
    extents[block->record.source].add(block->record);
    all.add(block->record);
  }
  json::array sources, indexing;
  for (const auto& source : catalogue->sources) sources.push_back(to_json(source, extents[source.number]));
  for (const Pending& pending : logs.pending) indexing.push_back(to_json(pending));
  return respond({{"sources", std::move(sources)},
                  {"indexing", std::move(indexing)},
                  {"lines", all.lines},
                  {"bytes", all.bytes},
                  {"stored_bytes", catalogue->stored_bytes()},
                  {"from", time_json(all.from)},
                  {"until", time_json(all.until)}});
}

Response page_of(const Desk& desk, const Call& call, LogSet& set, const std::vector<FoundLine>& lines, bool more) {
  const LineTeller teller(desk, call, set);
  json::array items;
  for (const FoundLine& line : lines) items.push_back(teller.tell(line));
  return respond({{"items", std::move(items)}, {"more", more}});
}

Result<Response> get_lines(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto limit = static_cast<std::size_t>(TRY(limit_of(call.request, 200, 1000)));
  const auto after = call.request.query_value("after");
  const auto before = call.request.query_value("before");
  if (after && before) return invalid("'after' and 'before' cannot be given together").at("/after");
  std::optional<debrief::logs::Position> from;
  if (after) from = TRY(read_cursor(*after));
  if (before) from = TRY(read_cursor(*before));
  auto query = TRY(query_of(call.request, desk.sets.mask_key()));
  query.deadline = search_deadline();
  auto search = TRY(logs.set->search(query));
  debrief::logs::Page page = search.page(from, limit, before.has_value());
  if (before) std::reverse(page.lines.begin(), page.lines.end());
  return page_of(desk, call, *logs.set, page.lines, page.more);
}

Result<Response> get_source_lines(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto source = TRY(source_in_path(call, *logs.set));
  const auto limit = static_cast<std::size_t>(TRY(limit_of(call.request, 100, 1000)));
  const auto first = TRY(integer_of(call.request, "first")).value_or(1);
  if (first < 1) return invalid("'first' counts from 1").at("/first");
  auto lines = logs.set->lines(source, static_cast<std::uint64_t>(first - 1), limit + 1);
  const bool more = lines.size() > limit;
  if (more) lines.pop_back();
  return page_of(desk, call, *logs.set, lines, more);
}

Result<Response> get_histogram(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto wanted = TRY(integer_of(call.request, "spans")).value_or(120);
  if (wanted < 1 || wanted > 1000) return invalid("'spans' lies between 1 and 1000").at("/spans");
  auto query = TRY(query_of(call.request, desk.sets.mask_key()));
  query.deadline = search_deadline();
  auto search = TRY(logs.set->search(query));
  const auto catalogue = logs.set->catalogue();
  Extent all;
  for (const auto& block : catalogue->blocks) all.add(block->record);
  if (all.from == kNoTime)
    return respond({{"from", nullptr}, {"step_ms", 1000}, {"spans", json::array()}, {"total", search.count()}});
  const std::int64_t from = std::max(all.from, query.from_ns);
  const std::int64_t until = std::max(from + 1, std::min(all.until + 1, query.until_ns));
  const std::int64_t step = round_step(until - from, wanted);
  const std::int64_t begin = from - ((from % step) + step) % step;
  const auto spans = static_cast<std::size_t>((until - 1 - begin) / step + 1);
  const auto messages = logs.set->messages();
  const auto counts = search.histogram(
      begin, step, spans, kLevels,
      [&](const FoundLine& line) {
        return static_cast<std::size_t>(messages->level_of(line.skeleton, line.at.source, line.text));
      },
      [&](std::uint32_t skeleton) { return !messages->has_one_level(skeleton); });
  json::array columns;
  std::array<std::uint64_t, kLevels> levels{};
  for (std::size_t span = 0; span < spans; ++span) {
    json::array column;
    for (std::size_t level = 0; level < kLevels; ++level) {
      levels[level] += counts.counts[span * kLevels + level];
      column.push_back(counts.counts[span * kLevels + level]);
    }
    columns.push_back(std::move(column));
  }
  json::array sources;
  for (std::size_t source = 0; source < counts.sources.size(); ++source)
    if (counts.sources[source] != 0)
      sources.push_back(json::object{{"source", source}, {"lines", counts.sources[source]}});
  return respond({{"from", time_json(begin)},
                  {"step_ms", step / 1'000'000},
                  {"spans", std::move(columns)},
                  {"total", counts.total},
                  {"levels", json::array(levels.begin(), levels.end())},
                  {"sources", std::move(sources)}});
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, LogSets& sets, Ports ports) {
  const Desk desk{journal, sets, std::move(ports), std::make_shared<Pins>(journal)};
  const auto with = [&](Result<Response> (*answer)(const Desk&, const Call&)) {
    return [desk, answer](Call& call) { return in_time(answer, desk, call); };
  };
  const std::string base = "/api/v1/incidents/{number}/logs";
  std::vector<Route> table{
      {"GET", base, Action::read, with(get_logs)},
      {"GET", base + "/lines", Action::read, with(get_lines)},
      {"GET", base + "/sources/{source}/lines", Action::read, with(get_source_lines)},
      {"GET", base + "/histogram", Action::read, with(get_histogram)},
  };
  for (auto& more : {change_routes(desk), batch_routes(desk), text_routes(desk), template_routes(desk),
                     finding_routes(desk), clock_routes(desk)})
    table.insert(table.end(), more.begin(), more.end());
  return table;
}

}  // namespace debrief::features::evidence::logs
