// SPDX-License-Identifier: Apache-2.0
// The deliveries slice: programs outside that are told what happens, by signed webhooks (Standard Webhooks 1.1) and by
// the incoming webhooks of Slack and Mattermost. Every message is a row, put down with what it tells or once for each
// fact that it tells of, and sent at least once under an id that stays the same.
//
// Functions that take a Transaction write in it; those that take `who` apply the policy: only administrators see
// endpoints. Errors: invalid, not_found, forbidden, conflict.
#pragma once

#include "domain/ports.hpp"
#include "features/deliveries/endpoint.hpp"
#include "journal/jobs.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace debrief::features::deliveries {

/// One request to a receiver, and what it answered.
struct Post {
  std::string method = "POST";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};
struct Answer {
  int status = 0;
  std::string body;
  std::string retry_after;  ///< the header of this name; empty: none
};

struct Ports {
  domain::GetIncident get_incident;
  domain::ProjectFact project;
  domain::ListMembers list_members;
  domain::Notify notify;
  /// Open actions whose date has passed.
  std::function<std::vector<domain::ActionItem>(Instant now)> list_overdue;
  /// Waits for the answer, fifteen seconds at most; follows no redirect; connects to no address inside that is not
  /// allowed.
  std::function<Result<Answer>(const Post&)> send;
  /// The same for messages to one receiver one after the other, which may share a connection; each line is for one
  /// thread at a time. May be empty.
  std::function<std::function<Result<Answer>(const Post&)>()> open_line;
  std::function<std::string(std::string_view text, std::string_view context)> seal;
  std::function<std::optional<std::string>(std::string_view sealed, std::string_view context)> open;
  std::function<bool()> leaving;     ///< the server is about to end: what is not under way waits; may be empty
  std::vector<std::string> allowed;  ///< hosts, with ":port" or without, that may be inside and may do without TLS
  std::string address;               ///< how browsers reach the server, without a slash at the end; empty: no links
};

/// The ports Deliver, AddEndpoint and RemoveEndpoint of domain/ports.hpp.
void deliver(journal::Transaction& tx, const Ports& ports, const domain::OutgoingMessage& message);
Result<std::string> add_endpoint(journal::Transaction& tx, const Ports& ports, const domain::EndpointWanted& wanted);
void remove_endpoint(journal::Transaction& tx, const std::string& id);

/// What an administrator sets up. `secret` of a webhook is told once, here.
struct Added {
  Endpoint endpoint;
  std::string secret;
};
Result<Added> add(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                  const domain::EndpointWanted& wanted, const Wants& wants);
/// Absent members stay as they are. Switching on forgets why it was off.
struct Change {
  std::optional<std::string> name;
  std::optional<std::string> address;
  std::optional<Wants> wants;
  std::optional<bool> on;
};
Result<Endpoint> change(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                        const std::string& id, const Change& change);
/// A new signing key; what is sent within a day is signed with the one before, too.
Result<Added> rotate(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, const std::string& id);
Result<> remove(journal::Transaction& tx, const domain::Principal& who, const std::string& id);

/// Sends a message that says that it is a test, now and once. Errors: what kept it from being answered.
struct Tested {
  std::string id;
  Answer answer;
  Micros took{};
};
Result<Tested> test(journal::Journal& journal, const Ports& ports, const domain::Principal& who, const std::string& id);

/// Puts it down again under its id. Errors: also conflict, while it waits or its endpoint is off.
Result<> replay(journal::Transaction& tx, const domain::Principal& who, const std::string& delivery);
/// The same for those of an endpoint that were put down since then: all of them, or those that were given up. Returns
/// how many there were.
Result<std::int64_t> replay_all(journal::Transaction& tx, const domain::Principal& who, const std::string& endpoint,
                                std::optional<Instant> since, bool delivered_too);

/// Puts down what endpoints want to hear of these facts. Doing it twice changes nothing.
void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts);

/// The handlers of the jobs of endpoints, one job for each: those that answer quickly, and those that are slow or fail,
/// so that the latter hold up each other only. Each returns after some seconds, for the sake of other endpoints. A
/// webhook that answers gets several messages at once where it would otherwise fall behind (pace.hpp).
inline constexpr std::string_view kSendJob = "deliver";
inline constexpr std::string_view kSlowJob = "deliver.slow";
std::optional<Instant> send_waiting(journal::Journal& journal, const Ports& ports, const journal::Job& job);

/// The handler of the hourly job kTidyJob: tells of actions that became overdue, forgets retired signing keys, and what
/// was settled thirty days ago.
inline constexpr std::string_view kTidyJob = "deliveries.tidy";
std::optional<Instant> tidy(journal::Journal& journal, const Ports& ports);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::deliveries
