// SPDX-License-Identifier: Apache-2.0
// The dates slice: what is due after an incident, and by when.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts. The others read.
// Errors: invalid, not_found, forbidden.
#pragma once

#include "domain/ports.hpp"
#include "features/dates/plan.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::dates {

/// The meeting about a postmortem.
struct Meeting {
  Instant starts_at;
  Instant ends_at;
};

struct Ports {
  domain::GetIncident get_incident;
  domain::FindDuty find_duty;
  /// Moves the date of the duty to publish, in the caller's transaction.
  std::function<Result<>(journal::Transaction&, const domain::Principal&, std::int64_t number, Instant due_at, const std::string& reason)> move_duty;
  domain::FindPostmortem find_postmortem;
  domain::ListAccounts list_accounts;
  domain::ListActions list_actions;
  /// Absent: no meeting about the postmortem is set, or it was called off.
  std::function<std::optional<Meeting>(std::int64_t number)> find_meeting;
  domain::FindUserId find_user_id;
  domain::Notify notify;
};

/// A step of one incident.
struct Dated {
  std::int64_t incident = 0;
  std::string id;
  std::string name;
  std::int64_t place = 0;
  std::optional<Instant> due_at;  ///< absent: people took the date away
  bool by_hand = false;           ///< people set the date
  std::optional<Instant> done_at;
  std::string done_by;  ///< who ticked it; while it is open: who said that it is not done, which nothing but people ends
  bool is_duty = false;  ///< publishing, as the duty says
};

/// Brings dates in step with what the facts tell: sets them once an incident is over, puts what is done down as done,
/// takes dates back when it is reopened. Doing it twice changes nothing.
void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts);

/// Absent members stay as they are. A date is moved for a reason.
struct Change {
  std::optional<std::optional<Instant>> due_at;
  std::optional<bool> done;
  std::string reason;
};
Result<> change(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
                const std::string& step, bool is_duty, const Change& wanted);

/// In the order of the settings, the duty to publish in its place; empty while the incident goes on.
Result<std::vector<Dated>> list(journal::Journal& journal, const Ports& ports, const domain::Principal& who, std::int64_t number);

/// The handler of the hourly job kRemindJob: ticks reviews whose meeting has taken place, and, on working days, tells those who led an incident, and who owns its
/// postmortem, of what is due within a day and overdue, all at once.
inline constexpr std::string_view kRemindJob = "dates.remind";
std::optional<Instant> remind(journal::Journal& journal, const Ports& ports);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::dates
