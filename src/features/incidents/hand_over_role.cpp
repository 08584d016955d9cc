// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/incidents.hpp"
#include "features/incidents/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>

namespace debrief::features::incidents {
namespace {

namespace events = domain::events;
using domain::RoleAssignment;

/// Null when nobody holds it, or `from` does not.
const RoleAssignment* find_held(const domain::Incident& incident, const std::string& role, std::string_view from) {
  const auto held = std::find_if(incident.roles.begin(), incident.roles.end(), [&](const RoleAssignment& one) {
    return one.role == role && !one.until && (from.empty() || one.person == from);
  });
  return held == incident.roles.end() ? nullptr : &*held;
}

void tell(journal::Transaction& tx, const domain::Notify& notify, const domain::Incident& incident,
          const domain::RoleKind& kind, const HandOver& wanted, const std::string& id) {
  if (!wanted.to_id) return;
  domain::Notice notice;
  notice.kind = "role.handed_over";
  notice.to = {*wanted.to_id};
  notice.incident = incident.number;
  notice.title = fmt::format("{}: you take over as {}", domain::incident_key(incident.number), to_lower(kind.name));
  notice.text = fmt::format("{}\n{}", incident.title, wanted.summary);
  notice.path = fmt::format("/incidents/{}/room", incident.number);
  notice.key = "role/" + id;
  notify(tx, notice);
}

}  // namespace

Result<domain::Incident> hand_over(journal::Transaction& tx, const domain::Notify& notify, const domain::Principal& who,
                                   std::int64_t number, const HandOver& wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, number));
  const domain::Incident incident = *store::find(tx.db, number);
  const domain::RoleKind* kind = incident.words().find_role(wanted.role);
  if (kind == nullptr) return not_found("there is no role '{}'", wanted.role.substr(0, 60));
  const std::string to(trim(wanted.to));
  if (to.empty()) return invalid("a role is handed over to somebody").at("/to");
  const RoleAssignment* held = find_held(incident, wanted.role, trim(wanted.from));
  if (held == nullptr)
    return conflict("nobody {}holds the role {}", wanted.from.empty() ? "" : "of that name ", kind->name)
        .with_help("Assign it instead of handing it over.");
  if (find_held(incident, wanted.role, to) != nullptr) return conflict("{} holds the role {} already", to, kind->name);
  const Instant at = std::max(wanted.occurred_at.value_or(tx.now()), held->from);
  store::end_role(tx.db, held->id, at);
  const RoleAssignment next{new_id(tx.now()), wanted.role, to, at, std::nullopt};
  store::insert_role(tx.db, number, next, wanted.to_id);
  const auto leave = [&](std::string_view fact, json::object data) { tx.append({number, std::string(fact), at, std::move(data)}); };
  leave(events::kRoleEnded, {{"id", held->id}, {"role", wanted.role}, {"person", held->person}});
  leave(events::kRoleAssigned, {{"id", next.id}, {"role", wanted.role}, {"person", to}});
  leave(events::kRoleHandedOver, {{"role", wanted.role}, {"from", held->person}, {"to", to}, {"summary", wanted.summary}});
  store::touch(tx.db, number);
  tell(tx, notify, incident, *kind, wanted, next.id);
  return *store::find(tx.db, number);
}

}  // namespace debrief::features::incidents
