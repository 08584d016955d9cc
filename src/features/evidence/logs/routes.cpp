// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/routes.hpp"

#include "base/stamp.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/evidence/logs/findings.hpp"
#include "features/evidence/logs/line_json.hpp"
#include "features/evidence/logs/request.hpp"
#include "features/evidence/store.hpp"
#include "journal/visibility.hpp"
#include "logs/secrets/secrets.hpp"
#include "routing/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
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
constexpr std::int64_t kMostCorrection = 366LL * 86'400'000;  // milliseconds

struct Desk {
  journal::Journal& journal;
  LogSets& sets;
  Ports ports;
};

// The logs of the incident in the path, if the caller may do `action` with it.
Result<IncidentLogs> logs_of(const Desk& desk, const Call& call, Action action = Action::read) {
  const auto number = TRY(number_in_path(call.request));
  TRY(desk.journal.database().read(
      [&](db::Connection& db) { return journal::require_incident(db, call.who, action, number); }));
  return desk.sets.of(number);
}

struct Extent {
  std::int64_t lines = 0, bytes = 0;
  std::int64_t from = kNoTime, until = kNoTime;
  void add(const debrief::logs::BlockRecord& block) {
    lines += block.summary.lines;
    bytes += static_cast<std::int64_t>(block.summary.raw_bytes);
    if (block.from_ns == kNoTime) return;
    from = from == kNoTime ? block.from_ns : std::min(from, block.from_ns);
    until = std::max(until, block.until_ns);
  }
};

json::object to_json(const debrief::logs::Source& source, const Extent& extent) {
  const SourceName name = source_name_of(source);
  return {{"id", source.number},
          {"name", name.name},
          {"evidence", name.evidence},
          {"format", source.format},
          {"lines", extent.lines},
          {"bytes", extent.bytes},
          {"from", time_json(extent.from)},
          {"until", time_json(extent.until)},
          {"zone", source.clock.zone},
          {"zone_inferred", source.clock.zone_inferred},
          {"year", source.clock.year ? json::value(*source.clock.year) : json::value(nullptr)},
          {"year_inferred", source.clock.year_inferred},
          {"correction_ms", source.clock.correction_ns / 1'000'000}};
}

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
  auto search = TRY(logs.set->search(TRY(query_of(call.request, desk.sets.mask_key()))));
  debrief::logs::Page page = search.page(from, limit, before.has_value());
  if (before) std::reverse(page.lines.begin(), page.lines.end());
  return page_of(desk, *logs.set, page.lines, page.more);
}

Result<std::uint32_t> source_in_path(const Call& call, const LogSet& set) {
  const std::string& text = call.request.parameter("source");
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number >= set.catalogue()->sources.size())
    return not_found("there is no such source of logs");
  return number;
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
  const auto query = TRY(query_of(call.request, desk.sets.mask_key()));
  auto search = TRY(logs.set->search(query));
  const auto catalogue = logs.set->catalogue();
  Extent all;
  for (const auto& block : catalogue->blocks) all.add(block->record);
  if (all.from == kNoTime)
    return respond({{"from", nullptr}, {"step_ms", 1000}, {"spans", json::array()}, {"total", search.count()}});
  const std::int64_t from = std::max(all.from, query.from_ns);
  const std::int64_t until = std::max(from + 1, std::min(all.until + 1, query.until_ns));
  const std::int64_t step = round_step(until - from, wanted);
  const std::int64_t begin = from / step * step;
  const auto spans = static_cast<std::size_t>((until - 1 - begin) / step + 1);
  const auto messages = logs.set->messages();
  const auto counts = search.histogram(begin, step, spans, kLevels, [&](std::uint32_t skeleton) {
    const auto* message = messages->find(skeleton);
    return message == nullptr ? 0 : static_cast<std::size_t>(message->level);
  });
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

