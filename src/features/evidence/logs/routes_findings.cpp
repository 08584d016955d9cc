// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "features/evidence/logs/desk.hpp"
#include "features/evidence/logs/findings.hpp"
#include "features/evidence/logs/line_json.hpp"
#include "features/evidence/logs/request.hpp"
#include "logs/secrets/secrets.hpp"
#include "routing/request.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::FoundLine;
using debrief::logs::Level;
using domain::Action;
using http::Response;

constexpr std::size_t kLinesOfFinding = 3;
constexpr std::size_t kMostFindings = 100;

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

json::object finding_json(const Desk& desk, const LineTeller& teller, LogSet& set,
                          const debrief::logs::Finding& finding) {
  json::array lines;
  json::value pinned, source;
  for (const FoundLine& line : lines_of(set, finding, kLinesOfFinding)) {
    if (const auto pin = teller.find_pin(line)) pinned = std::to_string(*pin);
    if (source.is_null()) source = line.at.source;
    lines.push_back(teller.tell(line));
  }
  const std::string text = without_evidence(finding.why, finding.source);
  return {{"kind", debrief::logs::name_of(finding.kind)},
          {"text", to_utf8(debrief::logs::mask(text, desk.sets.mask_key()))},
          {"template",
           finding.template_id == 0 ? json::value(nullptr) : json::value(debrief::logs::id_text(finding.template_id))},
          {"source", source},
          {"level", debrief::logs::name_of(static_cast<Level>(finding.level))},
          {"from", time_json(finding.from_ns)},
          {"until", time_json(finding.until_ns)},
          {"score", finding.score},
          {"lines", std::move(lines)},
          {"pinned", pinned}};
}

Result<Findings> against_incident(const Desk& desk, const Call& call, LogSet& set, const Window& window) {
  const auto number = TRY(integer_of(call.request, "incident"));
  if (!number || *number == TRY(number_in_path(call.request)))
    return invalid("'incident' must name another incident to compare with").at("/incident");
  const auto incident = desk.ports.get_incident(call.who, *number);
  if (!incident) return not_found("there is no incident {} that you may see", *number).at("/incident");
  const auto other = desk.sets.of(*number).set;
  const auto its_window = window_of(*incident, *other->catalogue());
  if (!its_window)
    return invalid("INC-{} has no logs with times, so nothing can be compared with it", *number).at("/incident");
  return find_against(set, window, {*other, *its_window, fmt::format("in INC-{}", *number)}, search_deadline());
}

Result<Findings> compare(const Desk& desk, const Call& call, LogSet& set, const Window& window) {
  const std::string baseline = call.request.query_value("baseline").value_or("before");
  if (baseline == "before") return find_in(set, window, baseline_before(window), "before", search_deadline());
  if (baseline == "day_before")
    return find_in(set, window, baseline_day_before(window), "the same hours of the day before", search_deadline());
  if (baseline == "incident") return against_incident(desk, call, set, window);
  return invalid("'baseline' is none of before, day_before, incident").at("/baseline");
}

Result<Response> get_findings(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto incident = TRY(desk.ports.get_incident(call.who, TRY(number_in_path(call.request))));
  const auto from = TRY(moment_of(call.request, "from"));
  const auto until = TRY(moment_of(call.request, "until"));
  auto window = window_of(incident, *logs.set->catalogue());
  if (!window)
    return respond({{"window", nullptr}, {"baseline", nullptr}, {"items", json::array()}, {"suspects", json::array()}});
  if (from) window->from_ns = *from;
  if (until) window->until_ns = *until;
  if (window->from_ns >= window->until_ns) return invalid("the window ends before it begins").at("/until");
  const Findings found = TRY(compare(desk, call, *logs.set, *window));
  const LineTeller teller(desk, call, *logs.set);
  json::array items, suspects;
  for (const auto& finding : found.items) {
    if (items.size() == kMostFindings) break;
    items.push_back(finding_json(desk, teller, *logs.set, finding));
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

std::vector<Route> finding_routes(const Desk& desk) {
  return {{"GET", "/api/v1/incidents/{number}/logs/findings", Action::read,
           [desk](Call& call) { return in_time(get_findings, desk, call); }}};
}

}  // namespace debrief::features::evidence::logs
