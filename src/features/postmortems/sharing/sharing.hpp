// SPDX-License-Identifier: Apache-2.0
// Sharing published postmortems: links that end, the feed, the weekly digest and "on this day".
//
// Links and feeds are secrets in addresses: they are kept as hashes, shown once, and never logged.
#pragma once

#include "features/postmortems/postmortems.hpp"
#include "journal/jobs.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::sharing {

struct Ports {
  postmortems::Ports document;
  domain::ListMembers list_members;
  domain::Notify notify;
  std::string address;  ///< how browsers reach the server, without a slash at the end; may be empty
};

/// A link by which anybody reads the redacted postmortem while it is published.
struct Share {
  std::string id;
  std::int64_t incident = 0;
  bool sources = false;  ///< cited timeline entries are shown, redacted too
  std::string created_by;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> closed_at;
  std::optional<Instant> opened_at;  ///< last, to the hour
};

struct Opened {
  Share share;
  std::string token;
};
/// Takes Action::publish. Errors: not_found, forbidden, conflict when it is not published.
Result<Opened> open_share(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, Micros lasts, bool sources);
Result<> close_share(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& id);
Result<std::vector<Share>> list_shares(db::Connection& db, const domain::Principal& who, std::int64_t incident);
/// Absent when there is no such link, or it has ended.
[[nodiscard]] std::optional<Share> find_share(db::Connection& db, std::string_view token, Instant now);

/// The page behind a link. Errors: not_found when the postmortem is not published any more.
Result<std::string> shared_page(journal::Journal& journal, const Ports& ports, const Share& share);

struct Subscription {
  bool digest = false;
  bool feed = false;  ///< there is an address of a feed
};
[[nodiscard]] Subscription find_subscription(db::Connection& db, const std::string& user_id);
void set_digest(db::Connection& db, const std::string& user_id, bool digest);
/// A new address; the one before it ends. Returns its secret.
std::string open_feed(db::Connection& db, const std::string& user_id);
void close_feed(db::Connection& db, const std::string& user_id);
[[nodiscard]] std::optional<std::string> find_feed_reader(db::Connection& db, std::string_view token);

/// The handler of the hourly job kDigestJob: on Mondays from seven (UTC) what was published in the week before and
/// what is overdue, and on each day what was published about incidents of that day in earlier years. Each once.
inline constexpr std::string_view kDigestJob = "digest";
std::optional<Instant> send_digests(journal::Journal& journal, const Ports& ports);

}  // namespace debrief::features::postmortems::sharing
