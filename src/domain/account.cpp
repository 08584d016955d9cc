// SPDX-License-Identifier: Apache-2.0
#include "domain/account.hpp"

#include <array>

namespace debrief::domain {
namespace {
constexpr std::array<std::string_view, 4> kNames{"asked", "started", "given", "declined"};
}

std::string_view to_text(AccountState state) { return kNames[static_cast<std::size_t>(state)]; }

std::optional<AccountState> account_state_from(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == text) return static_cast<AccountState>(i);
  return std::nullopt;
}

}  // namespace debrief::domain
