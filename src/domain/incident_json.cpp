// SPDX-License-Identifier: Apache-2.0
#include "domain/incident_json.hpp"

#include "base/time.hpp"
#include "domain/vocabulary.hpp"

namespace debrief::domain {
namespace {

json::value time_of(const Incident& incident, std::string_view milestone) {
  const Milestone* found = incident.find_milestone(milestone);
  return found != nullptr ? json::value(to_rfc3339(found->at)) : json::value(nullptr);
}

json::array metrics_json(const Incident& incident) {
  json::array list;
  for (const Metric& metric : metrics_of(incident)) {
    json::value seconds = nullptr;
    if (metric.span) seconds = static_cast<double>(metric.span->count()) / 1e6;
    list.push_back(json::object{
        {"id", metric.kind.id}, {"name", metric.kind.name}, {"formula", metric.kind.formula()}, {"seconds", seconds}});
  }
  return list;
}

json::object texts(const std::map<std::string, std::string>& map) {
  json::object object;
  for (const auto& [name, text] : map) object[name] = text;
  return object;
}

}  // namespace

json::object summary_json(const Incident& incident) {
  json::array services;
  for (const auto& service : incident.services) services.push_back(json::value(service));
  const RoleAssignment* lead = incident.find_holder("incident_commander");
  return {
      {"number", incident.number},
      {"key", incident_key(incident.number)},
      {"title", incident.title},
      {"kind", to_text(incident.kind)},
      {"severity", json::or_null(incident.severity)},
      {"customer_impact", json::or_null(incident.customer_impact)},
      {"data_loss", json::or_null(incident.data_loss)},
      {"state", incident.state},
      {"phase", to_text(incident.phase())},
      {"services", std::move(services)},
      {"lead", lead != nullptr ? json::value(lead->person) : json::value(nullptr)},
      {"alerts_firing", incident.alerts_firing},
      {"declared_at", to_rfc3339(incident.declared_at)},
      {"started_at", time_of(incident, "started")},
      {"resolved_at", time_of(incident, "resolved")},
      {"has_postmortem", incident.postmortem_state.has_value()},
      {"postmortem_state", json::or_null(incident.postmortem_state)},
      {"visibility", to_text(incident.visibility)},
  };
}

json::object to_json(const Incident& incident) {
  json::object object = summary_json(incident);
  object["summary"] = incident.summary;
  object["impact"] = incident.impact;
  object["declared_by"] = incident.declared_by;
  object["version"] = incident.version;
  json::array milestones;
  for (const auto& milestone : incident.milestones)
    milestones.push_back(json::object{{"name", milestone.name},
                                      {"at", to_rfc3339(milestone.at)},
                                      {"set_by", milestone.set_by},
                                      {"recorded_at", to_rfc3339(milestone.recorded_at)},
                                      {"corrected", milestone.corrected}});
  object["milestones"] = std::move(milestones);
  object["metrics"] = metrics_json(incident);
  json::array roles;
  for (const auto& role : incident.roles)
    roles.push_back(json::object{{"id", role.id},
                                 {"role", role.role},
                                 {"person", role.person},
                                 {"from", to_rfc3339(role.from)},
                                 {"until", json::or_null(role.until)}});
  object["roles"] = std::move(roles);
  json::object fields;
  for (const auto& [id, value] : incident.fields) fields[id] = value;
  object["fields"] = std::move(fields);
  json::array allowed;
  for (const State& state : incident.words().states)
    if (state.used && state.id != incident.state) allowed.push_back(json::value(state.id));
  object["allowed_states"] = std::move(allowed);
  return object;
}

json::object to_json(const Alert& alert) {
  return {
      {"id", alert.id},
      {"name", alert.name},
      {"status", alert.firing ? "firing" : "resolved"},
      {"fingerprint", alert.fingerprint},
      {"starts_at", to_rfc3339(alert.starts_at)},
      {"ends_at", json::or_null(alert.ends_at)},
      {"labels", texts(alert.labels)},
      {"annotations", texts(alert.annotations)},
      {"source", alert.source},
      {"url", alert.url.empty() ? json::value(nullptr) : json::value(alert.url)},
  };
}

}  // namespace debrief::domain
