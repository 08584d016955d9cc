// SPDX-License-Identifier: Apache-2.0
#include "domain/coordination.hpp"

#include <algorithm>
#include <array>

namespace debrief::domain {
namespace {

constexpr std::array<std::string_view, 4> kTaskStates{"open", "doing", "done", "dropped"};
constexpr std::array<std::string_view, 4> kHypothesisStates{"open", "confirmed", "refuted", "set_aside"};
constexpr std::array<std::string_view, 2> kStances{"for", "against"};
constexpr std::array<std::string_view, 3> kAudiences{"internal", "executive", "customer"};

template <class Enum, std::size_t n>
std::optional<Enum> find_named(const std::array<std::string_view, n>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view to_text(TaskState state) { return kTaskStates.at(static_cast<std::size_t>(state)); }
std::optional<TaskState> task_state_from(std::string_view text) { return find_named<TaskState>(kTaskStates, text); }
std::string_view to_text(HypothesisState state) { return kHypothesisStates.at(static_cast<std::size_t>(state)); }
std::optional<HypothesisState> hypothesis_state_from(std::string_view text) {
  return find_named<HypothesisState>(kHypothesisStates, text);
}
std::string_view to_text(Stance stance) { return kStances.at(static_cast<std::size_t>(stance)); }
std::optional<Stance> stance_from(std::string_view text) { return find_named<Stance>(kStances, text); }
std::string_view to_text(Audience audience) { return kAudiences.at(static_cast<std::size_t>(audience)); }
std::optional<Audience> audience_from(std::string_view text) { return find_named<Audience>(kAudiences, text); }

}  // namespace debrief::domain
