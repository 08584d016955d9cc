// SPDX-License-Identifier: Apache-2.0
#include "domain/account.hpp"

#include <array>

namespace debrief::domain {
namespace {
constexpr std::array<std::string_view, 4> kAccountStates{"asked", "started", "given", "declined"};
}

std::string_view to_text(AccountState state) { return kAccountStates[static_cast<std::size_t>(state)]; }

std::optional<AccountState> account_state_from(std::string_view text) {
  for (std::size_t i = 0; i < kAccountStates.size(); ++i)
    if (kAccountStates[i] == text) return static_cast<AccountState>(i);
  return std::nullopt;
}

}  // namespace debrief::domain
