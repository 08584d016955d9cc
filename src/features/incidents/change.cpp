// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/incidents.hpp"
#include "features/incidents/standing.hpp"
#include "features/incidents/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "domain/vocabulary.hpp"
#include "features/incidents/fields.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::incidents {
namespace {

namespace events = domain::events;

void append(journal::Transaction& tx, std::int64_t number, std::string_view kind, Instant at, json::object data) {
  tx.append({number, std::string(kind), at, std::move(data)});
}

Result<domain::Incident> find_for(journal::Transaction& tx, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, number));
  return *store::find(tx.db, number);
}

// A milestone that follows from a state, unless somebody has set it already. An end that was recorded before the
// incident came back is corrected.
void imply_milestone(journal::Transaction& tx, const domain::Incident& incident, const std::string& name, Instant at) {
  const domain::Milestone* was = incident.find_milestone(name);
  if (was != nullptr && !is_end_overtaken(tx, incident.number, *was)) return;
  if (const auto* started = incident.find_milestone("started")) at = std::max(at, started->at);
  store::put_milestone(tx.db, incident.number, {name, at, tx.origin().actor, tx.now(), was != nullptr});
  append(tx, incident.number, events::kMilestoneSet, at,
         {{"name", name},
          {"at", to_rfc3339(at)},
          {"was", was != nullptr ? json::value(to_rfc3339(was->at)) : json::value(nullptr)},
          {"reason", was != nullptr ? "it had been reopened" : "follows from the state"}});
}

Result<> change_state(journal::Transaction& tx, domain::Incident& incident, const std::string& to,
                      const std::string& reason, Instant at) {
  const domain::State* state = incident.words().find_state(to);
  if (state == nullptr) return invalid("there is no state '{}'", to).at("/state");
  const domain::Phase before = incident.phase();
  if (is_merged(tx.db, incident.number))
    return conflict("{} is merged into another incident", domain::incident_key(incident.number)).with_help("Take the merge back first.");
  if (is_reopening(before, state->phase)) TRY(record_reopening(tx, incident, to, reason, at));
  append(tx, incident.number, events::kStateChanged, at,
         {{"from", incident.state}, {"to", to}, {"phase", to_text(state->phase)}});
  incident.state = to;
  if (before == domain::Phase::triage && state->phase == domain::Phase::active) imply_milestone(tx, incident, "acknowledged", at);
  if (!state->milestone.empty()) imply_milestone(tx, incident, state->milestone, at);
  if (state->phase == domain::Phase::post_incident) imply_milestone(tx, incident, "resolved", at);
  if (state->phase == domain::Phase::closed) imply_milestone(tx, incident, "closed", at);
  return {};
}

void change_services(journal::Transaction& tx, const domain::Incident& incident, const std::vector<std::string>& wanted,
                     Instant at) {
  json::array added;
  json::array removed;
  for (const auto& raw : wanted) {
    const std::string service(trim(raw));
    if (service.empty() || std::count(incident.services.begin(), incident.services.end(), service) > 0) continue;
    store::add_service(tx.db, incident.number, service);
    added.push_back(json::value(service));
  }
  for (const auto& service : incident.services) {
    if (std::any_of(wanted.begin(), wanted.end(), [&](const auto& name) { return trim(name) == service; })) continue;
    store::remove_service(tx.db, incident.number, service);
    removed.push_back(json::value(service));
  }
  if (!added.empty() || !removed.empty())
    append(tx, incident.number, events::kServicesChanged, at, {{"added", added}, {"removed", removed}});
}

Result<> change_severity(journal::Transaction& tx, domain::Incident& incident, const std::optional<std::string>& to,
                         Instant at) {
  if (to && !domain::is_severity(*to))
    return invalid("there is no severity '{}'", *to).at("/severity").with_help("Use one of sev1 to sev5, or null.");
  if (to == incident.severity) return {};
  append(tx, incident.number, events::kSeverityChanged, at,
         {{"from", json::or_null(incident.severity)}, {"to", json::or_null(to)}});
  incident.severity = to;
  return {};
}

