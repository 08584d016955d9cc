// SPDX-License-Identifier: Apache-2.0
#include "features/escalation/escalation.hpp"

#include "base/time.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <memory>

namespace debrief::features::escalation {
namespace {

using domain::Action;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

template <class T>
json::object item_json(const T& kept) {
  json::object item = wanted_json(kept);
  item["id"] = kept.id;
  item["version"] = kept.version;
  return item;
}

template <class T>
Response items_response(const std::vector<T>& all) {
  json::array items;
  for (const T& one : all) items.emplace_back(item_json(one));
  return respond({{"items", std::move(items)}});
}

json::object climb_json(db::Connection& db, const Climb& climb) {
  json::array taken;
  for (const Firing& firing : store::list_firings(db, climb.id)) {
    json::array told;
    for (const auto& one : firing.told) told.emplace_back(one);
    taken.push_back(json::object{{"round", firing.place.round + 1}, {"level", firing.place.level}, {"at", to_rfc3339(firing.at)}, {"told", std::move(told)}});
  }
  return {{"id", climb.id},
          {"policy", climb.policy.id},
          {"name", climb.policy.name},
          {"reason", climb.reason},
          {"state", to_text(climb.state)},
          {"steps", climb.policy.steps.size()},
          {"rounds", climb.policy.repeats + 1},
          {"next_round", climb.next.round + 1},
          {"next_level", climb.next.level},
          {"next_at", json::or_null(climb.next_at)},
          {"taken", std::move(taken)},
          {"started_at", to_rfc3339(climb.started_at)},
          {"started_by", climb.started_by},
          {"ended_at", json::or_null(climb.ended_at)},
          {"ended_by", climb.ended_by}};
}

/// How an incident stands that was read with the policy.
json::object standing_json(db::Connection& db, std::int64_t number) {
  json::array items, policies;
  for (const Climb& climb : store::list(db, number)) items.emplace_back(climb_json(db, climb));
  for (const Policy& policy : store::list_policies(db))
    if (policy.active) policies.push_back(json::object{{"id", policy.id}, {"name", policy.name}});
  const auto standing = store::find_standing(db, number);
  return {{"items", std::move(items)}, {"policies", std::move(policies)}, {"acknowledged", standing && standing->acknowledged}};
}

Result<Response> get_standing(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(journal::require_incident(db, call.who, Action::read, number));
    return respond(standing_json(db, number));
  });
}

Result<Response> post_escalate(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto policy = TRY(in.optional_text("policy", 100)).value_or("");
  const auto reason = TRY(in.optional_text("reason", 500)).value_or("");
  TRY(in.done());
  const auto teams = desk.ports.list_teams();
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(escalate_now(tx, desk.ports, teams, call.who, number, policy, reason));
    return respond(standing_json(tx.db, number));
  });
}

Result<Response> post_acknowledge(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(acknowledge(tx, desk.ports, call.who, number));
    return respond(standing_json(tx.db, number));
  });
}

/// Reads with `read`, saves with `save` under the id in the path, if there is one.
template <class Read, class Save>
Result<Response> put_one(const Desk& desk, const Call& call, bool is_new, Read read, Save save) {
  const auto expected = TRY(expected_version(call.request));
  const auto body = TRY(body_of(call.request));
  auto wanted = TRY(read(body));
  if (!is_new) wanted.id = call.request.parameter("id");
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto saved = TRY(save(tx, call.who, wanted, expected));
    return respond(item_json(saved), is_new ? 201 : 200, saved.version);
  });
}

Result<Response> post_preview(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const Match match = TRY(read_match(in.find("match"), "/match"));
  TRY(in.done());
  const auto found = desk.journal.database().read([&](db::Connection& db) { return preview(db, call.who, match); });
  json::array items;
  for (const auto& [subject, reason] : found.items)
    items.push_back(json::object{{"incident", subject.number}, {"title", subject.title}, {"severity", json::or_null(subject.severity)}, {"reason", reason}});
  return respond({{"checked", found.checked}, {"items", std::move(items)}});
}

std::vector<Route> policy_routes(const std::shared_ptr<const Desk>& desk) {
  const std::string all = "/api/v1/escalation-policies";
  return {
      {"GET", all, Action::read, [desk](Call&) -> Result<Response> { return items_response(desk->journal.database().read(store::list_policies)); }},
      {"POST", all, Action::edit, [desk](Call& call) { return put_one(*desk, call, true, read_policy, save_policy); }},
      {"PUT", all + "/{id}", Action::edit, [desk](Call& call) { return put_one(*desk, call, false, read_policy, save_policy); }},
      {"DELETE", all + "/{id}", Action::edit,
       [desk](Call& call) {
         return desk->journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
           TRY(remove_policy(tx, call.who, call.request.parameter("id")));
           return no_content();
         });
       }},
  };
}

std::vector<Route> rule_routes(const std::shared_ptr<const Desk>& desk) {
  const std::string all = "/api/v1/stakeholder-rules";
  return {
      {"GET", all, Action::read, [desk](Call&) -> Result<Response> { return items_response(desk->journal.database().read(store::list_rules)); }},
      {"POST", all, Action::edit, [desk](Call& call) { return put_one(*desk, call, true, read_rule, save_rule); }},
      {"PUT", all + "/{id}", Action::edit, [desk](Call& call) { return put_one(*desk, call, false, read_rule, save_rule); }},
      {"DELETE", all + "/{id}", Action::edit,
       [desk](Call& call) {
         return desk->journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
           TRY(remove_rule(tx, call.who, call.request.parameter("id")));
           return no_content();
         });
       }},
      {"POST", "/api/v1/incident-matches", Action::read, [desk](Call& call) { return post_preview(*desk, call); }},
  };
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string one = "/api/v1/incidents/{number}/escalation";
  std::vector<Route> all{
      {"GET", one, Action::read, [desk](Call& call) { return get_standing(*desk, call); }},
      {"POST", one, Action::respond, [desk](Call& call) { return post_escalate(*desk, call); }},
      {"POST", one + "/acknowledge", Action::respond, [desk](Call& call) { return post_acknowledge(*desk, call); }},
  };
  for (auto part : {policy_routes(desk), rule_routes(desk)})
    all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  return all;
}

}  // namespace debrief::features::escalation
