// SPDX-License-Identifier: Apache-2.0
// How a ladder is climbed, inside transactions.
#pragma once

#include "features/escalation/escalation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::escalation {

/// Begins to climb: the first step is a job, or taken at once where it waits for nothing. Absent when the policy climbs
/// for this incident already.
std::optional<Climb> begin(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams,
                           const Standing& standing, Climb climb);
/// Takes the next step, tells people, and puts down the job for the one after it. `asked`: who wanted it now, and why; empty
/// when it was due.
void take_step(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams, const Standing& standing,
               Climb& climb, std::string_view asked = {});
void end(journal::Transaction& tx, Climb& climb, ClimbState state, const std::string& by);

/// The accounts among these people and members of teams that may read the incident, each once.
std::vector<domain::Member> readers_among(db::Connection& db, const Ports& ports, std::int64_t incident,
                                          const std::vector<std::string>& ids);
std::vector<std::string> members_of(const std::vector<domain::Team>& teams, const std::vector<std::string>& team_ids);

}  // namespace debrief::features::escalation
