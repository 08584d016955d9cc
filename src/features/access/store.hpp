// SPDX-License-Identifier: Apache-2.0
// The slice's look-ups.
#pragma once

#include "features/access/access.hpp"

#include <utility>

namespace debrief::features::access::store {

struct TokenUse {
  User user;
  std::string token_id;
  Instant last_used_at;  ///< zero when never
};

User user_from(const db::Row& row);
/// The account and its password hash.
std::optional<std::pair<User, std::string>> find_by_email(db::Connection& db, const std::string& email);
std::optional<User> find_user(db::Connection& db, const std::string& id);
std::vector<User> list_users(db::Connection& db);
/// Absent when the session is unknown or expired.
std::optional<User> find_by_session(db::Connection& db, std::string_view secret, Instant now);
/// Absent when the token is unknown or revoked.
std::optional<TokenUse> find_by_token(db::Connection& db, std::string_view secret);

}  // namespace debrief::features::access::store
