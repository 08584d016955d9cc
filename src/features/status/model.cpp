// SPDX-License-Identifier: Apache-2.0
#include "features/status/model.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace debrief::features::status {
namespace {

template <class T>
struct Word {
  T value;
  std::string_view id;
  std::string_view name;
};

constexpr std::array<Word<Health>, 5> kHealths{{{Health::operational, "operational", "Works"},
                                                {Health::maintenance, "maintenance", "Maintenance"},
                                                {Health::degraded, "degraded", "Degraded"},
                                                {Health::partial_outage, "partial_outage", "Partial outage"},
                                                {Health::major_outage, "major_outage", "Major outage"}}};

constexpr std::array<Word<Stage>, 7> kStages{{{Stage::investigating, "investigating", "Investigating"},
                                              {Stage::identified, "identified", "Identified"},
                                              {Stage::monitoring, "monitoring", "Monitoring"},
                                              {Stage::resolved, "resolved", "Resolved"},
                                              {Stage::scheduled, "scheduled", "Scheduled"},
                                              {Stage::in_progress, "in_progress", "Under way"},
                                              {Stage::completed, "completed", "Completed"}}};

template <class T, std::size_t N>
std::optional<T> value_of(const std::array<Word<T>, N>& words, std::string_view id) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.id == id; });
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace

std::string_view to_text(Health health) { return kHealths.at(static_cast<std::size_t>(health)).id; }
std::optional<Health> health_from(std::string_view text) { return value_of(kHealths, text); }
std::string_view name_of(Health health) { return kHealths.at(static_cast<std::size_t>(health)).name; }

std::string_view to_text(Stage stage) { return kStages.at(static_cast<std::size_t>(stage)).id; }
std::optional<Stage> stage_from(std::string_view text) { return value_of(kStages, text); }
std::string_view name_of(Stage stage) { return kStages.at(static_cast<std::size_t>(stage)).name; }

const Component* Page::find_component(std::string_view component) const {
  const auto found = std::find_if(components.begin(), components.end(), [&](const auto& one) { return one.id == component; });
  return found == components.end() ? nullptr : &*found;
}

}  // namespace debrief::features::status
