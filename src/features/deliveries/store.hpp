// SPDX-License-Identifier: Apache-2.0
// The SQL of the deliveries slice. Endpoints that were removed do not exist for these functions.
#pragma once

#include "db/database.hpp"
#include "features/deliveries/endpoint.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace debrief::features::deliveries::store {

/// What of an endpoint is sealed; empty where there is none.
struct Sealed {
  std::string address;
  std::string secret;
  std::string old_secret;
};

void insert_endpoint(db::Connection& db, const Endpoint& endpoint, const Sealed& sealed);
/// Everything but what is sealed; its version grows.
void update_endpoint(db::Connection& db, const Endpoint& endpoint);
void update_sealed(db::Connection& db, const std::string& id, const Sealed& sealed);
/// Forgets what was sealed, too. False when there is none.
bool remove_endpoint(db::Connection& db, const std::string& id, Instant now);
[[nodiscard]] std::optional<Endpoint> find_endpoint(db::Connection& db, const std::string& id);
[[nodiscard]] std::optional<Sealed> find_sealed(db::Connection& db, const std::string& id);
/// Those that were set up by hand first, in the order of their names.
[[nodiscard]] std::vector<Endpoint> list_endpoints(db::Connection& db);
/// Forgets old signing keys whose time is over.
void forget_old_secrets(db::Connection& db, Instant now);
/// What came of an attempt. Leaves the version as it is.
void note_attempt(db::Connection& db, const Endpoint& endpoint);

enum class DeliveryState { waiting, delivered, given_up, dropped };
[[nodiscard]] std::string_view to_text(DeliveryState state);
[[nodiscard]] std::optional<DeliveryState> delivery_state_from(std::string_view text);

struct Delivery {
  std::string id;
  std::string endpoint;
  std::string type;
  std::optional<std::int64_t> incident;
  Instant created_at;
  DeliveryState state = DeliveryState::waiting;
  std::int64_t attempts = 0;
  std::int64_t round = 0;          ///< attempts since it was put down or replayed
  std::optional<Instant> next_at;  ///< while it waits
  std::optional<Instant> attempted_at;
  std::optional<Instant> settled_at;
  std::optional<std::int64_t> status;  ///< of the last answer
  std::string answer;                  ///< the beginning of it
  std::string error;
};

/// False when the endpoint was told under this key before.
bool insert(db::Connection& db, const Delivery& delivery, const std::string& key, const std::string& body);
[[nodiscard]] std::optional<Delivery> find(db::Connection& db, const std::string& id);
[[nodiscard]] std::string body_of(db::Connection& db, const std::string& id);
/// Those of the endpoint that have been due longest, each with what is sent.
[[nodiscard]] std::vector<std::pair<Delivery, std::string>> list_due(db::Connection& db, const std::string& endpoint,
                                                                     Instant now, std::size_t limit);
/// How many are due, counted up to some thousand.
[[nodiscard]] std::int64_t count_due(db::Connection& db, const std::string& endpoint, Instant now);
[[nodiscard]] std::optional<Instant> next_due(db::Connection& db, const std::string& endpoint);
/// False, and nothing happens, unless it waits after `before` attempts.
bool settle(db::Connection& db, const Delivery& delivery, std::int64_t before);
/// All that wait for the endpoint are settled so. Returns how many.
std::int64_t settle_waiting(db::Connection& db, const std::string& endpoint, DeliveryState state,
                            const std::string& error, Instant now);
/// Makes one wait again, or many. Returns how many.
std::int64_t wait_again(db::Connection& db, const std::string& id, Instant now);
std::int64_t wait_again(db::Connection& db, const std::string& endpoint, std::optional<Instant> since,
                        bool delivered_too, Instant now);
/// Those settled before, some thousand at most.
void forget_settled(db::Connection& db, Instant before);

struct Filter {
  std::optional<std::string> endpoint;
  std::optional<DeliveryState> state;
  std::optional<std::string> after;  ///< id; only older ones
};
[[nodiscard]] std::vector<Delivery> list(db::Connection& db, const Filter& filter, std::int64_t limit);

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t delivered = 0;
  std::int64_t given_up = 0;
};
[[nodiscard]] Counts count(db::Connection& db, const std::string& endpoint);

}  // namespace debrief::features::deliveries::store
