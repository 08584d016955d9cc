// SPDX-License-Identifier: Apache-2.0
// The slice's SQL. No policy and no facts here.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "features/escalation/policy.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::escalation {

enum class ClimbState { running, acknowledged, settled, exhausted };
[[nodiscard]] std::string_view to_text(ClimbState state);

/// One climb of a policy's ladder.
struct Climb {
  std::string id;
  std::int64_t incident = 0;
  Policy policy;                    ///< as it was when it began
  std::string reason;
  std::int64_t cause = 0;           ///< position of the fact that began it; 0: a person did
  bool anew = false;                ///< what was acknowledged or mitigated before it began counts for nothing
  ClimbState state = ClimbState::running;
  Place next;                       ///< the step that comes next
  std::optional<Instant> next_at;   ///< absent: none is left
  Instant started_at;
  std::string started_by;
  std::optional<Instant> ended_at;
  std::string ended_by;             ///< empty: nobody, or not yet
};

/// A step that was taken.
struct Firing {
  Place place;
  Instant at;
  std::vector<std::string> told;
};

/// The incident as the ladder looks at it.
struct Standing {
  Subject subject;
  domain::Visibility visibility = domain::Visibility::everyone;
  domain::Phase phase = domain::Phase::active;
  bool mitigated = false;           ///< or resolved: the worst is over
  bool acknowledged = false;        ///< the milestone is set, or somebody leads
  std::string leader;               ///< who leads; may be empty
};

}  // namespace debrief::features::escalation

namespace debrief::features::escalation::store {

/// True when there is nothing to hear the journal for: no policy, no rule, no running climb.
bool is_idle(db::Connection& db);

std::vector<Policy> list_policies(db::Connection& db);
std::optional<Policy> find_policy(db::Connection& db, const std::string& id);
/// In the place of the one with its id.
void put_policy(db::Connection& db, const Policy& policy, const std::string& by, Instant now);
bool remove_policy(db::Connection& db, const std::string& id);

std::vector<StakeholderRule> list_rules(db::Connection& db);
std::optional<StakeholderRule> find_rule(db::Connection& db, const std::string& id);
void put_rule(db::Connection& db, const StakeholderRule& rule, const std::string& by, Instant now);
bool remove_rule(db::Connection& db, const std::string& id);
/// False when the person was brought in by the rule before.
bool note_brought(db::Connection& db, const std::string& rule, std::int64_t incident, const std::string& user_id, Instant now);
bool was_brought(db::Connection& db, const std::string& rule, std::int64_t incident, const std::string& user_id);

std::optional<Standing> find_standing(db::Connection& db, std::int64_t incident);
/// The last incidents that `who` may read, newest first.
std::vector<Subject> list_recent(db::Connection& db, const domain::Principal& who, std::int64_t limit);
/// Accounts that hold one of these roles now.
std::vector<std::string> list_holders(db::Connection& db, std::int64_t incident, const std::vector<std::string>& roles);
/// Absent when there is no such endpoint any more, or it is switched off.
std::optional<std::string> find_endpoint_name(db::Connection& db, const std::string& id);

/// False when the policy climbs for this incident already.
bool insert(db::Connection& db, const Climb& climb);
void update(db::Connection& db, const Climb& climb);
std::optional<Climb> find(db::Connection& db, const std::string& id);
/// Newest first.
std::vector<Climb> list(db::Connection& db, std::int64_t incident);
/// False when the step was taken before.
bool insert_firing(db::Connection& db, const std::string& climb, const Firing& firing);
std::vector<Firing> list_firings(db::Connection& db, const std::string& climb);

}  // namespace debrief::features::escalation::store
