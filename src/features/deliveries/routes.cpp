// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/routes_json.hpp"
#include "features/deliveries/self.hpp"
#include "routing/request.hpp"

#include "base/text.hpp"

#include <memory>

namespace debrief::features::deliveries {
namespace {

using domain::Action;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

constexpr std::size_t kMostTexts = 200, kLongestAddressText = 4000;

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

Result<Wants> wants_in(json::Fields& in, Wants before) {
  if (in.has("events")) before.events = TRY(in.texts("events", kMostTexts));
  if (in.has("severities")) before.severities = TRY(in.texts("severities", kMostTexts));
  if (in.has("services")) before.services = TRY(in.texts("services", kMostTexts));
  before.private_incidents = TRY(in.boolean_or("private", before.private_incidents));
  return before;
}

Result<Response> get_endpoints(const Desk& desk) {
  return desk.journal.database().read([](db::Connection& db) -> Result<Response> {
    json::array items;
    for (const Endpoint& one : store::list_endpoints(db))
      items.emplace_back(endpoint_json(one, store::count(db, one.id)));
    return respond({{"items", std::move(items)}, {"events", event_kinds_json()}});
  });
}

Result<Response> post_endpoint(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  domain::EndpointWanted wanted;
  wanted.kind = TRY(in.text("kind", 50));
  wanted.name = TRY(in.text("name", 500));
  wanted.address = TRY(in.text("address", kLongestAddressText));
  wanted.secret = TRY(in.optional_text("secret", 200)).value_or("");
  const Wants wants = TRY(wants_in(in, {}));
  TRY(in.done());
  // Not kept under an idempotency key: the kept answer would hold the signing key.
  call.origin.idempotency.reset();
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(added_json(TRY(add(tx, desk.ports, call.who, wanted, wants))), 201);
  });
}

Result<Response> patch_endpoint(const Desk& desk, const Call& call) {
  const std::string& id = call.request.parameter("id");
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Change wanted;
  wanted.name = TRY(in.optional_text("name", 500));
  wanted.address = TRY(in.optional_text("address", kLongestAddressText));
  wanted.on = TRY(in.optional_boolean("on"));
  if (in.has("events") || in.has("severities") || in.has("services") || in.has("private")) {
    const auto before = desk.journal.database().read([&](db::Connection& db) { return store::find_endpoint(db, id); });
    if (!before) return not_found("there is no such endpoint");
    wanted.wants = TRY(wants_in(in, before->wants));
  }
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Endpoint changed = TRY(change(tx, desk.ports, call.who, id, wanted));
    return respond(endpoint_json(changed, store::count(tx.db, id)));
  });
}

Result<Response> post_secret(const Desk& desk, Call& call) {
  call.origin.idempotency.reset();
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(added_json(TRY(rotate(tx, desk.ports, call.who, call.request.parameter("id")))), 201);
  });
}

Result<Response> delete_endpoint(const Desk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const std::string& id = call.request.parameter("id");
    const auto endpoint = store::find_endpoint(tx.db, id);
    if (endpoint && !endpoint->owner.empty())
      return conflict("'{}' belongs to {}: remove it there", endpoint->name, endpoint->owner);
    TRY(remove(tx, call.who, id));
    return no_content();
  });
}

Result<Response> post_test(const Desk& desk, const Call& call) {
  return respond(tested_json(TRY(test(desk.journal, desk.ports, call.who, call.request.parameter("id")))));
}

Result<Response> get_deliveries(const Desk& desk, const Call& call) {
  store::Filter filter;
  if (const auto endpoint = call.request.query_value("endpoint"); endpoint && !endpoint->empty())
    filter.endpoint = *endpoint;
  if (const auto state = call.request.query_value("state"); state && !state->empty()) {
    filter.state = store::delivery_state_from(*state);
    if (!filter.state)
      return invalid("there is no state '{}'", shorten(*state, 60))
          .at("state")
          .with_help("Use waiting, delivered, given_up or dropped.");
  }
  if (const auto after = call.request.query_value("after"); after && !after->empty()) filter.after = *after;
  const auto limit = TRY(limit_of(call.request, 50, 200));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const auto found = store::list(db, filter, limit + 1);
    json::array items;
    for (const auto& one : found)
      if (std::ssize(items) < limit) items.emplace_back(delivery_json(one));
    const bool more = std::ssize(found) > limit;
    return respond(
        {{"items", std::move(items)},
         {"next", more ? json::value(found[static_cast<std::size_t>(limit) - 1].id) : json::value(nullptr)}});
  });
}

Result<Response> get_delivery(const Desk& desk, const Call& call) {
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const std::string& id = call.request.parameter("id");
    const auto found = store::find(db, id);
    if (!found) return not_found("there is no such delivery");
    json::object document = delivery_json(*found);
    document["body"] = store::body_of(db, id);
    return respond(document);
  });
}

Result<Response> post_replay(const Desk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const std::string& id = call.request.parameter("id");
    TRY(replay(tx, call.who, id));
    return respond(delivery_json(*store::find(tx.db, id)), 202);
  });
}

Result<Response> post_replay_all(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto since = TRY(in.optional_time("since"));
  const bool delivered = TRY(in.boolean_or("delivered", false));
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond({{"replayed", TRY(replay_all(tx, call.who, call.request.parameter("id"), since, delivered))}}, 202);
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string endpoint = "/api/v1/endpoints/{id}";
  return {
      {"GET", "/api/v1/endpoints", Action::administer, [desk](Call&) { return get_endpoints(*desk); }},
      {"POST", "/api/v1/endpoints", Action::administer, [desk](Call& call) { return post_endpoint(*desk, call); }},
      {"PATCH", endpoint, Action::administer, [desk](Call& call) { return patch_endpoint(*desk, call); }},
      {"DELETE", endpoint, Action::administer, [desk](Call& call) { return delete_endpoint(*desk, call); }},
      {"POST", endpoint + "/secret", Action::administer, [desk](Call& call) { return post_secret(*desk, call); }},
      {"POST", endpoint + "/test", Action::administer, [desk](Call& call) { return post_test(*desk, call); }},
      {"POST", endpoint + "/replay", Action::administer, [desk](Call& call) { return post_replay_all(*desk, call); }},
      {"GET", "/api/v1/deliveries", Action::administer, [desk](Call& call) { return get_deliveries(*desk, call); }},
      {"GET", "/api/v1/deliveries/{id}", Action::administer, [desk](Call& call) { return get_delivery(*desk, call); }},
      {"POST", "/api/v1/deliveries/{id}/replay", Action::administer,
       [desk](Call& call) { return post_replay(*desk, call); }},
  };
}

}  // namespace debrief::features::deliveries
