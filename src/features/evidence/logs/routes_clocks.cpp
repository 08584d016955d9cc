// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/desk.hpp"
#include "features/evidence/logs/findings.hpp"
#include "features/evidence/logs/line_json.hpp"
#include "logs/compare/clock_offsets.hpp"
#include "routing/request.hpp"

#include <string_view>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::FoundLine;
using debrief::logs::SharedRequest;
using domain::Action;
using http::Response;

// The line of a source that named the request at this time.
std::optional<FoundLine> line_of(LogSet& set, std::uint32_t source, std::int64_t at_ns, std::uint64_t request) {
  debrief::logs::Query query;
  query.masked = false;
  query.sources = {source};
  query.from_ns = at_ns;
  query.until_ns = at_ns + 1;
  query.deadline = search_deadline();
  auto search = set.search(query);
  if (!search) return std::nullopt;
  for (FoundLine& line : search->page(std::nullopt, 100).lines) {
    const auto id = debrief::logs::find_request_id(line.text);
    if (id && std::hash<std::string_view>{}(*id) == request) return std::move(line);
  }
  return std::nullopt;
}

json::array examples_json(LogSet& set, const LineTeller& teller, const debrief::logs::SuspectedClock& clock) {
  json::array examples;
  for (const SharedRequest& one : clock.examples) {
    const auto here = line_of(set, clock.source, one.here_ns, one.request);
    const auto there = line_of(set, clock.reference, one.reference_ns, one.request);
    if (here && there)
      examples.push_back(json::object{{"line", teller.tell(*here)}, {"reference_line", teller.tell(*there)}});
  }
  return examples;
}

Result<Response> get_clocks(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto catalogue = logs.set->catalogue();
  const auto extent = extent_of(*catalogue);
  json::array items;
  if (extent && catalogue->sources.size() > 1) {
    const LineTeller teller(desk, call, *logs.set);
    for (const auto& clock :
         debrief::logs::find_suspected_clocks(logs.set->request_lines(*extent, search_deadline()))) {
      const std::int64_t now_ns = catalogue->sources[clock.source].clock.correction_ns;
      items.push_back(json::object{{"source", clock.source},
                                   {"reference", clock.reference},
                                   {"offset_ms", clock.offset.correction_ns / 1'000'000},
                                   {"spread_ms", clock.offset.spread_ns / 1'000'000},
                                   {"correction_ms", (now_ns + clock.offset.correction_ns) / 1'000'000},
                                   {"requests", clock.offset.events},
                                   {"examples", examples_json(*logs.set, teller, clock)}});
    }
  }
  return respond({{"items", std::move(items)}});
}

}  // namespace

std::vector<Route> clock_routes(const Desk& desk) {
  return {{"GET", "/api/v1/incidents/{number}/logs/clocks", Action::read,
           [desk](Call& call) { return in_time(get_clocks, desk, call); }}};
}

}  // namespace debrief::features::evidence::logs
