// SPDX-License-Identifier: Apache-2.0
// The escalation slice: who is told, step by step, while nobody acknowledges an incident; and who is brought in because
// of what an incident is.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts. The others read. Errors:
// invalid, not_found, forbidden, conflict, precondition.
#pragma once

#include "domain/ports.hpp"
#include "features/escalation/policy.hpp"
#include "features/escalation/store.hpp"
#include "journal/jobs.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::escalation {

/// `find_member` reads inside a transaction. `acknowledge` sets the milestone, in the caller's transaction; unset, or
/// without `deliver`, that part does nothing.
struct Ports {
  domain::ListTeams list_teams;
  std::function<std::optional<domain::Member>(db::Connection&, const std::string& id)> find_member;
  domain::Notify notify;
  domain::Deliver deliver;
  std::function<Result<>(journal::Transaction&, const domain::Principal& who, std::int64_t number)> acknowledge;
};

/// Hears the journal: begins climbs for incidents that match, ends those that were acknowledged or settled, brings
/// stakeholders in. Doing it twice changes nothing.
void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts);

/// The handler of the job kStepJob, one for each step, put down with what makes it due: takes the step unless somebody
/// acknowledged, or it was taken.
inline constexpr std::string_view kStepJob = "escalation.step";
std::optional<Instant> step(journal::Journal& journal, const Ports& ports, const journal::Job& job);

/// By hand: the running climb takes its next step now; without one the ladder of this policy begins. `policy` empty: the
/// running one's, or the first whose match holds. Errors: conflict when the last step was taken, or no policy fits.
Result<Climb> escalate_now(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams,
                           const domain::Principal& who, std::int64_t incident, const std::string& policy,
                           const std::string& reason);
/// Somebody has it in hand: sets the milestone unless it is set, and ends every climb of the incident.
Result<> acknowledge(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident);

/// Both lists belong to editors. An id that is empty: a new one. `expected` is the version that the writer saw.
Result<Policy> save_policy(journal::Transaction& tx, const domain::Principal& who, Policy policy, std::optional<std::int64_t> expected);
Result<> remove_policy(journal::Transaction& tx, const domain::Principal& who, const std::string& id);
Result<StakeholderRule> save_rule(journal::Transaction& tx, const domain::Principal& who, StakeholderRule rule,
                                  std::optional<std::int64_t> expected);
Result<> remove_rule(journal::Transaction& tx, const domain::Principal& who, const std::string& id);

/// Incidents among the last 50 that a match would have held for, as far as `who` may read them, newest first.
struct Preview {
  std::int64_t checked = 0;
  std::vector<std::pair<Subject, std::string>> items;  ///< with the reasons
};
[[nodiscard]] Preview preview(db::Connection& db, const domain::Principal& who, const Match& match);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::escalation
