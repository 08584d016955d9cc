// SPDX-License-Identifier: Apache-2.0
// Actions that are followed in another system: linked there, and kept in step with what becomes of them.
//
// What asks a tracker takes seconds: not inside of transactions.
#pragma once

#include "features/actions/actions.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::actions {

/// A configured tracker. Token and secret of the hook are sealed, and leave the store nowhere but in requests.
struct TrackerEntry {
  std::string id;
  std::string kind;
  std::string name;
  std::string address;
  std::string project;
  std::string account;
  Instant created_at;
  std::optional<Instant> heard_at;  ///< an event came
  std::optional<Instant> asked_at;  ///< it answered
  std::string error;                ///< of the last time it was asked; empty: none
};

struct NewTracker {
  std::string kind;
  std::string name;
  std::string address;  ///< empty: the usual one of the kind
  std::string project;
  std::string account;
  std::string token;
};
struct CreatedTracker {
  TrackerEntry tracker;
  std::string hook_secret;  ///< told this once
};
Result<CreatedTracker> add_tracker(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                                   const NewTracker& wanted);
Result<> remove_tracker(journal::Transaction& tx, const domain::Principal& who, const std::string& id);

/// What to link: the page at `url`, or a new issue in the tracker with this id.
struct LinkWanted {
  std::string url;
  std::string tracker;
  bool private_confirmed = false;  ///< the text of a private incident may leave
};
/// A page of no configured tracker is linked, and nobody asks after it. Errors: also unavailable.
Result<domain::ActionItem> link(journal::Journal& journal, const Ports& ports, const journal::Origin& origin,
                                const domain::Principal& who, std::int64_t number, const LinkWanted& wanted);
Result<domain::ActionItem> unlink(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                  Version expected);

/// Takes in an event of a tracker. Errors: unauthenticated, when it is not signed with the secret of the hook.
Result<> hear_tracker(journal::Journal& journal, const Ports& ports, const std::string& id,
                      const domain::Headers& headers, std::string_view body);

/// The handler of the job kFollowJob, every five minutes: asks trackers after links that were not heard of for a
/// quarter of an hour; after closed ones once a day.
inline constexpr std::string_view kFollowJob = "actions.follow";
std::optional<Instant> follow(journal::Journal& journal, const Ports& ports);

namespace store {

std::vector<TrackerEntry> list_trackers(db::Connection& db);
std::optional<TrackerEntry> find_tracker(db::Connection& db, const std::string& id);
void insert_tracker(db::Connection& db, const TrackerEntry& tracker, const std::string& sealed_token,
                    const std::string& sealed_secret);
/// Forgets its secrets, too.
void remove_tracker(db::Connection& db, const std::string& id, Instant now);
struct Sealed {
  std::string token;
  std::string hook_secret;
};
std::optional<Sealed> find_sealed(db::Connection& db, const std::string& id);
void note_asked(db::Connection& db, const std::string& id, Instant now, const std::string& error);
void note_heard(db::Connection& db, const std::string& id, Instant now);

}  // namespace store
}  // namespace debrief::features::actions
