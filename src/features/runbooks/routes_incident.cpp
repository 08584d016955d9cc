// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/routes_incident.hpp"
#include "features/runbooks/run_store.hpp"
#include "features/runbooks/runbook_json.hpp"

#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <algorithm>

namespace debrief::features::runbooks {
namespace {

using domain::Action;
using http::Response;

Result<Response> get_fits(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto fits = TRY(recommend(desk.journal, desk.ports, call.who, number));
  json::array items;
  for (const auto& fit : fits) items.emplace_back(to_json(fit));
  return respond({{"items", std::move(items)}});
}

Result<Response> get_runs(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(journal::require_incident(db, call.who, Action::read, number));
    const auto runs = store::list_runs(db, number);
    json::array items;
    for (const Run& run : runs) items.emplace_back(to_json(run));
    return respond({{"items", std::move(items)}});
  });
}

/// Runs `work(Transaction&, number)`, and answers with the run.
template <class Work>
Result<Response> answer_with_run(const Desk& desk, const Call& call, int status, const Work& work) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(work(tx, number))), status);
  });
}

Result<Response> post_run(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto runbook = TRY(in.integer("runbook", 1, 999'999'999'999));
  TRY(in.done());
  return answer_with_run(desk, call, 201, [&](journal::Transaction& tx, std::int64_t number) {
    return start_run(tx, call.who, number, runbook);
  });
}

Result<Response> patch_step(const Desk& desk, const Call& call) {
  const auto place = TRY(number_in_path(call.request, "place"));
  const auto expected = TRY(expected_version(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  StepChange change;
  const auto state = TRY(in.text("state", 50));
  change.note = TRY(in.optional_text("note", kLongestNote));
  TRY(in.done());
  const auto known = step_state_from(state);
  if (!known)
    return invalid("there is no state '{}'", state).at("/state").with_help("Use open, doing, done, helped, no_help or skipped.");
  change.state = *known;
  return answer_with_run(desk, call, 200, [&](journal::Transaction& tx, std::int64_t number) {
    return set_step(tx, call.who, number, call.request.parameter("id"), place, change, expected);
  });
}

Result<Response> post_end(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto text = TRY(in.text("outcome", 50));
  const auto note = TRY(in.optional_text("note", kLongestNote)).value_or("");
  TRY(in.done());
  const auto outcome = run_outcome_from(text);
  if (!outcome)
    return invalid("there is no outcome '{}'", text).at("/outcome").with_help("Use solved, helped, no_help or abandoned.");
  return answer_with_run(desk, call, 200, [&](journal::Transaction& tx, std::int64_t number) {
    return end_run(tx, call.who, number, call.request.parameter("id"), *outcome, note);
  });
}

Result<Response> post_reopen(const Desk& desk, const Call& call) {
  return answer_with_run(desk, call, 200, [&](journal::Transaction& tx, std::int64_t number) {
    return reopen_run(tx, call.who, number, call.request.parameter("id"));
  });
}

Result<Response> get_proposal(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  DistilSource source;
  source.incident = TRY(desk.ports.get_incident(call.who, number));
  source.timeline = TRY(desk.ports.list_timeline(call.who, number));
  for (const auto& alert : TRY(desk.ports.list_alerts(call.who, number)))
    if (std::find(source.alerts.begin(), source.alerts.end(), alert.name) == source.alerts.end())
      source.alerts.push_back(alert.name);
  source.accounts = TRY(desk.ports.list_accounts(call.who, number));
  if (const auto found = TRY(desk.ports.find_postmortem(call.who, number))) source.postmortem = found->markdown;
  return respond(to_json(distil(source)));
}

}  // namespace

std::vector<Route> incident_routes(const std::shared_ptr<const Desk>& desk) {
  const std::string incident = "/api/v1/incidents/{number}";
  const std::string run = incident + "/runs/{id}";
  return {
      {"GET", incident + "/runbooks", Action::read, [desk](Call& call) { return get_fits(*desk, call); }},
      {"GET", incident + "/runbook-proposal", Action::read, [desk](Call& call) { return get_proposal(*desk, call); }},
      {"GET", incident + "/runs", Action::read, [desk](Call& call) { return get_runs(*desk, call); }},
      {"POST", incident + "/runs", Action::respond, [desk](Call& call) { return post_run(*desk, call); }},
      {"PATCH", run + "/steps/{place}", Action::respond, [desk](Call& call) { return patch_step(*desk, call); }},
      {"POST", run + "/end", Action::respond, [desk](Call& call) { return post_end(*desk, call); }},
      {"POST", run + "/reopen", Action::respond, [desk](Call& call) { return post_reopen(*desk, call); }},
  };
}

}  // namespace debrief::features::runbooks