void change_effects(journal::Transaction& tx, domain::Incident& incident, const Change& change, Instant at) {
  const auto customer_impact = change.customer_impact.value_or(incident.customer_impact);
  const auto data_loss = change.data_loss.value_or(incident.data_loss);
  if (customer_impact == incident.customer_impact && data_loss == incident.data_loss) return;
  incident.customer_impact = customer_impact;
  incident.data_loss = data_loss;
  append(tx, incident.number, events::kEffectsChanged, at,
         {{"customer_impact", json::or_null(customer_impact)}, {"data_loss", json::or_null(data_loss)}});
}

void change_texts(journal::Transaction& tx, domain::Incident& incident, const Change& change, Instant at) {
  if (change.title && trim(*change.title) != incident.title) {
    append(tx, incident.number, events::kTitleChanged, at, {{"from", incident.title}, {"to", trim(*change.title)}});
    incident.title = std::string(trim(*change.title));
  }
  if (change.summary && *change.summary != incident.summary) {
    append(tx, incident.number, events::kSummaryChanged, at, {{"to", *change.summary}});
    incident.summary = *change.summary;
  }
  if (change.impact && *change.impact != incident.impact) {
    append(tx, incident.number, events::kImpactChanged, at, {{"to", *change.impact}});
    incident.impact = *change.impact;
  }
  if (change.visibility && *change.visibility != incident.visibility) {
    append(tx, incident.number, events::kVisibilityChanged, at,
           {{"from", to_text(incident.visibility)}, {"to", to_text(*change.visibility)}});
    incident.visibility = *change.visibility;
  }
}

}  // namespace

Result<domain::Incident> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                std::optional<std::int64_t> expected_version, const Change& change) {
  domain::Incident incident = TRY(find_for(tx, who, number));
  if (expected_version && *expected_version != incident.version)
    return make_error(ErrorCode::precondition, "{} was changed meanwhile (version {}, yours is {})",
                      domain::incident_key(number), incident.version, *expected_version)
        .with_help("Load it again and repeat your change.");
  if (change.title && trim(*change.title).empty()) return invalid("the title must not be empty").at("/title");
  const Instant at = change.occurred_at.value_or(tx.now());
  change_texts(tx, incident, change, at);
  if (change.severity) TRY(change_severity(tx, incident, *change.severity, at));
  change_effects(tx, incident, change, at);
  TRY(set_fields(tx, incident, change.fields, at));
  if (change.services) change_services(tx, incident, *change.services, at);
  if (change.state && *change.state != incident.state) TRY(change_state(tx, incident, *change.state, change.reason, at));
  if (tx.last_position() > 0) store::update(tx.db, incident);
  return *store::find(tx.db, number);
}

Result<> close_as_duplicate(journal::Transaction& tx, const domain::Principal& who, std::int64_t number) {
  const domain::Incident incident = TRY(find_for(tx, who, number));
  if (incident.phase() == domain::Phase::closed) return {};
  Change over;
  over.state = incident.words().first_state(domain::Phase::closed).id;
  TRY(change(tx, who, number, std::nullopt, over));
  return {};
}

Result<domain::Incident> set_milestone(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                       const std::string& name, Instant at, const std::string& reason) {
  const domain::Incident incident = TRY(find_for(tx, who, number));
  if (domain::find_milestone_kind(name) == nullptr) return invalid("there is no milestone '{}'", name).at("name");
  // The only order that always holds: nothing precedes the first trouble.
  const domain::Milestone* started = incident.find_milestone("started");
  if (name != "started" && started != nullptr && at < started->at)
    return invalid("'{}' at {} would lie before the start at {}", name, to_rfc3339(at), to_rfc3339(started->at))
        .at("/at")
        .with_help("Correct the milestone 'started' first, if the trouble began earlier.");
  if (name == "started")
    for (const auto& other : incident.milestones)
      if (other.name != "started" && other.at < at)
        return invalid("'started' at {} would lie after '{}' at {}", to_rfc3339(at), other.name, to_rfc3339(other.at))
            .at("/at")
            .with_help("Nothing precedes the first trouble: choose an earlier time, or correct the other milestone first.");
  const domain::Milestone* was = incident.find_milestone(name);
  // Said again, such as by a browser that got no answer.
  if (was != nullptr && was->at == at && reason.empty()) return incident;
  store::put_milestone(tx.db, number, {name, at, tx.origin().actor, tx.now(), was != nullptr});
  tx.append({number, std::string(events::kMilestoneSet), at,
         {{"name", name}, {"at", to_rfc3339(at)}, {"was", was != nullptr ? json::value(to_rfc3339(was->at)) : nullptr},
          {"reason", reason}}});
  store::touch(tx.db, number);
  return *store::find(tx.db, number);
}

