// SPDX-License-Identifier: Apache-2.0
#include "features/duties/duties.hpp"
#include "features/duties/opening.hpp"
#include "features/duties/store.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "base/working_days.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::duties {
namespace {

constexpr std::int64_t kUsualDays = 5;

Result<> check_not_merged(db::Connection& db, std::int64_t number) {
  if (!store::merged_into(db, number)) return {};
  return conflict("{} goes on in another incident", domain::incident_key(number)).with_help("Ask for the postmortem there, or take the merge back.");
}

}  // namespace

Owner owner_named(const Ports& ports, std::string_view name) {
  Owner owner{std::string(trim(name)), std::nullopt};
  if (!owner.name.empty()) owner.id = ports.find_user_id(owner.name);
  return owner;
}

bool open(journal::Transaction& tx, const domain::Duty& duty) {
  if (!store::insert(tx.db, duty)) return false;
  tx.append({duty.incident, std::string(domain::events::kDutyOpened), tx.now(),
             {{"rule", duty.rule}, {"reason", duty.reason}, {"owner", duty.owner}, {"due_at", to_rfc3339(duty.due_at)}}});
  return true;
}

Result<domain::Duty> open_by_hand(journal::Transaction& tx, const domain::Principal& who, const domain::Incident& incident,
                                  const Wanted& wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident.number));
  TRY(check_not_merged(tx.db, incident.number));
  domain::Duty duty;
  duty.incident = incident.number;
  duty.rule = "by_hand";
  duty.reason = wanted.reason.empty() ? "asked for by " + who.name : wanted.reason;
  duty.owner = wanted.owner.name;
  duty.owner_id = wanted.owner.id;
  duty.required_at = tx.now();
  duty.due_at = wanted.due_at.value_or(after_working_days(tx.now(), kUsualDays));
  if (const auto* resolved = incident.find_milestone("resolved")) duty.resolved_at = resolved->at;
  if (const auto before = store::find(tx.db, incident.number); before && before->state == domain::DutyState::waived) {
    duty.required_at = before->required_at;
    duty.drafted_at = before->drafted_at;
    store::update(tx.db, duty);
    tx.append({duty.incident, std::string(domain::events::kDutyChanged), tx.now(),
               {{"state", "open"}, {"owner", duty.owner}, {"due_at", to_rfc3339(duty.due_at)}, {"reason", duty.reason}}});
    return duty;
  }
  if (!open(tx, duty))
    return conflict("{} needs a postmortem already", domain::incident_key(incident.number)).with_help("Change its owner or date instead.");
  return duty;
}

Result<domain::Duty> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                            const Change& change) {
  TRY(journal::require_incident(tx.db, who, domain::Action::edit, number));
  auto found = store::find(tx.db, number);
  if (!found) return not_found("{} needs no postmortem", domain::incident_key(number)).with_help("POST to ask for one.");
  domain::Duty duty = *found;
  json::object data;
  if (change.owner && change.owner->name != duty.owner) {
    duty.owner = change.owner->name;
    duty.owner_id = change.owner->id;
    data["owner"] = duty.owner;
  }
  if (change.due_at && *change.due_at != duty.due_at) {
    duty.due_at = *change.due_at;
    data["due_at"] = to_rfc3339(duty.due_at);
  }
  if (change.state && *change.state != duty.state) {
    if (*change.state == domain::DutyState::done)
      return invalid("a duty is done when the postmortem is published").at("/state").with_help("Publish it, or waive the duty.");
    if (*change.state == domain::DutyState::waived && trim(change.reason).empty())
      return invalid("waiving needs a reason").at("/reason").with_help("Say why nothing can be learned here, or where it is written.");
    if (*change.state == domain::DutyState::open) TRY(check_not_merged(tx.db, number));
    duty.state = *change.state;
    data["state"] = to_text(duty.state);
  }
  if (data.empty()) return duty;
  if (!change.reason.empty()) data["reason"] = change.reason;
  store::update(tx.db, duty);
  tx.append({number, std::string(domain::events::kDutyChanged), tx.now(), std::move(data)});
  return duty;
}

Result<std::optional<domain::Duty>> find(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  return store::find(db, number);
}

}  // namespace debrief::features::duties
