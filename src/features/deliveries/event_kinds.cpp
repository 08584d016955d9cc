// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/event_kinds.hpp"

#include "domain/events.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace debrief::features::deliveries {
namespace {

namespace events = domain::events;

constexpr std::array<EventKind, 19> kKinds{{
    {"incident.declared", "An incident is declared", "Incident"},
    {"incident.severity", "Its severity changes", "Incident"},
    {"incident.state", "Its state changes", "Incident"},
    {"incident.reopened", "It is reopened", "Incident"},
    {"incident.merged", "It is merged into another", "Incident"},
    {"milestone.set", "A milestone is set", "Incident"},
    {"role.assigned", "Somebody takes a role", "Incident"},
    {"role.ended", "Somebody leaves a role", "Incident"},
    {"update.internal", "An update for insiders is posted", "Updates"},
    {"update.executive", "An update for executives is posted", "Updates"},
    {"update.customer", "An update for customers is posted", "Updates"},
    {"status.posted", "A status page says something", "Updates"},
    {"escalation.started", "Somebody is called", "Escalation"},
    {"escalation.step", "Nobody answered: the next level is called", "Escalation"},
    {"escalation.acknowledged", "Somebody answered", "Escalation"},
    {"escalation.ended", "Calling ends", "Escalation"},
    {"postmortem.published", "A postmortem is published", "Afterwards"},
    {"action.state", "An action moves on", "Afterwards"},
    {kActionOverdue, "An action is overdue", "Afterwards"},
}};

struct Told {
  std::string_view fact;
  std::initializer_list<std::string_view> fields;
};

// Facts that are told under their own names.
const Told* find_told(std::string_view kind) {
  static const std::array<Told, 14> kTold{{{events::kIncidentDeclared, {}},
                                           {events::kSeverityChanged, {"from", "to"}},
                                           {events::kStateChanged, {"from", "to"}},
                                           {events::kIncidentReopened, {"from", "to", "reason"}},
                                           {events::kIncidentMerged, {"into", "reason"}},
                                           {events::kMilestoneSet, {"name", "at"}},
                                           {events::kRoleAssigned, {"role", "person"}},
                                           {events::kRoleEnded, {"role", "person"}},
                                           {events::kStatusPosted, {"page", "name", "state", "text"}},
                                           {events::kEscalationStarted, {"id", "policy", "name", "reason"}},
                                           {events::kEscalationStep, {"id", "name", "level"}},
                                           {events::kEscalationAcknowledged, {"id", "name"}},
                                           {events::kEscalationEnded, {"id", "name", "reason"}},
                                           {events::kActionMoved, {"action", "title", "from", "to"}}}};
  const auto found = std::find_if(kTold.begin(), kTold.end(), [&](const Told& one) { return one.fact == kind; });
  return found == kTold.end() ? nullptr : &*found;
}

json::object pick(const json::object& data, std::initializer_list<std::string_view> fields) {
  json::object change;
  for (const std::string_view field : fields)
    if (const auto* value = data.if_contains(field)) change[field] = *value;
  return change;
}

}  // namespace

std::span<const EventKind> event_kinds() {
  return kKinds;
}

bool is_event_kind(std::string_view id) {
  return std::any_of(kKinds.begin(), kKinds.end(), [&](const EventKind& kind) { return kind.id == id; });
}

std::optional<Event> event_of(const domain::Fact& fact) {
  if (fact.incident == domain::kServerChain) return std::nullopt;
  if (const Told* told = find_told(fact.kind)) return Event{fact.kind, pick(fact.data, told->fields)};
  if (fact.kind == events::kUpdatePosted)
    return Event{"update." + std::string(json::text_at(fact.data, "audience")),
                 pick(fact.data, {"audience", "conditions", "actions", "needs", "next_at"})};
  if (fact.kind == events::kPostmortemMoved && json::text_at(fact.data, "to") == "published")
    return Event{"postmortem.published", pick(fact.data, {"version"})};
  return std::nullopt;
}

}  // namespace debrief::features::deliveries
