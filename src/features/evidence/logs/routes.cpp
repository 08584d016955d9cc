// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/routes.hpp"

#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/evidence/logs/desk.hpp"
#include "features/evidence/logs/findings.hpp"
#include "features/evidence/logs/line_json.hpp"
#include "features/evidence/logs/request.hpp"
#include "logs/secrets/secrets.hpp"
#include "routing/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <limits>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::FoundLine;
using debrief::logs::kNoTime;
using debrief::logs::Level;
using domain::Action;
using http::Response;

constexpr std::size_t kLevels = 8;
constexpr std::size_t kLinesOfFinding = 3;
constexpr std::size_t kMostFindings = 100;

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

Response page_of(const Desk& desk, LogSet& set, const std::vector<FoundLine>& lines, bool more) {
  const auto messages = set.messages();
  json::array items;
  for (const FoundLine& line : lines) items.push_back(line_json(line, *messages, desk.sets.mask_key()));
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
  return page_of(desk, *logs.set, page.lines, page.more);
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
  return page_of(desk, *logs.set, lines, more);
}

// The smallest round length of which `spans` cover the time.
std::int64_t round_step(std::int64_t length_ns, std::int64_t spans) {
  static constexpr std::int64_t second = 1'000'000'000;
  static constexpr std::array<std::int64_t, 26> steps{
      second / 1000,      second / 200,    second / 100,    second / 20,     second / 10,
      second / 5,         second / 2,      second,          2 * second,      5 * second,
      10 * second,        15 * second,     30 * second,     60 * second,     120 * second,
      300 * second,       600 * second,    900 * second,    1800 * second,   3600 * second,
      7200 * second,      10'800 * second, 21'600 * second, 43'200 * second, 86'400 * second,
      7 * 86'400 * second};
  for (const std::int64_t step : steps)
    if (length_ns / step < spans) return step;
  return (length_ns / spans / steps.back() + 1) * steps.back();
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

Result<Response> get_templates(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto messages = logs.set->messages();
  struct Row {
    std::uint64_t lines = 0;
    Level level = Level::unknown;
    std::vector<std::uint32_t> sources;
    std::uint32_t example = 0;
  };
  std::vector<Row> rows(messages->templates().size());
  for (std::uint32_t skeleton = 0; skeleton < messages->size(); ++skeleton) {
    const auto& message = *messages->find(skeleton);
    Row& row = rows[message.template_number];
    if (row.lines == 0) row.example = skeleton;
    row.lines += message.lines;
    row.level = std::max(row.level, message.level);
    for (const std::uint32_t source : message.sources)
      if (std::find(row.sources.begin(), row.sources.end(), source) == row.sources.end()) row.sources.push_back(source);
  }
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rows[a].lines > rows[b].lines; });
  static constexpr std::size_t most = 5000;
  json::array items;
  for (const std::size_t i : order) {
    if (rows[i].lines == 0 || items.size() == most) break;
    const auto& one = messages->templates()[i];
    const std::string& key = desk.sets.mask_key();
    items.push_back(json::object{
        {"id", debrief::logs::id_text(one.id)},
        {"text", shorten(to_utf8(debrief::logs::mask(one.text, key)), 1000)},
        {"level", debrief::logs::name_of(rows[i].level)},
        {"lines", rows[i].lines},
        {"sources", json::array(rows[i].sources.begin(), rows[i].sources.end())},
        {"example", shorten(to_utf8(debrief::logs::mask(logs.set->skeletons()[rows[i].example].example, key)), 1000)}});
  }
  return respond({{"items", std::move(items)}});
}

// Sources are told apart by the evidence that they came from, which means nothing to people.
std::string without_evidence(std::string text, const std::string& source) {
  const std::string shown = source.substr(std::min(source.find('/') + 1, source.size()));
  if (shown == source) return text;
  for (std::size_t at = text.find(source); at != std::string::npos; at = text.find(source, at + shown.size()))
    text.replace(at, source.size(), shown);
  return text;
}

json::object window_json(const Window& window) {
  return {{"from", time_json(window.from_ns)}, {"until", time_json(window.until_ns)}};
}

