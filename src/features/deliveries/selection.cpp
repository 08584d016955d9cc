// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/selection.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace debrief::features::deliveries {
namespace {

constexpr std::size_t kLongestWords = 3000;

bool holds(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool severity_fits(const Wants& wants, const Event& event, const domain::Incident& incident) {
  if (wants.severities.empty() || (incident.severity && holds(wants.severities, *incident.severity))) return true;
  return event.type == "incident.severity" && holds(wants.severities, json::text_at(event.change, "from"));
}

std::string name_of(std::string_view type) {
  for (const EventKind& kind : event_kinds())
    if (kind.id == type) return std::string(kind.name);
  return std::string(type);
}

std::string update_text(const json::object& change) {
  std::string text(json::text_at(change, "conditions"));
  for (const auto& [field, label] : {std::pair{"actions", "Actions"}, std::pair{"needs", "Needs"}})
    if (const auto words = json::text_at(change, field); !words.empty()) text += fmt::format("\n{}: {}", label, words);
  return text;
}

}  // namespace

bool wants(const Endpoint& endpoint, const Event& event, const domain::Incident& incident) {
  const Wants& wants = endpoint.wants;
  if (incident.kind == domain::Kind::backfilled) return false;
  if (incident.visibility == domain::Visibility::private_ && !wants.private_incidents) return false;
  if (!wants.events.empty() && !holds(wants.events, event.type)) return false;
  if (!severity_fits(wants, event, incident)) return false;
  return wants.services.empty() ||
         std::any_of(incident.services.begin(), incident.services.end(),
                     [&](const std::string& service) { return holds(wants.services, service); });
}

std::string text_of(const domain::Incident& incident, const Event& event, std::string_view words) {
  const std::string severity = incident.severity ? fmt::format(" ({})", *incident.severity) : "";
  const std::string drill = incident.kind == domain::Kind::drill ? "[Drill] " : "";
  std::string told = event.type.starts_with("update.") ? update_text(event.change) : std::string(words);
  if (told.empty()) told = name_of(event.type);
  return fmt::format("{}{} {}{}: {}", drill, domain::incident_key(incident.number), incident.title, severity,
                     shorten(told, kLongestWords));
}

}  // namespace debrief::features::deliveries
