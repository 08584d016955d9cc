// SPDX-License-Identifier: Apache-2.0
// What the files of this slice share.
#pragma once

#include "features/deliveries/deliveries.hpp"
#include "features/deliveries/message.hpp"
#include "features/deliveries/store.hpp"

#include <fmt/format.h>

namespace debrief::features::deliveries {

/// The server as the one who writes.
inline const journal::Origin kOrigin{"Debrief", "", "deliveries", std::nullopt};

[[nodiscard]] inline std::string address_context(const std::string& endpoint) {
  return "endpoint/" + endpoint + "/address";
}
[[nodiscard]] inline std::string secret_context(const std::string& endpoint) {
  return "endpoint/" + endpoint + "/secret";
}

/// The endpoint with its address and signing keys, newest first.
struct Opened {
  Endpoint endpoint;
  std::string address;
  std::vector<std::string> keys;
};
/// Errors: not_found; unavailable when the store has another sealing key.
[[nodiscard]] Result<Opened> open_endpoint(db::Connection& db, const Ports& ports, const std::string& id, Instant now);
[[nodiscard]] Post post_for(const Opened& opened, const std::string& id, const std::string& body, Instant at);

/// Lets the job of the endpoint run soon, in the caller's transaction.
void hurry(db::Connection& db, const Endpoint& endpoint, Instant at);
/// Puts a message down; one for an endpoint that was switched off by its failures is kept as given up. False when it
/// was told under this key.
bool put_down(journal::Transaction& tx, const Endpoint& endpoint, const Message& message,
              std::optional<std::int64_t> incident, const std::string& key);
/// The same without calling for the job of the endpoint.
bool insert_message(journal::Transaction& tx, const Endpoint& endpoint, const Message& message,
                    std::optional<std::int64_t> incident, const std::string& key);
/// The link to a page of the web UI; empty when the server does not know its address.
[[nodiscard]] std::string link_to(const Ports& ports, std::string_view path);

void append_saved(journal::Transaction& tx, const Endpoint& endpoint);

}  // namespace debrief::features::deliveries
