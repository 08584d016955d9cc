// SPDX-License-Identifier: Apache-2.0
// Who hears of a page, and who follows the updates of one incident. Addresses are personal data: they stand in no fact
// and are gone with the subscription.
#pragma once

#include "features/status/status.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::status {

struct Subscriber {
  std::string id;
  std::string page;
  std::string kind;                     ///< "mail", "webhook"
  std::string address;
  std::vector<std::string> components;  ///< ids; empty: all
  std::string token;
  std::string endpoint;                 ///< of a webhook
  Instant asked_at;
  std::int64_t asks = 1;                ///< within a day
  std::optional<Instant> confirmed_at;
};

/// Slows down those who ask in masses: counts within ten minutes, in the store, so that it holds across its servers and
/// their restarts. Keys are kept as hashes. Errors: rate_limited.
Result<> take_allowance(db::Database& database, const std::string& key, std::int64_t most, Instant now);

struct Wanted {
  std::string kind;
  std::string address;
  std::vector<std::string> components;
};
/// Sends a mail with a link, or a challenge to a webhook; what comes back with it confirms. An address that subscribed
/// already is sent its own link again, at most three times a day, so that nobody can tell by the outcome. A new
/// webhook finds its signing secret in the challenge. Errors: invalid (address), for a webhook those of AddEndpoint.
Result<> ask(journal::Transaction& tx, const Ports& ports, const Page& page, const Wanted& wanted);

std::optional<Subscriber> find_subscriber(db::Connection& db, const std::string& token);
/// False when there is none.
bool confirm(journal::Transaction& tx, const std::string& token);
/// Ends a subscription to a page or to an incident; false when there was none.
bool unsubscribe(journal::Transaction& tx, const Ports& ports, const std::string& token);
bool remove_subscriber(journal::Transaction& tx, const Ports& ports, const std::string& page, const std::string& id);

/// After the id `after`, by id; only confirmed ones with `confirmed`.
std::vector<Subscriber> list_subscribers(db::Connection& db, const std::string& page, const std::string& after, std::int64_t limit, bool confirmed);
struct SubscriberCounts {
  std::int64_t mail = 0;
  std::int64_t webhook = 0;
  std::int64_t unconfirmed = 0;
};
SubscriberCounts count_subscribers(db::Connection& db, const std::string& page);
/// "a•••@e•••.com", "https://example.com/•••".
[[nodiscard]] std::string masked(const Subscriber& subscriber);
[[nodiscard]] std::string masked_address(std::string_view address);

/// Somebody who gets the updates of one incident by mail.
struct IncidentFollower {
  std::string id;
  std::int64_t incident = 0;
  domain::Audience audience = domain::Audience::internal;
  std::string address;
  std::optional<std::string> user_id;
  std::string token;
  std::string added_by;
  Instant added_at;
};
std::vector<IncidentFollower> list_followers(db::Connection& db, std::int64_t incident);
std::optional<IncidentFollower> find_follower(db::Connection& db, const std::string& token);
/// `member` is the account of the address, when there is one. An address without an account follows updates for executives
/// or customers, and no private incident. Tells the address who added it, unless it is the one who asks. Errors: those of
/// the policy, invalid, conflict.
Result<IncidentFollower> follow(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident,
                                domain::Audience audience, const std::string& address, const std::optional<domain::Member>& member);
Result<> unfollow(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& id);

/// `by_link`: by who has the address, with the link in a mail.
void remove_follower(journal::Transaction& tx, std::int64_t incident, const std::string& id, bool by_link);

/// What stands in the mail to those who follow: conditions, actions, needs, and when the next one comes.
[[nodiscard]] std::string mail_text(const domain::Update& update);

}  // namespace debrief::features::status
