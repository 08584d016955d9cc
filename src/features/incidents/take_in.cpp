// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/incidents.hpp"
#include "features/incidents/intake.hpp"
#include "features/incidents/store.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"
#include "domain/vocabulary.hpp"
#include "journal/vocabulary.hpp"

#include <algorithm>

namespace debrief::features::incidents {
namespace {

json::object texts(const std::map<std::string, std::string>& map) {
  json::object object;
  for (const auto& [name, text] : map) object[name] = text;
  return object;
}

void append_fired(journal::Transaction& tx, std::int64_t incident, const std::string& id, const domain::Signal& signal) {
  tx.append({incident, std::string(domain::events::kAlertFired), signal.starts_at,
             {{"alert", id}, {"name", signal.name}, {"fingerprint", signal.fingerprint}, {"labels", texts(signal.labels)},
              {"annotations", texts(signal.annotations)}, {"url", signal.url}}});
}

void append_resolved(journal::Transaction& tx, std::int64_t incident, const std::string& id, const domain::Signal& signal) {
  tx.append({incident, std::string(domain::events::kAlertResolved), signal.ends_at.value_or(signal.starts_at),
             {{"alert", id}, {"name", signal.name}, {"fingerprint", signal.fingerprint}, {"labels", texts(signal.labels)}}});
}

std::int64_t declare_for(journal::Transaction& tx, const domain::Signal& signal, const std::string& key) {
  domain::Incident incident;
  incident.number = store::next_number(tx.db);
  incident.title = title_of(signal);
  if (const auto found = signal.annotations.find("description"); found != signal.annotations.end())
    incident.summary = found->second;
  incident.severity = domain::severity_of(signal.labels);
  incident.vocabulary = journal::read_vocabulary(tx.db);
  incident.state = incident.words().first_state(domain::Phase::triage).id;
  incident.services = domain::services_of(signal.labels);
  incident.declared_at = tx.now();
  incident.declared_by = tx.origin().actor;
  store::insert(tx.db, incident, "", key);
  json::array services;
  for (const auto& service : incident.services) {
    store::add_service(tx.db, incident.number, service);
    services.push_back(json::value(service));
  }
  tx.append({incident.number, std::string(domain::events::kIncidentDeclared), tx.now(),
             {{"title", incident.title}, {"summary", incident.summary}, {"kind", to_text(incident.kind)},
              {"severity", json::or_null(incident.severity)}, {"state", incident.state}, {"services", services},
              {"visibility", to_text(incident.visibility)}}});
  for (const auto& [name, at] : {std::pair{"detected", signal.starts_at}, std::pair{"declared", tx.now()}})
    store::put_milestone(tx.db, incident.number, {name, at, incident.declared_by, tx.now(), false});
  return incident.number;
}

}  // namespace

domain::IntakeResult take_in(journal::Transaction& tx, const domain::SignalSource& source,
                             const std::vector<domain::Signal>& signals) {
  domain::IntakeResult result;
  for (const domain::Signal& signal : signals) {
    const auto known = store::find_alert(tx.db, source.id, signal);
    const std::string key = group_key(signal, source.id, source.group_by);
    const auto open = known ? std::nullopt : store::find_open_incident(tx.db, key);
    const Intake intake = decide(signal, known, open);
    if (intake.verb == IntakeVerb::ignore) {
      ++result.known;
      continue;
    }
    std::int64_t incident = 0;
    if (intake.verb == IntakeVerb::resolve) {
      incident = known->incident;
      store::resolve_alert(tx.db, known->id, signal.ends_at.value_or(signal.starts_at));
      append_resolved(tx, incident, known->id, signal);
      ++result.recorded;
    } else {
      incident = intake.verb == IntakeVerb::attach ? *open : declare_for(tx, signal, key);
      const std::string id = new_id(tx.now());
      store::insert_alert(tx.db, id, incident, source.id, signal);
      append_fired(tx, incident, id, signal);
      ++result.recorded;
      if (intake.resolved) {
        append_resolved(tx, incident, id, signal);
        ++result.recorded;
      }
    }
    if (std::find(result.incidents.begin(), result.incidents.end(), incident) == result.incidents.end())
      result.incidents.push_back(incident);
  }
  return result;
}

}  // namespace debrief::features::incidents
