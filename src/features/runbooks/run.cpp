// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/run.hpp"

#include <array>
#include <cstddef>

namespace debrief::features::runbooks {
namespace {

constexpr std::array<std::string_view, 6> kStates{"open", "doing", "done", "helped", "no_help", "skipped"};
constexpr std::array<std::string_view, 4> kOutcomes{"solved", "helped", "no_help", "abandoned"};

template <class Value, std::size_t Count>
std::optional<Value> find_value(const std::array<std::string_view, Count>& names, std::string_view text) {
  for (std::size_t i = 0; i < Count; ++i)
    if (names[i] == text) return static_cast<Value>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_text(StepState state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<StepState> step_state_from(std::string_view text) { return find_value<StepState>(kStates, text); }
std::string_view to_text(RunOutcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::optional<RunOutcome> run_outcome_from(std::string_view text) { return find_value<RunOutcome>(kOutcomes, text); }

}  // namespace debrief::features::runbooks
