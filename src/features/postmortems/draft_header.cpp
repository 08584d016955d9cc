// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/draft_header.hpp"

#include "base/time.hpp"
#include "features/postmortems/draft_people.hpp"
#include "features/postmortems/escape.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::postmortems {
namespace {

using domain::Incident;
using domain::Milestone;

const Milestone* first_set(const Incident& incident, const std::array<std::string_view, 3>& names) {
  for (const std::string_view name : names)
    if (const Milestone* milestone = incident.find_milestone(name)) return milestone;
  return nullptr;
}

}  // namespace

std::string date_of(const DraftInput& input) {
  Instant at = input.incident.declared_at;
  if (!input.entries.empty()) at = std::min(at, input.entries.front().occurred_at);
  if (const Milestone* started = input.incident.find_milestone("started")) at = started->at;
  return to_minutes(at).substr(0, 10);
}

std::string duration_of(const Incident& incident) {
  const Milestone* from = first_set(incident, {"started", "detected", "declared"});
  const Milestone* until = first_set(incident, {"recovered", "resolved", "mitigated"});
  if (from == nullptr || until == nullptr) return "duration not known";
  return fmt::format("{} ({} → {})", describe_span(until->at - from->at), from->name, until->name);
}

std::string services_of(const Incident& incident) {
  std::string all;
  for (const std::string& service : incident.services) all += (all.empty() ? "" : ", ") + escape_inline(service, 100);
  return all.empty() ? "services not recorded" : all;
}

std::string severity_of(const Incident& incident) {
  if (!incident.severity) return "not set";
  const domain::Severity* known = incident.words().find_severity(*incident.severity);
  return known == nullptr ? escape_inline(*incident.severity) : fmt::format("{} ({})", known->name, known->description);
}

std::string people_of(const DraftInput& input) {
  const std::size_t count = list_people(input).size();
  if (count == 0) return "nobody is recorded";
  std::string text = count == 1 ? "1 person" : fmt::format("{} people", count);
  if (const auto* lead = input.incident.find_holder("incident_commander"))
    text += ", led by " + escape_inline(lead->person, 100);
  return text;
}

std::string detection_of(const DraftInput& input, const Labels& labels) {
  std::string text;
  if (const Milestone* detected = input.incident.find_milestone("detected"))
    text = "noticed at " + to_minutes(detected->at) + " UTC";
  const auto alert =
      std::find_if(labels.shown().begin(), labels.shown().end(), [](const auto* e) { return e->kind == "alert"; });
  if (alert == labels.shown().end()) return text.empty() ? "not recorded" : text;
  if (!text.empty()) text += "; first alert: ";
  return text + fmt::format("{} at {} UTC {}", escape_inline((*alert)->text, 160), to_minutes((*alert)->occurred_at),
                            labels.cite(**alert));
}

std::string status_of(const DraftInput& input) {
  return fmt::format("drafted {} UTC, when the incident was in the state {}", to_minutes(input.now),
                     input.incident.words().state_name(input.incident.state));
}

}  // namespace debrief::features::postmortems
