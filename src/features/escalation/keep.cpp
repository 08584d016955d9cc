// SPDX-License-Identifier: Apache-2.0
#include "features/escalation/climb.hpp"

#include "domain/events.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::escalation {
namespace {

namespace events = domain::events;

const journal::Origin kEscalationOrigin{"Debrief", "", "escalation", std::nullopt};

// After which of them a policy or a rule may match that did not before.
bool may_match(const domain::Fact& fact) {
  static constexpr std::array<std::string_view, 7> kKinds{
      events::kIncidentDeclared, events::kSeverityChanged,   events::kServicesChanged, events::kTitleChanged,
      events::kSummaryChanged,   events::kVisibilityChanged, events::kIncidentReopened};
  return std::find(kKinds.begin(), kKinds.end(), fact.kind) != kKinds.end();
}

bool acknowledges(const domain::Fact& fact) {
  if (fact.kind == events::kMilestoneSet) return json::text_at(fact.data, "name") == "acknowledged";
  return (fact.kind == events::kRoleAssigned || fact.kind == events::kRoleHandedOver) &&
         json::text_at(fact.data, "role") == "incident_commander";
}

bool may_settle(const domain::Fact& fact) {
  return fact.kind == events::kStateChanged || fact.kind == events::kSeverityChanged || fact.kind == events::kServicesChanged ||
         fact.kind == events::kIncidentMerged ||
         (fact.kind == events::kMilestoneSet && (json::text_at(fact.data, "name") == "mitigated" || json::text_at(fact.data, "name") == "resolved"));
}

bool runs(const Standing& standing) { return standing.phase == domain::Phase::triage || standing.phase == domain::Phase::active; }

// Whether nobody needs to be called any more. What a person began is ended by people, or with the incident.
bool is_settled(const Standing& standing, const Climb& climb) {
  if (!runs(standing)) return true;
  return !climb.anew && (standing.mitigated || !reason_of(climb.policy.match, standing.subject));
}

std::string acknowledged_by(const domain::Fact& fact) {
  if (fact.kind == events::kRoleAssigned) return std::string(json::text_at(fact.data, "person"));
  if (fact.kind == events::kRoleHandedOver) return std::string(json::text_at(fact.data, "to"));
  return fact.actor;
}

void end_acknowledged(journal::Transaction& tx, const domain::Fact& fact) {
  for (Climb& climb : store::list(tx.db, fact.incident))
    if (climb.state == ClimbState::running && climb.started_at <= fact.recorded_at)
      end(tx, climb, ClimbState::acknowledged, acknowledged_by(fact));
}

void end_settled(journal::Transaction& tx, const Standing& standing) {
  for (Climb& climb : store::list(tx.db, standing.subject.number))
    if (climb.state == ClimbState::running && is_settled(standing, climb)) end(tx, climb, ClimbState::settled, "");
}

// One climb of a policy for an incident; another one only when the incident came back.
bool climbed_before(db::Connection& db, const domain::Fact& fact, const std::string& policy) {
  const auto climbs = store::list(db, fact.incident);
  return std::any_of(climbs.begin(), climbs.end(), [&](const Climb& climb) {
    if (climb.policy.id != policy) return false;
    return climb.state == ClimbState::running || climb.cause == fact.position || fact.kind != events::kIncidentReopened;
  });
}

void begin_matching(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams, const Standing& standing,
                    const domain::Fact& fact) {
  const bool came_back = fact.kind == events::kIncidentReopened;
  // A drill or near miss that nobody gave a severity wakes nobody.
  if (standing.subject.kind != domain::Kind::normal && !standing.subject.severity) return;
  if (!runs(standing) || (!came_back && (standing.acknowledged || standing.mitigated))) return;
  for (const Policy& policy : store::list_policies(tx.db)) {
    const auto reason = policy.active ? reason_of(policy.match, standing.subject) : std::nullopt;
    if (!reason || climbed_before(tx.db, fact, policy.id)) continue;
    Climb climb;
    climb.policy = policy;
    climb.reason = *reason;
    climb.cause = fact.position;
    climb.anew = came_back;
    climb.started_by = "Debrief";
    begin(tx, ports, teams, standing, std::move(climb));
  }
}

domain::Notice brought_notice(const StakeholderRule& rule, const Subject& subject, const std::string& reason,
                              const std::vector<domain::Member>& people) {
  domain::Notice notice;
  notice.kind = "stakeholder.brought";
  for (const auto& member : people) notice.to.push_back(member.id);
  notice.incident = subject.number;
  notice.title = fmt::format("{}: {}", head_of(subject), subject.title);
  notice.text = fmt::format("You are told of it because {} (rule “{}”).{}{}", reason, rule.name, subject.summary.empty() ? "" : "\n\n", subject.summary);
  notice.path = fmt::format("/incidents/{}", subject.number);
  notice.key = fmt::format("stakeholders/{}/{}", rule.id, subject.number);
  return notice;
}

void bring_in(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams, const Standing& standing) {
  const Subject& subject = standing.subject;
  if (!runs(standing)) return;
  for (const StakeholderRule& rule : store::list_rules(tx.db)) {
    const auto reason = rule.active ? reason_of(rule.match, subject) : std::nullopt;
    if (!reason) continue;
    std::vector<std::string> ids = rule.people;
    for (auto& id : members_of(teams, rule.teams)) ids.push_back(std::move(id));
    auto people = readers_among(tx.db, ports, subject.number, ids);
    std::erase_if(people, [&](const auto& one) { return !store::note_brought(tx.db, rule.id, subject.number, one.id, tx.now()); });
    if (people.empty()) continue;
    ports.notify(tx, brought_notice(rule, subject, *reason, people));
    json::array names;
    for (const auto& one : people) names.emplace_back(one.name);
    tx.append({subject.number, std::string(events::kStakeholdersBrought), tx.now(),
               {{"rule", rule.id}, {"name", rule.name}, {"people", std::move(names)}, {"reason", *reason}}});
  }
}

// A merge, or another server, may have taken the incident away meanwhile.
void hear_one(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams, const domain::Fact& fact) {
  const auto standing = store::find_standing(tx.db, fact.incident);
  if (!standing) return;
  if (acknowledges(fact)) end_acknowledged(tx, fact);
  if (may_settle(fact)) end_settled(tx, *standing);
  if (!may_match(fact)) return;
  bring_in(tx, ports, teams, *standing);
  begin_matching(tx, ports, teams, *standing, fact);
}

}  // namespace

