// SPDX-License-Identifier: Apache-2.0
#include "domain/duty.hpp"

#include <array>

namespace debrief::domain {
namespace {
constexpr std::array<std::string_view, 3> kNames{"open", "waived", "done"};
}

std::string_view to_text(DutyState state) { return kNames[static_cast<std::size_t>(state)]; }

std::optional<DutyState> duty_state_from(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == text) return static_cast<DutyState>(i);
  return std::nullopt;
}

}  // namespace debrief::domain