std::string locator_of(const SourceName& name, std::uint64_t line) {
  // A member of an archive is named, since the evidence is the archive.
  return fmt::format("{} line {}", name.name, line + 1);
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
  const Findings found = baseline == "before" ? find_in(*logs.set, *window, baseline_before(*window), "before")
                                              : find_in(*logs.set, *window, baseline_day_before(*window),
                                                        "the same hours of the day before");
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

struct NamedLine {
  FoundLine line;
  SourceName source;
};
// The line that a body names by source and number.
Result<NamedLine> line_of(LogSet& set, std::int64_t source, std::int64_t line) {
  const auto catalogue = set.catalogue();
  if (source < 0 || static_cast<std::size_t>(source) >= catalogue->sources.size())
    return not_found("there is no such source of logs").at("/source");
  auto lines = line < 1 ? std::vector<FoundLine>()
                        : set.lines(static_cast<std::uint32_t>(source), static_cast<std::uint64_t>(line - 1), 1);
  if (lines.empty()) return not_found("the source has no such line").at("/line");
  return NamedLine{std::move(lines.front()), source_name_of(catalogue->sources[static_cast<std::size_t>(source)])};
}

Result<Response> post_pin(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call, Action::respond));
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto source = TRY(in.integer("source", 0, UINT32_MAX));
  const auto line = TRY(in.integer("line", 1, INT64_MAX));
  const auto text = TRY(in.optional_text("text", 2000));
  const bool key_moment = TRY(in.optional_boolean("key_moment")).value_or(false);
  TRY(in.done());
  const NamedLine named = TRY(line_of(*logs.set, source, line));
  const std::string shown = shorten(to_utf8(debrief::logs::mask(named.line.text, desk.sets.mask_key())), 2000);
  const bool timed = named.line.at.time_ns != kNoTime;
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(journal::require_incident(tx.db, call.who, Action::respond, number));
    const Instant at = timed ? Instant{named.line.at.time_ns / 1000} : tx.now();
    const std::int64_t position =
        tx.append(
              {number,
               std::string(domain::events::kEntryRead),
               at,
               {{"kind", "observation"},
                {"text", text.value_or(shown)},
                {"actor", nullptr},
                {"origin", "log " + named.source.name},
                {"evidence", named.source.evidence},
                {"locator", locator_of(named.source, named.line.at.line)},
                {"original_time", timed ? json::value(to_rfc3339(at)) : json::value("")},
                {"time_note", timed ? json::value(nullptr) : json::value("the line has no time: that of pinning it")},
                {"ended_at", nullptr},
                {"key_moment", key_moment}}})
            .position;
    return respond({{"entry", std::to_string(position)}}, 201);
  });
}

Result<Response> post_unmasked(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call, Action::respond));
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto source = TRY(in.integer("source", 0, UINT32_MAX));
  const auto line = TRY(in.integer("line", 1, INT64_MAX));
  const std::string reason(trim(TRY(in.text("reason", 500))));
  TRY(in.done());
  if (reason.size() < 3)
    return invalid("'reason' says nothing")
        .at("/reason")
        .with_help("Say what you need the value for; it is recorded with your name.");
  const NamedLine named = TRY(line_of(*logs.set, source, line));
  // Recorded before anything is shown.
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<> {
    TRY(journal::require_incident(tx.db, call.who, Action::respond, number));
    tx.append({number,
               std::string(domain::events::kLineUnmasked),
               tx.now(),
               {{"evidence", named.source.evidence},
                {"locator", locator_of(named.source, named.line.at.line)},
                {"reason", reason}}});
    return {};
  }));
  return respond({{"text", shorten(to_utf8(named.line.text), kLongestShown)}});
}

Result<Response> patch_source(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call, Action::respond));
  const auto number = TRY(source_in_path(call, *logs.set));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto zone = TRY(in.optional_text("zone", 100));
  const auto year = TRY(in.optional_integer("year", 1970, 2100));
  const auto correction = TRY(in.optional_integer("correction_ms", -kMostCorrection, kMostCorrection));
  TRY(in.done());
  auto clock = logs.set->catalogue()->sources[number].clock;
  if (zone) {
    if (!is_time_zone(*zone))
      return invalid("'{}' is no time zone", *zone)
          .at("/zone")
          .with_help("Use a name such as Europe/Berlin, or an offset such as +01:00.");
    clock.zone = *zone;
    clock.zone_inferred = false;
  }
  if (year) {
    clock.year = static_cast<int>(*year);
    clock.year_inferred = false;
  }
  if (correction) clock.correction_ns = *correction * 1'000'000;
  logs.set->change_clock(number, clock);
  Extent extent;
  for (const auto& block : logs.set->catalogue()->blocks)
    if (block->record.source == number) extent.add(block->record);
  return respond(to_json(logs.set->catalogue()->sources[number], extent));
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, LogSets& sets, Ports ports) {
  const Desk desk{journal, sets, std::move(ports)};
  const auto with = [&](Result<Response> (*answer)(const Desk&, const Call&)) {
    return [desk, answer](Call& call) { return answer(desk, call); };
  };
  const std::string base = "/api/v1/incidents/{number}/logs";
  return {
      {"GET", base, Action::read, with(get_logs)},
      {"GET", base + "/lines", Action::read, with(get_lines)},
      {"GET", base + "/sources/{source}/lines", Action::read, with(get_source_lines)},
      {"PATCH", base + "/sources/{source}", Action::respond, with(patch_source)},
      {"GET", base + "/histogram", Action::read, with(get_histogram)},
      {"GET", base + "/templates", Action::read, with(get_templates)},
      {"GET", base + "/findings", Action::read, with(get_findings)},
      {"POST", base + "/pins", Action::respond, with(post_pin)},
      {"POST", base + "/unmasked", Action::respond, with(post_unmasked)},
  };
}

}  // namespace debrief::features::evidence::logs
