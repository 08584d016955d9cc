// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/routes.hpp"

#include "base/time.hpp"
#include "http/message.hpp"
#include "routing/request.hpp"

#include <memory>

namespace debrief::features::postmortems {
namespace {

using domain::Action;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

json::array texts(const std::vector<std::string>& all) {
  json::array items;
  for (const auto& text : all) items.push_back(json::value(text));
  return items;
}

json::object to_json(const AspectState& state) {
  return {{"id", state.aspect->id},
          {"name", state.aspect->name},
          {"question", state.aspect->question},
          {"state", to_text(state.told)},
          {"section", state.section.empty() ? json::value(nullptr) : json::value(state.section)},
          {"required", state.required}};
}

json::object to_json(const EvidenceGap& gap) {
  return {{"kind", gap.kind},
          {"service", gap.service.empty() ? json::value(nullptr) : json::value(gap.service)},
          {"from", to_rfc3339(gap.from)},
          {"until", to_rfc3339(gap.until)},
          {"text", gap.text}};
}

json::object to_json(const PublicationStanding& standing) {
  json::array aspects;
  for (const auto& state : standing.completeness.aspects) aspects.emplace_back(to_json(state));
  json::array gaps;
  for (const auto& gap : standing.gaps) gaps.emplace_back(to_json(gap));
  return {{"percent", standing.completeness.percent},
          {"aspects", std::move(aspects)},
          {"missing_evidence", std::move(gaps)},
          {"approvals", standing.review.approvals},
          {"approvals_required", standing.approvals_required},
          {"missing", texts(standing.missing)}};
}

Result<Response> get_completeness(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto found = TRY(desk.journal.database().read([&](db::Connection& db) { return find(db, call.who, number); }));
  if (!found) return not_found("{} has no postmortem yet", domain::incident_key(number)).with_help("Draft it first.");
  return respond(to_json(TRY(look_at(desk.ports, desk.journal.database(), call.who, number, found->markdown, desk.journal.clock().now()))));
}

Result<Response> get_requirements(const Desk& desk) {
  return respond(to_json(desk.journal.database().read([](db::Connection& db) { return find_requirements(db); })));
}

Result<Response> put_requirements(const Desk& desk, const Call& call) {
  const auto requirements = TRY(read_requirements(TRY(body_of(call.request))));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    keep_requirements(tx.db, requirements);
    return respond(to_json(requirements));
  });
}

}  // namespace

http::Response refuse_publication(const PublicationStanding& standing) {
  Response response = http::problem(conflict("the postmortem lacks {} of what its severity requires before publication", standing.missing.size())
                                        .with_help("Add what is listed under `missing`. Administrators decide what is required."));
  auto document = json::parse(response.body).value();
  document.as_object()["missing"] = texts(standing.missing);
  response.body = json::write(document);
  return response;
}

std::vector<Route> completeness_routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  return {
      {"GET", "/api/v1/incidents/{number}/postmortem/completeness", Action::read, [desk](Call& call) { return get_completeness(*desk, call); }},
      {"GET", "/api/v1/publication-requirements", Action::read, [desk](Call&) { return get_requirements(*desk); }},
      {"PUT", "/api/v1/publication-requirements", Action::administer, [desk](Call& call) { return put_requirements(*desk, call); }},
  };
}

}  // namespace debrief::features::postmortems
