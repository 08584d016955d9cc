// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/self.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"
#include "features/deliveries/event_kinds.hpp"

namespace debrief::features::deliveries {
namespace {

Result<Endpoint> get_on(db::Connection& db, const std::string& id) {
  auto endpoint = store::find_endpoint(db, id);
  if (!endpoint) return not_found("there is no such endpoint");
  if (endpoint->state != EndpointState::on)
    return conflict("'{}' is switched off", endpoint->name).with_help("Switch it on first.");
  return std::move(*endpoint);
}

void append_replayed(journal::Transaction& tx, const Endpoint& endpoint, json::object data) {
  data["endpoint"] = endpoint.id;
  data["name"] = endpoint.name;
  tx.append({domain::kServerChain, std::string(domain::events::kDeliveryReplayed), tx.now(), std::move(data)});
}

}  // namespace

Result<Tested> test(journal::Journal& journal, const Ports& ports, const domain::Principal& who,
                    const std::string& id) {
  TRY(domain::require(who, domain::Action::administer));
  const Instant now = journal.clock().now();
  const auto opened =
      TRY(journal.database().read([&](db::Connection& db) { return open_endpoint(db, ports, id, now); }));
  const std::string url = link_to(ports, "/settings/deliveries");
  const Message message{
      std::string(kTestEvent),
      now,
      {{"endpoint", opened.endpoint.name}},
      fmt::format("This is a test by {}: messages of Debrief reach {}.", who.name, opened.endpoint.name),
      url};
  Tested tested;
  tested.id = "msg_" + new_id(now);
  tested.answer = TRY(ports.send(post_for(opened, tested.id, body_for(opened.endpoint.kind, message), now)));
  tested.took = journal.clock().now() - now;
  return tested;
}

Result<> replay(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  TRY(domain::require(who, domain::Action::administer));
  const auto delivery = store::find(tx.db, id);
  if (!delivery) return not_found("there is no such delivery");
  const auto endpoint = TRY(get_on(tx.db, delivery->endpoint));
  if (delivery->state == store::DeliveryState::dropped) return conflict("it was dropped for good: {}", delivery->error);
  if (store::wait_again(tx.db, id, tx.now()) == 0)
    return conflict("it is waiting for its next attempt").with_help("Wait for it.");
  append_replayed(tx, endpoint, {{"id", id}});
  hurry(tx.db, endpoint, tx.now());
  return {};
}

Result<std::int64_t> replay_all(journal::Transaction& tx, const domain::Principal& who, const std::string& id,
                                std::optional<Instant> since, bool delivered_too) {
  TRY(domain::require(who, domain::Action::administer));
  const auto endpoint = TRY(get_on(tx.db, id));
  const std::int64_t count = store::wait_again(tx.db, id, since, delivered_too, tx.now());
  if (count == 0) return count;
  append_replayed(tx, endpoint, {{"id", nullptr}, {"count", count}, {"since", json::or_null(since)}});
  hurry(tx.db, endpoint, tx.now());
  return count;
}

}  // namespace debrief::features::deliveries