void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts) {
  for (const domain::Fact& fact : facts) {
    if (fact.incident == domain::kServerChain || !(may_match(fact) || acknowledges(fact) || may_settle(fact))) continue;
    if (journal.database().read(store::is_idle)) continue;
    const auto teams = ports.list_teams();
    const auto kept = journal.write(kEscalationOrigin, [&](journal::Transaction& tx) -> Result<> {
      hear_one(tx, ports, teams, fact);
      return {};
    });
    static_cast<void>(kept);
  }
}

std::optional<Instant> step(journal::Journal& journal, const Ports& ports, const journal::Job& job) {
  const std::string id(json::text_at(job.data, "escalation"));
  const Place due{job.data.at("round").to_number<std::int64_t>(), job.data.at("level").to_number<std::int64_t>()};
  const auto teams = ports.list_teams();
  const auto taken = journal.write(kEscalationOrigin, [&](journal::Transaction& tx) -> Result<> {
    auto climb = store::find(tx.db, id);
    if (!climb || climb->state != ClimbState::running || climb->next != due) return {};
    const auto standing = store::find_standing(tx.db, climb->incident);
    if (!standing || is_settled(*standing, *climb)) end(tx, *climb, ClimbState::settled, "");
    else if (standing->acknowledged && !climb->anew)
      end(tx, *climb, ClimbState::acknowledged, standing->leader);
    else take_step(tx, ports, teams, *standing, *climb);
    return {};
  });
  static_cast<void>(taken);
  return std::nullopt;
}

}  // namespace debrief::features::escalation
