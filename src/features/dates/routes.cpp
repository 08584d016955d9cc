// SPDX-License-Identifier: Apache-2.0
#include "features/dates/dates.hpp"
#include "features/dates/store.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <memory>

namespace debrief::features::dates {
namespace {

using domain::Action;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

json::object dated_json(const Dated& step, Instant now) {
  return {{"step", step.id},
          {"name", step.name},
          {"due_at", json::or_null(step.due_at)},
          {"by_hand", step.by_hand},
          {"done_at", json::or_null(step.done_at)},
          {"done_by", step.done_at && !step.done_by.empty() ? json::value(step.done_by) : json::value(nullptr)},
          {"overdue", !step.done_at && step.due_at && *step.due_at < now},
          {"duty", step.is_duty}};
}

json::object list_json(const std::vector<Dated>& steps, Instant now) {
  json::array items;
  for (const Dated& step : steps) items.emplace_back(dated_json(step, now));
  return {{"items", std::move(items)}};
}

Result<Response> get_dates(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return respond(list_json(TRY(list(desk.journal, desk.ports, call.who, number)), desk.journal.clock().now()));
}

Result<Response> patch_date(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Change wanted;
  if (in.has("due_at")) wanted.due_at = TRY(in.optional_time("due_at"));
  wanted.done = TRY(in.optional_boolean("done"));
  wanted.reason = TRY(in.optional_text("reason", 1000)).value_or("");
  TRY(in.done());
  const std::string step = call.request.parameter("step");
  const auto known = TRY(list(desk.journal, desk.ports, call.who, number));
  const bool is_duty = std::any_of(known.begin(), known.end(), [&](const Dated& one) { return one.id == step && one.is_duty; });
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<bool> {
    TRY(change(tx, desk.ports, call.who, number, step, is_duty, wanted));
    return true;
  }));
  return respond(list_json(TRY(list(desk.journal, desk.ports, call.who, number)), desk.journal.clock().now()));
}

Result<Response> get_all(const Desk& desk, const Call& call) {
  const auto limit = TRY(limit_of(call.request, 100));
  const Instant now = desk.journal.clock().now();
  const auto by = call.request.query_value("overdue") == "true" ? std::optional(now) : std::nullopt;
  const auto listed = desk.journal.database().read([&](db::Connection& db) { return store::list_due(db, call.who, by, limit); });
  json::array items;
  for (const auto& one : listed) {
    json::object item = dated_json(one.step, now);
    item["incident"] = one.step.incident;
    item["key"] = domain::incident_key(one.step.incident);
    item["title"] = one.title;
    items.emplace_back(std::move(item));
  }
  return respond({{"items", std::move(items)}});
}

Result<Response> get_settings(const Desk& desk) {
  return respond(to_json(desk.journal.database().read([](db::Connection& db) { return store::find_steps(db); })));
}

Result<Response> put_settings(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  const auto steps = TRY(read_steps(body));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    auto after = to_json(steps);
    if (after != to_json(store::find_steps(tx.db))) tx.append({domain::kServerChain, std::string(domain::events::kVocabularySaved), tx.now(), {{"what", "steps"}, {"steps", after.at("items")}}});
    store::put_steps(tx.db, steps);
    return respond(after);
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string dates = "/api/v1/incidents/{number}/dates";
  return {
      {"GET", dates, Action::read, [desk](Call& call) { return get_dates(*desk, call); }},
      {"PATCH", dates + "/{step}", Action::respond, [desk](Call& call) { return patch_date(*desk, call); }},
      {"GET", "/api/v1/dates", Action::read, [desk](Call& call) { return get_all(*desk, call); }},
      {"GET", "/api/v1/date-settings", Action::read, [desk](Call&) { return get_settings(*desk); }},
      {"PUT", "/api/v1/date-settings", Action::administer, [desk](Call& call) { return put_settings(*desk, call); }},
  };
}

}  // namespace debrief::features::dates