// The entries of the timeline that came from lines, by evidence and locator.
std::map<std::pair<std::string, std::string>, std::int64_t> pins_of(journal::Journal& journal, std::int64_t number) {
  std::map<std::pair<std::string, std::string>, std::int64_t> pins;
  std::int64_t after = 0;
  for (auto facts = journal.list_after(after, 1000, number); !facts.empty();
       facts = journal.list_after(after, 1000, number)) {
    for (const auto& fact : facts) {
      if (fact.kind != domain::events::kEntryRead) continue;
      const auto* evidence = fact.data.if_contains("evidence");
      const auto* locator = fact.data.if_contains("locator");
      if (evidence != nullptr && locator != nullptr && evidence->is_string() && locator->is_string())
        pins[{std::string(evidence->as_string()), std::string(locator->as_string())}] = fact.position;
    }
    after = facts.back().position;
  }
  return pins;
}

Result<Response> get_findings(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto number = TRY(number_in_path(call.request));
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  const auto from = TRY(moment_of(call.request, "from"));
  const auto until = TRY(moment_of(call.request, "until"));
  const std::string baseline = call.request.query_value("baseline").value_or("before");
  if (baseline != "before" && baseline != "day_before")
    return invalid("'baseline' is neither before nor day_before").at("/baseline");
  auto window = window_of(incident, *logs.set->catalogue());
  if (!window)
    return respond({{"window", nullptr}, {"baseline", nullptr}, {"items", json::array()}, {"suspects", json::array()}});
  if (from) window->from_ns = *from;
  if (until) window->until_ns = *until;
  if (window->from_ns >= window->until_ns) return invalid("the window ends before it begins").at("/until");
  const Findings found = baseline == "before"
                             ? find_in(*logs.set, *window, baseline_before(*window), "before", search_deadline())
                             : find_in(*logs.set, *window, baseline_day_before(*window),
                                       "the same hours of the day before", search_deadline());
  const auto catalogue = logs.set->catalogue();
  const auto messages = logs.set->messages();
  const auto pins = pins_of(desk.journal, number);
  json::array items, suspects;
  for (const auto& finding : found.items) {
    if (items.size() == kMostFindings) break;
    json::array lines;
    json::value pinned, source;
    for (const FoundLine& line : lines_of(*logs.set, finding, kLinesOfFinding)) {
      const SourceName name = source_name_of(catalogue->sources[line.at.source]);
      if (const auto pin = pins.find({name.evidence, locator_of(name, line.at.line)}); pin != pins.end())
        pinned = std::to_string(pin->second);
      if (source.is_null()) source = line.at.source;
      lines.push_back(line_json(line, *messages, desk.sets.mask_key()));
    }
    const std::string text = without_evidence(finding.why, finding.source);
    items.push_back(
        json::object{{"kind", debrief::logs::name_of(finding.kind)},
                     {"text", to_utf8(debrief::logs::mask(text, desk.sets.mask_key()))},
                     {"template", finding.template_id == 0 ? json::value(nullptr)
                                                           : json::value(debrief::logs::id_text(finding.template_id))},
                     {"source", source},
                     {"level", debrief::logs::name_of(static_cast<Level>(finding.level))},
                     {"from", time_json(finding.from_ns)},
                     {"until", time_json(finding.until_ns)},
                     {"score", finding.score},
                     {"lines", std::move(lines)},
                     {"pinned", pinned}});
  }
  for (const auto& suspect : found.suspects)
    suspects.push_back(json::object{{"name", without_evidence(suspect.name, suspect.name)},
                                    {"score", suspect.score},
                                    {"why", to_utf8(without_evidence(suspect.why, suspect.name))}});
  return respond({{"window", window_json(found.window)},
                  {"baseline", window_json(found.baseline)},
                  {"items", std::move(items)},
                  {"suspects", std::move(suspects)}});
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, LogSets& sets, Ports ports) {
  const Desk desk{journal, sets, std::move(ports)};
  const auto with = [&](Result<Response> (*answer)(const Desk&, const Call&)) {
    return [desk, answer](Call& call) { return in_time(answer, desk, call); };
  };
  const std::string base = "/api/v1/incidents/{number}/logs";
  std::vector<Route> table{
      {"GET", base, Action::read, with(get_logs)},
      {"GET", base + "/lines", Action::read, with(get_lines)},
      {"GET", base + "/sources/{source}/lines", Action::read, with(get_source_lines)},
      {"GET", base + "/histogram", Action::read, with(get_histogram)},
      {"GET", base + "/templates", Action::read, with(get_templates)},
      {"GET", base + "/findings", Action::read, with(get_findings)},
  };
  for (auto& more : {change_routes(desk), batch_routes(desk), text_routes(desk)})
    table.insert(table.end(), more.begin(), more.end());
  return table;
}

}  // namespace debrief::features::evidence::logs
