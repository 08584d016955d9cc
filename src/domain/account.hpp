// SPDX-License-Identifier: Apache-2.0
// What one person who was there tells about an incident.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::domain {

enum class AccountState { asked, started, given, declined };
[[nodiscard]] std::string_view to_text(AccountState state);
[[nodiscard]] std::optional<AccountState> account_state_from(std::string_view text);

/// The texts are Markdown; empty: nothing said.
struct Account {
  std::string id;
  std::int64_t incident = 0;
  std::string person;
  std::optional<std::string> user_id;
  std::string role;            ///< what the person was in the incident, in words; may be empty
  AccountState state = AccountState::asked;
  std::string did;
  std::string saw;
  std::string expected;
  std::string assumed;
  std::string did_not_know;
  std::string causes;          ///< how the person understood them
  std::string helped;
  std::string misled;
  std::int64_t version = 0;    ///< grows with every saved text
  Instant asked_at;
  std::optional<Instant> given_at;
};

}  // namespace debrief::domain
