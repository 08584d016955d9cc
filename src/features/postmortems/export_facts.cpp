// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export_facts.hpp"

#include "base/time.hpp"
#include "domain/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

std::string severity_of(const domain::Incident& incident, const std::string& id) {
  const domain::Severity* known = incident.words().find_severity(id);
  return known == nullptr ? id : fmt::format("{} ({})", known->name, known->description);
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : ", ") + one;
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> list_export_facts(const domain::Incident& incident) {
  std::vector<std::pair<std::string, std::string>> facts;
  if (incident.severity) facts.emplace_back("Severity", severity_of(incident, *incident.severity));
  if (!incident.services.empty()) facts.emplace_back("Services", joined(incident.services));
  for (const domain::Milestone& milestone : incident.milestones) {
    const auto* kind = domain::find_milestone_kind(milestone.name);
    facts.emplace_back(kind != nullptr ? std::string(kind->name) : milestone.name, to_minutes(milestone.at) + " UTC");
  }
  for (const domain::Metric& metric : domain::metrics_of(incident))
    if (metric.span) facts.emplace_back(metric.kind.name, describe_span(*metric.span));
  for (const domain::RoleKind& role : incident.words().roles)
    if (const auto* holder = incident.find_holder(role.id)) facts.emplace_back(role.name, holder->person);
  for (const domain::FieldKind& kind : incident.words().fields)
    if (const auto value = incident.fields.find(kind.id); value != incident.fields.end()) facts.emplace_back(kind.name, value->second);
  return facts;
}

}  // namespace debrief::features::postmortems
