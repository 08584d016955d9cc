// SPDX-License-Identifier: Apache-2.0
// Administration of people. Facts in the server's chain.
#pragma once

#include "features/access/access.hpp"

namespace debrief::features::access {

/// What an administrator sees of a person beside the account.
struct Standing {
  User user;
  std::optional<Instant> last_seen_at;
  bool has_password = false;
  bool second_factor = false;
  std::vector<std::string> issuers;  ///< of linked identities
};
/// By name, deactivated ones too.
[[nodiscard]] std::vector<Standing> list_standings(db::Connection& db);

struct UserChange {
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<domain::AccessRole> role;
  std::optional<bool> active;
};
/// Deactivating ends sessions and tokens at once. Errors: not_found, conflict (the last active administrator; an address
/// that is taken), invalid.
Result<User> change_user(journal::Transaction& tx, const std::string& id, const UserChange& change);

/// Ends all sessions of the account but the one with this secret.
Result<> set_password(journal::Transaction& tx, const User& user, const std::string& password_hash, std::string_view kept_secret);

/// Errors: not_found.
Result<User> get_user(db::Connection& db, const std::string& id);

}  // namespace debrief::features::access
