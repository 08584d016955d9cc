// SPDX-License-Identifier: Apache-2.0
// The updates slice: what those who wait are told, and when they are to hear again.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts. The others read. Errors:
// invalid, not_found, forbidden, conflict.
#pragma once

#include "domain/ports.hpp"
#include "features/updates/pace.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::updates {

inline constexpr std::size_t kLongestText = 10'000;  // bytes, of each part

struct Ports {
  domain::GetIncident get_incident;
  domain::ListMembers list_members;
  domain::FindUserId find_user_id;
  domain::Notify notify;
  /// Posts an update for customers to status pages, as the list `pages` of NewUpdate says, in its transaction.
  std::function<Result<>(journal::Transaction&, const domain::Principal& who, const domain::Update&, const json::value& pages)> post_to_pages;
  /// The texts without what is used inside only; absent when there is nothing of the kind.
  std::function<std::optional<std::vector<std::string>>(const domain::Principal& who, std::int64_t number, const std::vector<std::string>& texts)>
      find_inside_words;
};

struct NewUpdate {
  domain::Audience audience = domain::Audience::internal;
  std::string conditions;
  std::string actions;
  std::string needs;
  std::optional<Instant> next_at;  ///< absent: as the severity asks
  std::optional<Instant> occurred_at;
};

/// What of the text a reader outside should not see: it names people, or addresses. Empty: nothing. Each part with roles
/// in place of names otherwise. Ask before the transaction.
struct Redacted {
  std::string conditions;
  std::string actions;
  std::string needs;
};
[[nodiscard]] std::optional<Redacted> find_names(const Ports& ports, const domain::Incident& incident, const NewUpdate& wanted);

/// Ends the snooze of its audience.
Result<domain::Update> post(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                            const NewUpdate& wanted);

/// Says how often the audience hears, or puts the next time off, which needs a reason.
Result<> set_pace(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, domain::Audience audience,
                  const Pace& pace);

/// Answer for ListUpdates.
Result<std::vector<domain::Update>> list(db::Connection& db, const domain::Principal& who, std::int64_t incident);
/// Answer for ListUpdatesDue, for an incident that the caller has read.
std::vector<domain::UpdateDue> list_due(db::Connection& db, const domain::Incident& incident);

/// The handler of the job kRemindJob, each minute: tells those who lead communications and the incident, or else who
/// declared it, once for each due time.
inline constexpr std::string_view kRemindJob = "updates.remind";
std::optional<Instant> remind(journal::Journal& journal, const Ports& ports);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::updates
