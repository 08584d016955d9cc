// SPDX-License-Identifier: Apache-2.0
#include "features/escalation/climb.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::escalation {
namespace {

namespace events = domain::events;

constexpr std::size_t kMostKept = 100;  // policies, and rules

template <class T>
Result<> prepare_save(journal::Transaction& tx, T& wanted, const std::optional<T>& before, std::size_t kept, std::optional<std::int64_t> expected) {
  if (wanted.id.empty()) {
    if (kept >= kMostKept) return make_error(ErrorCode::conflict, "there are {} of them already", kMostKept);
    wanted.id = new_id(tx.now());
    wanted.version = 1;
    return {};
  }
  if (!before) return not_found("there is no '{}'", shorten(wanted.id, 60));
  if (expected && *expected != before->version)
    return make_error(ErrorCode::precondition, "'{}' was changed meanwhile", before->name).with_help("Look at it again, then change it.");
  wanted.version = before->version + 1;
  return {};
}

std::optional<Policy> policy_for(db::Connection& db, const std::string& id, const Subject& subject) {
  if (!id.empty()) return store::find_policy(db, id);
  for (Policy& policy : store::list_policies(db))
    if (policy.active && reason_of(policy.match, subject)) return std::move(policy);
  return std::nullopt;
}

}  // namespace

Result<Climb> escalate_now(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams,
                           const domain::Principal& who, std::int64_t incident, const std::string& policy,
                           const std::string& reason) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  const auto standing = store::find_standing(tx.db, incident);
  if (!standing) return not_found("there is no such incident");
  auto climbs = store::list(tx.db, incident);
  const auto running = std::find_if(climbs.begin(), climbs.end(), [&](const Climb& climb) {
    return climb.state == ClimbState::running && (policy.empty() || climb.policy.id == policy);
  });
  const std::string asked = fmt::format("{} asked for it{}{}", who.name, trim(reason).empty() ? "" : ": ", trim(reason));
  if (running != climbs.end()) {
    take_step(tx, ports, teams, *standing, *running, asked);
    return *running;
  }
  if (standing->phase != domain::Phase::triage && standing->phase != domain::Phase::active)
    return make_error(ErrorCode::conflict, "the incident is over").with_help("Reopen it first.");
  Climb climb;
  auto found = policy_for(tx.db, policy, standing->subject);
  if (!found && !policy.empty()) return not_found("there is no such policy").at("/policy");
  if (!found) return make_error(ErrorCode::conflict, "no policy fits this incident").at("/policy").with_help("Say which policy is to be climbed.");
  climb.policy = std::move(*found);
  climb.reason = asked;
  climb.anew = true;
  climb.started_by = who.name;
  auto begun = begin(tx, ports, teams, *standing, std::move(climb));
  if (!begun) return make_error(ErrorCode::conflict, "somebody else began it a moment ago");
  return *std::move(begun);
}

Result<> acknowledge(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  const auto standing = store::find_standing(tx.db, incident);
  if (!standing) return not_found("there is no such incident");
  const bool set = tx.db.query_one("select 1 from milestones where incident = $1 and name = 'acknowledged'", incident).has_value();
  if (!set && ports.acknowledge) TRY(ports.acknowledge(tx, who, incident));
  for (Climb& climb : store::list(tx.db, incident))
    if (climb.state == ClimbState::running || climb.state == ClimbState::exhausted) end(tx, climb, ClimbState::acknowledged, who.name);
  return {};
}

Result<Policy> save_policy(journal::Transaction& tx, const domain::Principal& who, Policy policy, std::optional<std::int64_t> expected) {
  TRY(domain::require(who, domain::Action::edit));
  TRY(prepare_save(tx, policy, store::find_policy(tx.db, policy.id), store::list_policies(tx.db).size(), expected));
  store::put_policy(tx.db, policy, who.name, tx.now());
  json::object wanted = wanted_json(policy);
  tx.append({domain::kServerChain, std::string(events::kEscalationSaved), tx.now(),
             {{"id", policy.id}, {"name", policy.name}, {"steps", wanted.at("steps")}, {"match", wanted.at("match")},
              {"active", policy.active}, {"repeats", policy.repeats}, {"repeat_after", policy.repeat_after}}});
  return policy;
}

Result<> remove_policy(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  TRY(domain::require(who, domain::Action::edit));
  const auto policy = store::find_policy(tx.db, id);
  if (!policy) return not_found("there is no such policy");
  store::remove_policy(tx.db, id);
  tx.append({domain::kServerChain, std::string(events::kEscalationSaved), tx.now(), {{"id", id}, {"name", policy->name}, {"steps", nullptr}}});
  return {};
}

Result<StakeholderRule> save_rule(journal::Transaction& tx, const domain::Principal& who, StakeholderRule rule,
                                  std::optional<std::int64_t> expected) {
  TRY(domain::require(who, domain::Action::edit));
  TRY(prepare_save(tx, rule, store::find_rule(tx.db, rule.id), store::list_rules(tx.db).size(), expected));
  store::put_rule(tx.db, rule, who.name, tx.now());
  tx.append({domain::kServerChain, std::string(events::kStakeholderRuleSaved), tx.now(), {{"id", rule.id}, {"name", rule.name}, {"rule", wanted_json(rule)}}});
  return rule;
}

Result<> remove_rule(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  TRY(domain::require(who, domain::Action::edit));
  const auto rule = store::find_rule(tx.db, id);
  if (!rule) return not_found("there is no such rule");
  store::remove_rule(tx.db, id);
  tx.append({domain::kServerChain, std::string(events::kStakeholderRuleSaved), tx.now(), {{"id", id}, {"name", rule->name}, {"rule", nullptr}}});
  return {};
}

Preview preview(db::Connection& db, const domain::Principal& who, const Match& match) {
  constexpr std::int64_t kPreviewed = 50;
  Preview found;
  for (Subject& subject : store::list_recent(db, who, kPreviewed)) {
    ++found.checked;
    if (auto reason = reason_of(match, subject)) found.items.emplace_back(std::move(subject), *std::move(reason));
  }
  return found;
}

}  // namespace debrief::features::escalation
