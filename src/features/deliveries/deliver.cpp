// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/self.hpp"

#include "base/ids.hpp"
#include "features/deliveries/sign.hpp"

namespace debrief::features::deliveries {

Result<Opened> open_endpoint(db::Connection& db, const Ports& ports, const std::string& id, Instant now) {
  auto endpoint = store::find_endpoint(db, id);
  const auto sealed = store::find_sealed(db, id);
  if (!endpoint || !sealed) return not_found("there is no such endpoint");
  Opened opened{std::move(*endpoint), {}, {}};
  const auto address = ports.open(sealed->address, address_context(id));
  if (!address)
    return make_error(ErrorCode::unavailable, "the address of '{}' cannot be opened with this server's key",
                      opened.endpoint.name)
        .with_help("Start the server with the key that sealed it, or set the endpoint up again.");
  opened.address = *address;
  if (const auto key = ports.open(sealed->secret, secret_context(id)); key && !key->empty())
    opened.keys.push_back(*key);
  const bool two = opened.endpoint.old_secret_until && *opened.endpoint.old_secret_until > now;
  if (const auto key = two ? ports.open(sealed->old_secret, secret_context(id)) : std::nullopt)
    opened.keys.push_back(*key);
  return opened;
}

Post post_for(const Opened& opened, const std::string& id, const std::string& body, Instant at) {
  Post post;
  post.url = opened.address;
  post.headers = {{"Content-Type", "application/json"}, {"User-Agent", "Debrief"}};
  if (opened.endpoint.kind == EndpointKind::webhook)
    for (auto& header : signed_headers(opened.keys, id, at, body)) post.headers.push_back(std::move(header));
  post.body = body;
  return post;
}

void hurry(db::Connection& db, const Endpoint& endpoint, Instant at) {
  const std::string kind(endpoint.slow ? kSlowJob : kSendJob);
  journal::hurry_job(db, kind + "/" + endpoint.id, kind, {{"endpoint", endpoint.id}}, at);
}

std::string link_to(const Ports& ports, std::string_view path) {
  return ports.address.empty() || path.empty() ? std::string() : ports.address + std::string(path);
}

bool insert_message(journal::Transaction& tx, const Endpoint& endpoint, const Message& message,
                    std::optional<std::int64_t> incident, const std::string& key) {
  store::Delivery delivery;
  delivery.id = "msg_" + new_id(tx.now());
  delivery.endpoint = endpoint.id;
  delivery.type = message.type;
  delivery.incident = incident;
  delivery.created_at = tx.now();
  if (endpoint.state == EndpointState::on) {
    delivery.next_at = tx.now();
  } else {
    delivery.state = store::DeliveryState::given_up;
    delivery.settled_at = tx.now();
    delivery.error = "the endpoint was switched off";
  }
  return store::insert(tx.db, delivery, key, body_for(endpoint.kind, message));
}

bool put_down(journal::Transaction& tx, const Endpoint& endpoint, const Message& message,
              std::optional<std::int64_t> incident, const std::string& key) {
  if (!insert_message(tx, endpoint, message, incident, key)) return false;
  if (endpoint.state == EndpointState::on) hurry(tx.db, endpoint, tx.now());
  return true;
}

void deliver(journal::Transaction& tx, const Ports& ports, const domain::OutgoingMessage& message) {
  const auto endpoint = store::find_endpoint(tx.db, message.endpoint);
  if (!endpoint || endpoint->state == EndpointState::off) return;
  put_down(tx, *endpoint, {message.type, tx.now(), message.data, message.text, link_to(ports, message.path)},
           message.incident, message.key);
}

}  // namespace debrief::features::deliveries
