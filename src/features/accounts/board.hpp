// SPDX-License-Identifier: Apache-2.0
// The contribution board: who was involved, and who has spoken. Pure.
#pragma once

#include "domain/notice.hpp"
#include "features/accounts/pseudonyms.hpp"
#include "features/accounts/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::accounts {

/// One line of the board.
struct Contribution {
  domain::Involved who;
  std::optional<store::Kept> account;  ///< without answers; absent: not asked
  bool reachable = false;              ///< can sign in and read the incident
  std::string role;                    ///< in words; may be empty
  std::string first_role;              ///< the first of them
  std::string pseudonym;               ///< under which an account would be merged
};

/// Involved people with their accounts, then those who spoke without being seen in the record.
[[nodiscard]] std::vector<Contribution> board_of(const std::vector<domain::Involved>& involved,
                                                 const std::vector<store::Kept>& kept,
                                                 const std::function<bool(const std::string& user_id)>& can_read,
                                                 const domain::Vocabulary& words);

/// Everybody on the board, under the pseudonyms that they have there.
[[nodiscard]] std::vector<Bearer> bearers_of(const std::vector<Contribution>& board);

}  // namespace debrief::features::accounts
