// SPDX-License-Identifier: Apache-2.0
#include "domain/action.hpp"

#include <fmt/format.h>

#include <array>

namespace debrief::domain {
namespace {

constexpr std::array<std::string_view, 6> kTypes{"prevent", "detect", "mitigate", "repair", "investigate", "process"};
constexpr std::array<std::string_view, 2> kNatures{"corrective", "preventive"};
constexpr std::array<std::string_view, 4> kPriorities{"p1", "p2", "p3", "p4"};
constexpr std::array<std::string_view, 5> kActionStates{"open", "in_progress", "blocked", "done", "will_not_do"};
constexpr std::array<std::string_view, 4> kProofs{"none", "unproven", "proven", "recurred"};
constexpr std::array<std::string_view, 4> kChecks{"alert_quiet", "template_quiet", "link_merged", "drill_passed"};

template <class E, std::size_t N>
std::optional<E> find_name(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i)
    if (names.at(i) == text) return static_cast<E>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_text(ActionType type) {
  return kTypes.at(static_cast<std::size_t>(type));
}
std::string_view to_text(ActionNature nature) {
  return kNatures.at(static_cast<std::size_t>(nature));
}
std::string_view to_text(ActionPriority priority) {
  return kPriorities.at(static_cast<std::size_t>(priority));
}
std::string_view to_text(ActionState state) {
  return kActionStates.at(static_cast<std::size_t>(state));
}
std::string_view to_text(ActionProof proof) {
  return kProofs.at(static_cast<std::size_t>(proof));
}
std::string_view to_text(ActionCheck::Kind kind) {
  return kChecks.at(static_cast<std::size_t>(kind));
}

std::optional<ActionType> action_type_from(std::string_view text) {
  return find_name<ActionType>(kTypes, text);
}
std::optional<ActionPriority> action_priority_from(std::string_view text) {
  return find_name<ActionPriority>(kPriorities, text);
}
std::optional<ActionState> action_state_from(std::string_view text) {
  return find_name<ActionState>(kActionStates, text);
}
std::optional<ActionProof> action_proof_from(std::string_view text) {
  return find_name<ActionProof>(kProofs, text);
}
std::optional<ActionCheck::Kind> action_check_from(std::string_view text) {
  return find_name<ActionCheck::Kind>(kChecks, text);
}

ActionNature nature_of(ActionType type) {
  return type == ActionType::repair || type == ActionType::investigate ? ActionNature::corrective
                                                                       : ActionNature::preventive;
}

bool is_open(ActionState state) {
  return state != ActionState::done && state != ActionState::will_not_do;
}

std::string action_key(std::int64_t number) {
  return fmt::format("ACT-{}", number);
}

}  // namespace debrief::domain
