// SPDX-License-Identifier: Apache-2.0
#include "base/stamp.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/evidence/logs/desk.hpp"
#include "features/evidence/logs/line_json.hpp"
#include "journal/visibility.hpp"
#include "logs/secrets/secrets.hpp"
#include "routing/request.hpp"

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::FoundLine;
using debrief::logs::kNoTime;
using domain::Action;
using http::Response;

constexpr std::int64_t kMostCorrection = 366LL * 86'400'000;  // milliseconds

struct NamedLine {
  FoundLine line;
  SourceName source;
};
// The line that a body names by source and number.
Result<NamedLine> read_line(json::Fields& in, LogSet& set) {
  const auto source = static_cast<std::uint32_t>(TRY(in.integer("source", 0, UINT32_MAX)));
  const auto line = static_cast<std::uint64_t>(TRY(in.integer("line", 1, INT64_MAX)));
  const auto catalogue = set.catalogue();
  if (source >= catalogue->sources.size()) return not_found("there is no such source of logs").at("/source");
  auto lines = set.lines(source, line - 1, 1);
  if (lines.empty()) return not_found("the source has no such line").at("/line");
  return NamedLine{std::move(lines.front()), source_name_of(catalogue->sources[source])};
}

Result<Response> post_pin(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call, Action::respond));
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const NamedLine named = TRY(read_line(in, *logs.set));
  const auto text = TRY(in.optional_text("text", 2000));
  const bool key_moment = TRY(in.optional_boolean("key_moment")).value_or(false);
  TRY(in.done());
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
  const NamedLine named = TRY(read_line(in, *logs.set));
  const std::string reason(trim(TRY(in.text("reason", 500))));
  TRY(in.done());
  if (reason.size() < 3)
    return invalid("'reason' says nothing")
        .at("/reason")
        .with_help("Say what you need the value for; it is recorded with your name.");
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
  if (zone && !is_time_zone(*zone))
    return invalid("'{}' is no time zone", *zone)
        .at("/zone")
        .with_help("Use a name such as Europe/Berlin, or an offset such as +01:00.");
  const auto incident = TRY(number_in_path(call.request));
  const SourceName name = source_name_of(logs.set->catalogue()->sources[number]);
  json::object told{{"evidence", name.evidence}, {"source", name.name}};
  if (zone) told["zone"] = *zone;
  if (year) told["year"] = *year;
  if (correction) told["correction_ms"] = *correction;
  // The journal keeps it, since an index may be made anew.
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<> {
    TRY(journal::require_incident(tx.db, call.who, Action::respond, incident));
    tx.append({incident, std::string(domain::events::kClockSet), tx.now(), told});
    return {};
  }));
  desk.sets.set_clocks(incident);
  const auto catalogue = logs.set->catalogue();
  Extent extent;
  for (const auto& block : catalogue->blocks)
    if (block->record.source == number) extent.add(block->record);
  debrief::logs::Source source = catalogue->sources[number];
  source.clock = with_clock(source.clock, told);
  return respond(to_json(source, extent));
}

}  // namespace

std::vector<Route> change_routes(const Desk& desk) {
  const auto with = [&](Result<Response> (*answer)(const Desk&, const Call&)) {
    return [desk, answer](Call& call) { return in_time(answer, desk, call); };
  };
  const std::string base = "/api/v1/incidents/{number}/logs";
  return {
      {"PATCH", base + "/sources/{source}", Action::respond, with(patch_source)},
      {"POST", base + "/pins", Action::respond, with(post_pin)},
      {"POST", base + "/unmasked", Action::respond, with(post_unmasked)},
  };
}

}  // namespace debrief::features::evidence::logs
