// SPDX-License-Identifier: Apache-2.0
// Where messages go, and what is known of it without its secrets. Pure.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::deliveries {

enum class EndpointKind { webhook, slack, mattermost };
[[nodiscard]] std::string_view to_text(EndpointKind kind);
[[nodiscard]] std::optional<EndpointKind> endpoint_kind_from(std::string_view text);

/// `gone`: it answered 410. `failing`: nothing came through for days. Both switch it off.
enum class EndpointState { on, off, gone, failing };
[[nodiscard]] std::string_view to_text(EndpointState state);
[[nodiscard]] EndpointState endpoint_state_from(std::string_view text);

/// Which facts an endpoint hears of. An empty list stands for all.
struct Wants {
  std::vector<std::string> events;  ///< ids of event_kinds()
  std::vector<std::string> severities;
  std::vector<std::string> services;  ///< one of them is enough
  bool private_incidents = false;

  friend bool operator==(const Wants&, const Wants&) = default;
};
[[nodiscard]] json::object to_json(const Wants& wants);
/// From what to_json made.
[[nodiscard]] Wants wants_from(std::string_view text);
/// Errors: invalid, for an event or a severity that does not exist, or texts that are too long.
Result<> check(const Wants& wants);

struct Endpoint {
  std::string id;
  std::string owner;  ///< "status/0193…"; empty: set up by hand
  EndpointKind kind = EndpointKind::webhook;
  std::string name;
  std::string host;  ///< of the address, with the port when it is named
  Wants wants;
  EndpointState state = EndpointState::on;
  std::string reason;                    ///< why it is not on, or what failed last
  bool slow = false;                     ///< the last attempt failed or took seconds
  std::optional<Instant> failing_since;  ///< no attempt succeeded since
  std::optional<Instant> succeeded_at;
  std::optional<Instant> old_secret_until;  ///< two signatures until then
  std::string created_by;
  Instant created_at;
  std::int64_t version = 1;
};

/// An address that may be sent to, and its host with the port when it is named.
struct Address {
  std::string url;
  std::string host;
};
/// Errors: invalid unless it is an https URL (http for a host of `allowed`) without user name and fragment, at most
/// 2,000 bytes long. Where the host leads is checked when it is connected to.
Result<Address> read_address(std::string_view text, const std::vector<std::string>& allowed);

}  // namespace debrief::features::deliveries
