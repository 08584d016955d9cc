// SPDX-License-Identifier: Apache-2.0
// The duties slice: which incidents need a postmortem, who owns it, by when, and whether it came.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts. The others read.
// Errors: invalid, not_found, forbidden, conflict.
#pragma once

#include "domain/ports.hpp"
#include "features/duties/rules.hpp"
#include "journal/jobs.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::duties {

struct Ports {
  domain::GetIncident get_incident;
  domain::FindUserId find_user_id;
  domain::FindPostmortem find_postmortem;
  domain::DraftPostmortem draft;
  domain::Notify notify;
};

/// Brings duties in step with what the facts tell: opens them for incidents that are mitigated, drafts and tells,
/// notes drafts and publications. Doing it twice changes nothing.
void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts);

/// Who owns a postmortem. Look the account up before the transaction.
struct Owner {
  std::string name;               ///< empty: nobody
  std::optional<std::string> id;  ///< of the account, when there is one
};
[[nodiscard]] Owner owner_named(const Ports& ports, std::string_view name);

/// Opens a duty by hand. Errors: conflict when there is an open one.
struct Wanted {
  Owner owner;
  std::optional<Instant> due_at;  ///< absent: in five working days
  std::string reason;
};
Result<domain::Duty> open_by_hand(journal::Transaction& tx, const domain::Principal& who, const domain::Incident& incident,
                                  const Wanted& wanted);

/// Absent members stay as they are. Waiving needs a reason.
struct Change {
  std::optional<Owner> owner;
  std::optional<Instant> due_at;
  std::optional<domain::DutyState> state;
  std::string reason;
};
Result<domain::Duty> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                            const Change& change);

Result<std::optional<domain::Duty>> find(db::Connection& db, const domain::Principal& who, std::int64_t number);

/// The handler of the hourly job kRemindJob: tells owners of duties that are due within a day, and of overdue ones on
/// each working day.
inline constexpr std::string_view kRemindJob = "duties.remind";
std::optional<Instant> remind(journal::Journal& journal, const Ports& ports);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::duties
