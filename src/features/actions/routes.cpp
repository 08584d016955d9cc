// SPDX-License-Identifier: Apache-2.0
#include "features/actions/action_json.hpp"
#include "features/actions/actions.hpp"
#include "features/actions/routes_desk.hpp"
#include "features/actions/store.hpp"

#include "domain/incident.hpp"

#include <set>

namespace debrief::features::actions {
namespace {

using domain::Action;
using domain::ActionItem;
using http::Response;

std::int64_t check_days(const Desk& desk) {
  return desk.journal.database().read([](db::Connection& db) { return store::settings(db); }).check_days;
}

Result<Response> get_actions(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  const store::Filter filter = TRY(filter_of(call.request, now));
  const auto limit = TRY(limit_of(call.request));
  // What is in each state is counted without regard to the state that is asked for.
  store::Filter counted = filter;
  counted.state.reset();
  counted.open_only = false;
  counted.due_before.reset();
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const auto page = TRY(store::list(db, call.who, filter, call.request.query_value("after"), limit));
    const store::Counts counts = store::count_states(db, call.who, counted, now);
    json::object states;
    for (std::size_t i = 0; i < counts.by_state.size(); ++i)
      states[to_text(static_cast<domain::ActionState>(i))] = counts.by_state.at(i);
    return respond({{"items", listed_json(db, call.who, page.items, now)},
                    {"next", json::or_null(page.next)},
                    {"counts", json::object{{"states", std::move(states)}, {"overdue", counts.overdue}}}});
  });
}

Result<Response> get_of_incident(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const Instant now = desk.journal.clock().now();
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(require_readable(db, call.who, number));
    store::Filter filter;
    filter.incidents = {number};
    const auto page = TRY(store::list(db, call.who, filter, std::nullopt, kMostActions));
    return respond({{"items", listed_json(db, call.who, page.items, now)}});
  });
}

/// What an action cites must be of its incident, so that nothing is cited that its readers may not see.
Result<> check_cited(const Desk& desk, const Call& call, std::int64_t incident, const std::string& factor,
                     const std::vector<std::int64_t>& entries) {
  if (!factor.empty()) {
    bool found = false;
    const domain::FactorGraph graph = TRY(desk.ports.list_factors(call.who, incident));
    for (const domain::Factor& one : graph.factors) found = found || one.id == factor;
    if (!found)
      return invalid("{} has no factor '{}'", domain::incident_key(incident), factor.substr(0, 60))
          .at("/factor")
          .with_help("GET the factors of the incident for their ids.");
  }
  if (entries.empty()) return {};
  std::set<std::int64_t> known;
  const auto timeline = TRY(desk.ports.list_timeline(call.who, incident));
  for (const auto& entry : timeline) known.insert(entry.id);
  for (const std::int64_t id : entries)
    if (!known.contains(id))
      return invalid("the timeline of {} has no entry {}", domain::incident_key(incident), id)
          .at("/entries")
          .with_help("GET the timeline for the ids of its entries.");
  return {};
}

Result<Response> post_action(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  WantedAction wanted = TRY(read_new_action(TRY(body_of(call.request)), check_days(desk)));
  wanted.action.owner = owner_named(desk.ports, wanted.owner);
  TRY(desk.ports.get_incident(call.who, number));
  TRY(check_cited(desk, call, number, wanted.action.factor, wanted.action.entries));
  return answer(desk, call, 201,
                [&](journal::Transaction& tx) { return add(tx, desk.ports, call.who, number, wanted.action); });
}

Result<Response> get_action(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const ActionItem action = TRY(get(db, call.who, number));
    return respond(one_json(db, call.who, action, desk.journal.clock().now()), 200, action.version);
  });
}

Result<Response> patch_action(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto expected = TRY(expected_version(call.request));
  WantedChange wanted = TRY(read_change(TRY(body_of(call.request)), check_days(desk)));
  if (wanted.owner) wanted.change.owner = owner_named(desk.ports, *wanted.owner);
  const ActionItem before =
      TRY(desk.journal.database().read([&](db::Connection& db) { return get(db, call.who, number); }));
  TRY(check_cited(desk, call, before.incident, wanted.change.factor.value_or(""),
                  wanted.change.entries.value_or(std::vector<std::int64_t>())));
  return answer(desk, call, 200, [&](journal::Transaction& tx) {
    return change(tx, desk.ports, call.who, number, wanted.change, expected);
  });
}

Result<Response> delete_action(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto expected = TRY(expected_version(call.request));
  return answer(desk, call, 200, [&](journal::Transaction& tx) { return remove(tx, call.who, number, expected); });
}

Result<Response> post_restore(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto expected = TRY(expected_version(call.request));
  return answer(desk, call, 200, [&](journal::Transaction& tx) { return restore(tx, call.who, number, expected); });
}

Result<Response> get_settings(const Desk& desk) {
  return respond(to_json(desk.journal.database().read([](db::Connection& db) { return store::settings(db); })));
}

Result<Response> put_settings(const Desk& desk, const Call& call) {
  const Settings settings = TRY(read_settings(TRY(body_of(call.request))));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    store::keep_settings(tx.db, settings);
    return respond(to_json(settings));
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string all = "/api/v1/incidents/{number}/actions";
  const std::string one = "/api/v1/actions/{number}";
  std::vector<Route> table{
      {"GET", "/api/v1/actions", Action::read, [desk](Call& call) { return get_actions(*desk, call); }},
      {"GET", all, Action::read, [desk](Call& call) { return get_of_incident(*desk, call); }},
      {"POST", all, Action::respond, [desk](Call& call) { return post_action(*desk, call); }},
      {"GET", one, Action::read, [desk](Call& call) { return get_action(*desk, call); }},
      {"PATCH", one, Action::respond, [desk](Call& call) { return patch_action(*desk, call); }},
      {"DELETE", one, Action::respond, [desk](Call& call) { return delete_action(*desk, call); }},
      {"POST", one + "/restore", Action::respond, [desk](Call& call) { return post_restore(*desk, call); }},
      {"GET", "/api/v1/action-settings", Action::read, [desk](Call&) { return get_settings(*desk); }},
      {"PUT", "/api/v1/action-settings", Action::administer, [desk](Call& call) { return put_settings(*desk, call); }},
  };
  for (auto more : {report_routes, tracker_routes}) {
    auto routes = more(desk);
    for (Route& route : routes) table.push_back(std::move(route));
  }
  return table;
}

}  // namespace debrief::features::actions
