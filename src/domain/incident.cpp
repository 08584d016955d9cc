// SPDX-License-Identifier: Apache-2.0
#include "domain/incident.hpp"

#include "domain/vocabulary.hpp"

#include <algorithm>

namespace debrief::domain {
namespace {

constexpr std::array<std::string_view, 5> kKindNames{"normal", "drill", "backfilled", "maintenance", "near_miss"};
constexpr std::array<std::string_view, 4> kPhaseNames{"triage", "active", "post_incident", "closed"};
constexpr std::array<std::string_view, 2> kVisibilityNames{"everyone", "private"};
constexpr std::array<Kind, 5> kKinds{Kind::normal, Kind::drill, Kind::backfilled, Kind::maintenance, Kind::near_miss};

constexpr std::array<MilestoneKind, 9> kMilestoneKinds{{
    {"started", "Started", "The first trouble, whether or not anybody knew"},
    {"detected", "Detected", "A monitor or a person noticed it"},
    {"declared", "Declared", "It was called an incident"},
    {"acknowledged", "Acknowledged", "Somebody took it on"},
    {"identified", "Identified", "What to repair became clear"},
    {"mitigated", "Mitigated", "The action that stopped the harm was done"},
    {"recovered", "Recovered", "Customers no longer felt it"},
    {"resolved", "Resolved", "Back in a steady state"},
    {"closed", "Closed", "Nothing is left to do"},
}};

constexpr std::array<MetricKind, 7> kMetricKinds{{
    {"time_to_detect", "Time to detect", "detected", "started"},
    {"time_to_acknowledge", "Time to acknowledge", "acknowledged", "declared"},
    {"time_to_mitigate", "Time to mitigate", "mitigated", "declared"},
    {"time_to_fix", "Time to fix", "recovered", "declared"},
    {"time_to_recover", "Time to recover", "recovered", "started"},
    {"time_to_respond", "Time to respond", "recovered", "detected"},
    {"time_to_resolve", "Time to resolve", "resolved", "started"},
}};

template <class Enum, std::size_t n>
std::optional<Enum> named(const std::array<std::string_view, n>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

template <class T, std::size_t n>
const T* with_id(const std::array<T, n>& things, std::string_view id) {
  const auto found = std::find_if(things.begin(), things.end(), [&](const T& thing) { return thing.id == id; });
  return found == things.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_text(Kind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }
std::string_view to_text(Phase phase) { return kPhaseNames[static_cast<std::size_t>(phase)]; }
std::string_view to_text(Visibility visibility) { return kVisibilityNames[static_cast<std::size_t>(visibility)]; }
std::optional<Kind> kind_from(std::string_view text) { return named<Kind>(kKindNames, text); }
std::optional<Phase> phase_from(std::string_view text) { return named<Phase>(kPhaseNames, text); }
std::optional<Visibility> visibility_from(std::string_view text) { return named<Visibility>(kVisibilityNames, text); }

std::span<const MilestoneKind> milestone_kinds() { return kMilestoneKinds; }
std::span<const MetricKind> metric_kinds() { return kMetricKinds; }
std::span<const Kind> kinds() { return kKinds; }

const MilestoneKind* find_milestone_kind(std::string_view id) { return with_id(kMilestoneKinds, id); }

const Vocabulary& Incident::words() const { return vocabulary ? *vocabulary : *usual_vocabulary(); }

Phase Incident::phase() const {
  const State* known = words().find_state(state);
  return known != nullptr ? known->phase : Phase::triage;
}

const Milestone* Incident::find_milestone(std::string_view name) const {
  const auto found = std::find_if(milestones.begin(), milestones.end(), [&](const auto& m) { return m.name == name; });
  return found == milestones.end() ? nullptr : &*found;
}

const RoleAssignment* Incident::find_holder(std::string_view role) const {
  const RoleAssignment* holder = nullptr;
  for (const RoleAssignment& assignment : roles) {
    if (assignment.role != role) continue;
    if (!assignment.until) return &assignment;
    if (holder == nullptr || *assignment.until > *holder->until) holder = &assignment;
  }
  return holder;
}

std::string incident_key(std::int64_t number) { return "INC-" + std::to_string(number); }

std::vector<Metric> metrics_of(const Incident& incident) {
  std::vector<Metric> metrics;
  for (const MetricKind& kind : kMetricKinds) {
    const Milestone* until = incident.find_milestone(kind.until);
    const Milestone* from = incident.find_milestone(kind.from);
    metrics.push_back({kind, until != nullptr && from != nullptr ? std::optional(until->at - from->at) : std::nullopt});
  }
  return metrics;
}

}  // namespace debrief::domain
