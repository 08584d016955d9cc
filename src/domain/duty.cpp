// SPDX-License-Identifier: Apache-2.0
#include "domain/duty.hpp"

#include <array>

namespace debrief::domain {
namespace {
constexpr std::array<std::string_view, 3> kDutyStates{"open", "waived", "done"};
}

std::string_view to_text(DutyState state) { return kDutyStates[static_cast<std::size_t>(state)]; }

std::optional<DutyState> duty_state_from(std::string_view text) {
  for (std::size_t i = 0; i < kDutyStates.size(); ++i)
    if (kDutyStates[i] == text) return static_cast<DutyState>(i);
  return std::nullopt;
}

}  // namespace debrief::domain