Result<domain::Incident> clear_milestone(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                         const std::string& name) {
  const domain::Incident incident = TRY(find_for(tx, who, number));
  const domain::Milestone* was = incident.find_milestone(name);
  if (was == nullptr) return not_found("the milestone '{}' is not set", name);
  if (name == "declared") return conflict("the milestone 'declared' can be corrected but not cleared");
  append(tx, number, events::kMilestoneCleared, tx.now(), {{"name", name}, {"was", to_rfc3339(was->at)}});
  store::remove_milestone(tx.db, number, name);
  store::touch(tx.db, number);
  return *store::find(tx.db, number);
}

Result<domain::Incident> assign_role(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                     const std::string& role, const std::string& person,
                                     const std::optional<std::string>& user_id, std::optional<Instant> from) {
  const domain::Incident incident = TRY(find_for(tx, who, number));
  const domain::RoleKind* kind = incident.words().find_role(role);
  if (kind == nullptr) return invalid("there is no role '{}'", role).at("/role");
  const std::string name(trim(person));
  const Instant since = from.value_or(tx.now());
  for (const auto& held : incident.roles) {
    if (held.role != role || held.until) continue;
    if (held.person == name) return conflict("{} holds the role {} already", name, kind->name);
    if (!kind->exclusive) continue;
    store::end_role(tx.db, held.id, std::max(since, held.from));
    append(tx, number, events::kRoleEnded, tx.now(), {{"id", held.id}, {"role", role}, {"person", held.person}});
  }
  const domain::RoleAssignment assignment{new_id(tx.now()), role, name, since, std::nullopt};
  store::insert_role(tx.db, number, assignment, user_id);
  tx.append({number, std::string(events::kRoleAssigned), since, {{"id", assignment.id}, {"role", role}, {"person", name}}});
  store::touch(tx.db, number);
  return *store::find(tx.db, number);
}

Result<domain::Incident> end_role(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                  const std::string& id, std::optional<Instant> until) {
  const domain::Incident incident = TRY(find_for(tx, who, number));
  const auto held = std::find_if(incident.roles.begin(), incident.roles.end(), [&](const auto& r) { return r.id == id; });
  if (held == incident.roles.end()) return not_found("this incident has no such role assignment");
  if (held->until) return conflict("{} gave that role up already", held->person);
  const Instant end = until.value_or(tx.now());
  if (end < held->from) return invalid("the role would end before it began").at("/until");
  store::end_role(tx.db, id, end);
  tx.append({number, std::string(events::kRoleEnded), end, {{"id", id}, {"role", held->role}, {"person", held->person}}});
  store::touch(tx.db, number);
  return *store::find(tx.db, number);
}

Result<domain::Incident> get(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  return *store::find(db, number);
}

Result<std::vector<domain::Alert>> list_alerts(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  return store::list_alerts(db, number);
}

Page list(db::Connection& db, const domain::Principal& who, const Filter& filter, std::optional<std::int64_t> after,
          std::int64_t limit) {
  std::vector<db::Value> args;
  const std::string readable = journal::readable_incidents(who, "i", args);
  return store::list(db, readable, std::move(args), filter, after, limit);
}

}  // namespace debrief::features::incidents
