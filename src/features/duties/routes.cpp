// SPDX-License-Identifier: Apache-2.0
#include "features/duties/duties.hpp"
#include "features/duties/measures.hpp"
#include "features/duties/store.hpp"

#include "base/time.hpp"
#include "routing/request.hpp"
#include "journal/vocabulary.hpp"

#include <memory>
#include <set>

namespace debrief::features::duties {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kMostRules = 100;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

json::object to_json(const domain::Duty& duty, Instant now) {
  return {{"incident", duty.incident},
          {"key", domain::incident_key(duty.incident)},
          {"rule", duty.rule},
          {"reason", duty.reason},
          {"owner", duty.owner.empty() ? json::value(nullptr) : json::value(duty.owner)},
          {"required_at", to_rfc3339(duty.required_at)},
          {"due_at", to_rfc3339(duty.due_at)},
          {"state", to_text(duty.state)},
          {"overdue", duty.state == domain::DutyState::open && duty.due_at < now},
          {"resolved_at", json::or_null(duty.resolved_at)},
          {"drafted_at", json::or_null(duty.drafted_at)},
          {"published_at", json::or_null(duty.published_at)}};
}

json::object to_json(const Spread& spread) {
  const auto seconds = [](const std::optional<Micros>& span) {
    return span ? json::value(static_cast<double>(span->count()) / 1e6) : json::value(nullptr);
  };
  return {{"count", spread.count}, {"median_seconds", seconds(spread.median)}, {"p90_seconds", seconds(spread.p90)}};
}

json::object to_json(const Measures& measures) {
  return {{"open", measures.open},
          {"overdue", measures.overdue},
          {"done", measures.done},
          {"done_in_time", measures.done_in_time},
          {"waived", measures.waived},
          {"resolution_to_draft", to_json(measures.to_draft)},
          {"resolution_to_publication", to_json(measures.to_publication)}};
}

Result<Response> get_duties(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  store::Filter filter;
  if (const auto state = call.request.query_value("state"); state && !state->empty()) {
    filter.state = domain::duty_state_from(*state);
    if (!filter.state) return invalid("there is no state '{}'", state->substr(0, 60)).at("state").with_help("Use open, waived or done.");
  }
  if (call.request.query_value("overdue") == "true") {
    filter.state = domain::DutyState::open;
    filter.due_before = now;
  }
  if (const auto owner = call.request.query_value("owner"); owner && !owner->empty()) filter.owner = *owner;
  const auto limit = TRY(limit_of(call.request));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const auto page = TRY(store::list(db, call.who, filter, call.request.query_value("after"), limit));
    json::array items;
    for (const auto& listed : page.items) {
      json::object item = to_json(listed.duty, now);
      item["title"] = listed.title;
      items.emplace_back(std::move(item));
    }
    return respond({{"items", std::move(items)},
                    {"next", json::or_null(page.next)},
                    {"measures", to_json(measure(store::list_all(db, call.who), now))}});
  });
}

Result<Response> get_duty(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto found = TRY(desk.journal.database().read([&](db::Connection& db) { return find(db, call.who, number); }));
  return respond({{"duty", found ? json::value(to_json(*found, desk.journal.clock().now())) : json::value(nullptr)}});
}

Result<Response> post_duty(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Wanted wanted;
  const auto owner = TRY(in.optional_text("owner", 200));
  wanted.due_at = TRY(in.optional_time("due_at"));
  wanted.reason = TRY(in.optional_text("reason", 1000)).value_or("");
  TRY(in.done());
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  wanted.owner = owner_named(desk.ports, owner ? *owner : owner_of(Rule{}, incident));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(open_by_hand(tx, call.who, incident, wanted)), tx.now()), 201);
  });
}

Result<Response> patch_duty(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Change wanted;
  if (const auto owner = TRY(in.optional_text("owner", 200))) wanted.owner = owner_named(desk.ports, *owner);
  wanted.due_at = TRY(in.optional_time("due_at"));
  wanted.reason = TRY(in.optional_text("reason", 1000)).value_or("");
  if (const auto state = TRY(in.optional_text("state", 50))) {
    wanted.state = domain::duty_state_from(*state);
    if (!wanted.state) return invalid("there is no state '{}'", *state).at("/state").with_help("Use open or waived.");
  }
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(change(tx, call.who, number, wanted)), tx.now()));
  });
}

json::object rules_json(const std::vector<Rule>& rules) {
  json::array items;
  for (const Rule& rule : rules) items.emplace_back(to_json(rule));
  return {{"items", std::move(items)}};
}

Result<Response> get_rules(const Desk& desk) {
  return respond(rules_json(desk.journal.database().read([](db::Connection& db) { return store::list_rules(db); })));
}

Result<Response> put_rules(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto* items = in.find("items");
  TRY(in.done());
  if (items == nullptr || !items->is_array()) return invalid("'items' must be a list of rules").at("/items");
  if (items->get_array().size() > kMostRules) return too_large("there may be at most {} rules", kMostRules);
  std::vector<Rule> rules;
  std::set<std::string> ids;
  const auto words = desk.journal.database().read([](db::Connection& db) { return journal::read_vocabulary(db); });
  for (const auto& item : items->get_array()) {
    rules.push_back(TRY(read_rule(item, fmt::format("/items/{}", rules.size()), *words)));
    if (!ids.insert(rules.back().id).second) return invalid("two rules have the id '{}'", rules.back().id).at("/items");
  }
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    store::replace_rules(tx.db, rules);
    return respond(rules_json(rules));
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string duty = "/api/v1/incidents/{number}/duty";
  return {
      {"GET", "/api/v1/duties", Action::read, [desk](Call& call) { return get_duties(*desk, call); }},
      {"GET", duty, Action::read, [desk](Call& call) { return get_duty(*desk, call); }},
      {"POST", duty, Action::respond, [desk](Call& call) { return post_duty(*desk, call); }},
      {"PATCH", duty, Action::edit, [desk](Call& call) { return patch_duty(*desk, call); }},
      {"GET", "/api/v1/duty-rules", Action::read, [desk](Call&) { return get_rules(*desk); }},
      {"PUT", "/api/v1/duty-rules", Action::administer, [desk](Call& call) { return put_rules(*desk, call); }},
  };
}

}  // namespace debrief::features::duties
