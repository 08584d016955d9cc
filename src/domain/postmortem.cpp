// SPDX-License-Identifier: Apache-2.0
#include "domain/postmortem.hpp"

#include <array>

namespace debrief::domain {
namespace {
constexpr std::array<std::string_view, 3> kPostmortemStates{"draft", "in_review", "published"};
}

std::string_view to_text(PostmortemState state) { return kPostmortemStates[static_cast<std::size_t>(state)]; }

std::optional<PostmortemState> postmortem_state_from(std::string_view text) {
  for (std::size_t i = 0; i < kPostmortemStates.size(); ++i)
    if (kPostmortemStates[i] == text) return static_cast<PostmortemState>(i);
  return std::nullopt;
}

}  // namespace debrief::domain
