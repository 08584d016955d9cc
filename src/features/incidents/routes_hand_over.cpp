// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/routes_hand_over.hpp"
#include "features/incidents/standing.hpp"

#include "domain/incident_json.hpp"
#include "features/incidents/hand_over.hpp"
#include "routing/request.hpp"
#include "domain/vocabulary.hpp"

#include <memory>

namespace debrief::features::incidents {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kLongestSummary = 10'000;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

Result<std::string> summary_of(const Desk& desk, const domain::Principal& who, std::int64_t number) {
  HandOverInput input;
  input.now = desk.journal.clock().now();
  input.incident = TRY(desk.journal.database().read([&](db::Connection& db) { return get(db, who, number); }));
  input.alerts = TRY(desk.journal.database().read([&](db::Connection& db) { return list_alerts(db, who, number); }));
  input.tasks = TRY(desk.ports.list_tasks(who, number));
  input.hypotheses = TRY(desk.ports.list_hypotheses(who, number));
  input.updates = TRY(desk.ports.list_updates(who, number));
  input.due = TRY(desk.ports.list_updates_due(who, number));
  return hand_over_summary(input);
}

Result<Response> get_summary(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto role = call.request.parameter("role");
  const auto incident = TRY(desk.journal.database().read([&](db::Connection& db) { return get(db, call.who, number); }));
  if (incident.words().find_role(role) == nullptr) return not_found("there is no role '{}'", role.substr(0, 60));
  const auto* holder = incident.find_holder(role);
  const bool held = holder != nullptr && !holder->until;
  return respond({{"role", role},
                  {"from", held ? json::value(holder->person) : json::value(nullptr)},
                  {"summary", TRY(summary_of(desk, call.who, number))}});
}

Result<Response> post_hand_over(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  HandOver wanted;
  wanted.role = call.request.parameter("role");
  wanted.to = TRY(in.text("to", 200));
  wanted.from = TRY(in.optional_text("from", 200)).value_or("");
  const auto summary = TRY(in.optional_text("summary", kLongestSummary));
  wanted.occurred_at = TRY(in.optional_time("occurred_at"));
  TRY(in.done());
  wanted.summary = summary ? *summary : TRY(summary_of(desk, call.who, number));
  wanted.to_id = desk.ports.find_user(wanted.to);
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto incident = TRY(hand_over(tx, desk.ports.notify, call.who, number, wanted));
    return respond(shown(tx.db, call.who, incident), 201, incident.version);
  });
}

}  // namespace

std::vector<Route> hand_over_routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string path = "/api/v1/incidents/{number}/roles/{role}/hand-over";
  return {
      {"GET", path, Action::read, [desk](Call& call) { return get_summary(*desk, call); }},
      {"POST", path, Action::respond, [desk](Call& call) { return post_hand_over(*desk, call); }},
  };
}

}  // namespace debrief::features::incidents
