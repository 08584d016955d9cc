// SPDX-License-Identifier: Apache-2.0
#include "features/duties/duties.hpp"
#include "features/duties/opening.hpp"
#include "features/duties/self.hpp"
#include "features/duties/store.hpp"

#include "base/time.hpp"
#include "base/working_days.hpp"
#include "domain/events.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace debrief::features::duties {
namespace {

namespace events = domain::events;

bool concerns(const domain::Fact& fact) {
  static constexpr std::array<std::string_view, 13> kKinds{
      events::kIncidentDeclared, events::kSeverityChanged,  events::kEffectsChanged,    events::kStateChanged,
      events::kMilestoneSet,     events::kMilestoneCleared, events::kPostmortemDrafted, events::kPostmortemMoved,
      events::kDutyOpened,       events::kDutyChanged,      events::kPostmortemImported,
      events::kIncidentMerged,   events::kIncidentUnmerged};
  return fact.incident != domain::kServerChain && std::find(kKinds.begin(), kKinds.end(), fact.kind) != kKinds.end();
}

// Incidents of the past and exercises are not owed to anybody, unless a person says so.
bool counts(const domain::Incident& incident) {
  return incident.kind == domain::Kind::normal || incident.kind == domain::Kind::near_miss;
}

std::vector<std::string> people_of(const Ports& ports, const domain::Incident& incident, const domain::Duty& duty) {
  std::set<std::string> ids;
  if (duty.owner_id) ids.insert(*duty.owner_id);
  for (const auto& role : incident.roles)
    if (auto id = ports.find_user_id(role.person)) ids.insert(*id);
  return {ids.begin(), ids.end()};
}

domain::Notice notice_of(const Ports& ports, const domain::Incident& incident, const domain::Duty& duty) {
  domain::Notice notice;
  notice.kind = "postmortem.required";
  notice.to = people_of(ports, incident, duty);
  notice.incident = incident.number;
  notice.title = fmt::format("{} needs a postmortem: {}", domain::incident_key(incident.number), incident.title);
  notice.text = fmt::format("Why: {}.\nOwner: {}.\nDue: {} UTC.\nA draft from what is recorded is there. What you saw, did and "
                            "assumed belongs into it while it is fresh.",
                            duty.reason, duty.owner.empty() ? "nobody yet" : duty.owner, to_minutes(duty.due_at));
  notice.path = fmt::format("/incidents/{}/postmortem", incident.number);
  notice.key = fmt::format("duty/{}/{}", incident.number, duty.required_at.micros);
  return notice;
}

void open_if_demanded(journal::Journal& journal, const Ports& ports, const domain::Incident& incident) {
  if (!counts(incident) || !mitigated_at(incident)) return;
  const auto rules = journal.database().read([](db::Connection& db) { return store::list_rules(db); });
  const auto demand = demand_of(rules, incident);
  if (!demand) return;
  domain::Duty duty;
  duty.incident = incident.number;
  duty.rule = demand->rule->id;
  duty.reason = demand->reason;
  duty.owner = owner_of(*demand->rule, incident);
  if (!duty.owner.empty()) duty.owner_id = ports.find_user_id(duty.owner);
  duty.required_at = journal.clock().now();
  duty.due_at = after_working_days(duty.required_at, demand->rule->working_days);
  const auto opened = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<bool> { return open(tx, duty); });
  static_cast<void>(opened);  // of two servers, one opens it
}

// Notes what became of a duty. True when something is new.
bool note_course(domain::Duty& duty, const domain::Incident& incident, const std::optional<domain::Postmortem>& postmortem) {
  domain::Duty now = duty;
  const auto* resolved = incident.find_milestone("resolved");
  now.resolved_at = resolved != nullptr ? std::optional(resolved->at) : std::nullopt;
  if (postmortem) now.drafted_at = postmortem->drafted_at;
  const bool published = postmortem && postmortem->state == domain::PostmortemState::published;
  now.published_at = published ? postmortem->published_at : std::nullopt;
  if (published) now.state = domain::DutyState::done;
  else if (now.state == domain::DutyState::done) now.state = domain::DutyState::open;
  const bool is_new = now.resolved_at != duty.resolved_at || now.drafted_at != duty.drafted_at ||
                      now.published_at != duty.published_at || now.state != duty.state;
  duty = now;
  return is_new;
}

void keep_course(journal::Journal& journal, const Ports& ports, const domain::Incident& incident) {
  auto duty = journal.database().read([&](db::Connection& db) { return store::find(db, incident.number); });
  if (!duty) return;
  auto postmortem = ports.find_postmortem(kSelf, incident.number);
  if (postmortem && !*postmortem && duty->state == domain::DutyState::open) {
    // Somebody may have drafted it meanwhile: that one is as good.
    auto drafted = ports.draft(kOrigin, kSelf, incident.number, "");
    postmortem = drafted ? Result<std::optional<domain::Postmortem>>(std::move(*drafted)) : ports.find_postmortem(kSelf, incident.number);
  }
  const bool is_new = postmortem && note_course(*duty, incident, *postmortem);
  const bool tells = duty->state == domain::DutyState::open;
  if (!is_new && !tells) return;
  const domain::Notice notice = notice_of(ports, incident, *duty);
  const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    if (is_new) store::update(tx.db, *duty);
    if (tells) ports.notify(tx, notice);
    return {};
  });
  static_cast<void>(kept);
}

// What goes on in another incident is owed there; what was waived for that comes back when the merge is taken back.
void keep_merge(journal::Journal& journal, std::int64_t number) {
  const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    auto duty = store::find(tx.db, number);
    if (!duty) return {};
    const auto target = store::merged_into(tx.db, number);
    json::object data;
    if (target && duty->state == domain::DutyState::open) {
      duty->state = domain::DutyState::waived;
      data = json::object{{"state", "waived"}, {"reason", "merged into " + domain::incident_key(*target)}, {"into", *target}};
    } else if (!target && duty->state == domain::DutyState::waived && store::waived_by_merge(tx.db, number)) {
      duty->state = domain::DutyState::open;
      data = json::object{{"state", "open"}, {"reason", "the merge was taken back"}};
    } else {
      return {};
    }
    store::update(tx.db, *duty);
    tx.append({number, std::string(events::kDutyChanged), tx.now(), std::move(data)});
    return {};
  });
  static_cast<void>(kept);
}

}  // namespace

void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts) {
  std::set<std::int64_t> numbers;
  for (const domain::Fact& fact : facts)
    if (concerns(fact)) numbers.insert(fact.incident);
  for (const std::int64_t number : numbers) {
    const auto incident = ports.get_incident(kSelf, number);
    if (!incident) continue;
    keep_merge(journal, number);
    const auto [duty, merged] = journal.database().read([&](db::Connection& db) {
      return std::pair(store::find(db, number), store::merged_into(db, number).has_value());
    });
    if (!duty && !merged) open_if_demanded(journal, ports, *incident);
    keep_course(journal, ports, *incident);
  }
}

}  // namespace debrief::features::duties
