// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/incidents.hpp"
#include "features/incidents/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "domain/vocabulary.hpp"
#include "features/incidents/fields.hpp"
#include "journal/visibility.hpp"
#include "journal/vocabulary.hpp"

#include <algorithm>

namespace debrief::features::incidents {
namespace {

// Names of services as people write them: trimmed, each once, none empty.
std::vector<std::string> tidy(const std::vector<std::string>& services) {
  std::vector<std::string> names;
  for (const auto& service : services) {
    const std::string name(trim(service));
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

json::array list_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.push_back(json::value(text));
  return list;
}

void record_declaration(journal::Transaction& tx, const domain::Incident& incident, Instant occurred_at) {
  store::insert(tx.db, incident, tx.origin().actor_id, std::nullopt);
  for (const auto& service : incident.services) store::add_service(tx.db, incident.number, service);
  tx.append({incident.number, std::string(domain::events::kIncidentDeclared), occurred_at,
             {{"title", incident.title}, {"summary", incident.summary}, {"kind", to_text(incident.kind)},
              {"severity", json::or_null(incident.severity)}, {"state", incident.state},
              {"services", list_of(incident.services)}, {"visibility", to_text(incident.visibility)}}});
}

void record_milestone(journal::Transaction& tx, std::int64_t number, const std::string& name, Instant at) {
  store::put_milestone(tx.db, number, {name, at, tx.origin().actor, tx.now(), false});
  tx.append({number, std::string(domain::events::kMilestoneSet), at,
             {{"name", name}, {"at", to_rfc3339(at)}, {"was", nullptr}, {"reason", ""}}});
}

Result<> check(const domain::Vocabulary& words, const std::optional<std::string>& severity, const std::string& state) {
  if (severity && !domain::is_severity(*severity))
    return invalid("there is no severity '{}'", *severity).at("/severity").with_help("Use one of sev1 to sev5.");
  if (words.find_state(state) == nullptr) return invalid("there is no state '{}'", state).at("/state");
  return {};
}

}  // namespace

Result<domain::Incident> declare(journal::Transaction& tx, const domain::Principal& who, const Declaration& declaration) {
  TRY(domain::require(who, domain::Action::respond));
  domain::Incident incident;
  incident.vocabulary = journal::read_vocabulary(tx.db);
  const std::string state = declaration.state.empty() ? incident.words().first_state(domain::Phase::active).id : declaration.state;
  TRY(check(incident.words(), declaration.severity, state));
  incident.number = store::next_number(tx.db);
  incident.title = std::string(trim(declaration.title));
  incident.summary = declaration.summary;
  incident.kind = declaration.kind;
  incident.severity = declaration.severity;
  incident.state = state;
  incident.visibility = declaration.visibility;
  incident.services = tidy(declaration.services);
  incident.declared_at = tx.now();
  incident.declared_by = who.name;
  record_declaration(tx, incident, tx.now());
  TRY(set_fields(tx, incident, declaration.fields, tx.now()));
  if (declaration.started_at) record_milestone(tx, incident.number, "started", *declaration.started_at);
  store::put_milestone(tx.db, incident.number, {"declared", tx.now(), who.name, tx.now(), false});
  return *store::find(tx.db, incident.number);
}

Result<std::int64_t> record_backfill(journal::Transaction& tx, const domain::Principal& who,
                                     const domain::Backfill& backfill) {
  TRY(domain::require(who, domain::Action::respond));
  domain::Incident incident;
  incident.vocabulary = journal::read_vocabulary(tx.db);
  TRY(check(incident.words(), backfill.severity, backfill.state));
  incident.number = store::next_number(tx.db);
  incident.title = backfill.title;
  incident.summary = backfill.summary;
  incident.kind = domain::Kind::backfilled;
  incident.severity = backfill.severity;
  incident.state = backfill.state;
  incident.services = tidy(backfill.services);
  incident.declared_at = backfill.occurred_at;
  incident.declared_by = who.name;
  incident.source_url = backfill.source_url;
  record_declaration(tx, incident, backfill.occurred_at);
  for (const auto& [name, at] : backfill.milestones) record_milestone(tx, incident.number, name, at);
  for (const auto& [role, person] : backfill.roles) {
    const domain::RoleAssignment assignment{new_id(tx.now()), role, person, backfill.occurred_at, std::nullopt};
    store::insert_role(tx.db, incident.number, assignment, std::nullopt);
    tx.append({incident.number, std::string(domain::events::kRoleAssigned), backfill.occurred_at,
               {{"id", assignment.id}, {"role", role}, {"person", person}}});
  }
  return incident.number;
}

Result<domain::Fact> add_note(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                              const std::string& kind, const std::string& text, std::optional<Instant> occurred_at) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, number));
  constexpr std::array<std::string_view, 5> kinds{"note", "decision", "hypothesis", "action", "observation"};
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
    return invalid("there is no kind of note '{}'", kind)
        .at("/kind")
        .with_help("Use note, decision, hypothesis, action or observation.");
  return tx.append({number, std::string(domain::events::kNoteAdded), occurred_at.value_or(tx.now()),
                    {{"kind", kind}, {"text", text}}});
}

}  // namespace debrief::features::incidents
