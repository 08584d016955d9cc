// SPDX-License-Identifier: Apache-2.0
// The slice's SQL, without policy.
#pragma once

#include "db/database.hpp"
#include "domain/account.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::accounts::store {

/// An account with what stands around it. Its answers are those that its author saved last.
struct Kept {
  domain::Account account;
  bool invited = false;
  std::optional<std::string> written_by;  ///< id of the account of who wrote it down for somebody without one
  std::optional<std::string> written_by_name;
  std::optional<std::int64_t> given_version;   ///< what others read
  std::optional<std::int64_t> merged_version;  ///< what the postmortem has
  std::string pseudonym;                       ///< empty: none yet
};

[[nodiscard]] std::optional<Kept> find(db::Connection& db, std::int64_t incident, const std::string& id);
/// The one of this user, or one of nobody with that name.
[[nodiscard]] std::optional<Kept> find_for(db::Connection& db, std::int64_t incident,
                                           const std::optional<std::string>& user_id, std::string_view person);
/// In the order in which people were asked.
[[nodiscard]] std::vector<Kept> list(db::Connection& db, std::int64_t incident);
/// Those asked after the time who have not answered and have an account to sign in with.
[[nodiscard]] std::vector<Kept> list_unanswered(db::Connection& db, Instant asked_after);

/// False when the person has one for this incident.
bool insert(db::Connection& db, const Kept& kept);
/// Everything but incident and id.
void update(db::Connection& db, const Kept& kept);

/// Keeps the answers for good, as they are given under the account's version.
void keep_given(db::Connection& db, const domain::Account& account);
/// The account with the answers as they were given; nothing said when it never was.
[[nodiscard]] domain::Account as_given(db::Connection& db, const Kept& kept);

}  // namespace debrief::features::accounts::store
