// SPDX-License-Identifier: Apache-2.0
// The slice's look-ups.
#pragma once

#include "features/access/access.hpp"

#include <utility>

namespace debrief::features::access::store {

/// A valid session with what decides on its worth.
struct SessionUse {
  User user;
  std::string id;
  std::string provider;  ///< empty: a password or a link
  Instant last_seen_at;
  Instant ends_at;
  bool has_second_factor = false;
  Settings settings;
};

struct TokenUse {
  User user;
  std::string token_id;
  domain::Action scope = domain::Action::read;
  Instant last_used_at;  ///< zero when never
};

inline constexpr std::string_view kUserColumns = "u.id, u.name, u.email, u.role, u.created_at, u.active";
User user_from(const db::Row& row);
/// The account, deactivated ones too, and its password hash (empty: none).
std::optional<std::pair<User, std::string>> find_by_email(db::Connection& db, const std::string& email);
std::optional<User> find_user(db::Connection& db, const std::string& id);
std::string password_hash_of(db::Connection& db, const std::string& id);
/// By name, deactivated ones too.
std::vector<User> list_users(db::Connection& db);
/// Absent when the session is unknown or has ended, or the account is deactivated.
std::optional<SessionUse> find_session(db::Connection& db, std::string_view secret, Instant now);
/// Absent when the token is unknown, revoked or has ended, or the account is deactivated.
std::optional<TokenUse> find_by_token(db::Connection& db, std::string_view secret, Instant now);

}  // namespace debrief::features::access::store
