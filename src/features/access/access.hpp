// SPDX-License-Identifier: Apache-2.0
// The access slice: accounts, sessions, API tokens, and how people prove who they are. Secrets are kept as hashes; the
// few that the server itself has to use are sealed.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/ports.hpp"
#include "features/access/limiter.hpp"
#include "features/access/ports.hpp"
#include "features/access/settings.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::access {

struct User {
  std::string id;
  std::string name;
  std::string email;
  domain::AccessRole role = domain::AccessRole::viewer;
  Instant created_at;
  bool active = true;
};

struct NewUser {
  std::string name;
  std::string email;
  std::string password;
  domain::AccessRole role = domain::AccessRole::responder;
};

/// How a session began: kept on the session and in the fact.
struct SessionStart {
  std::string how = "password";  ///< password, link, provider, break_glass
  std::string provider = {};     ///< id of the identity provider that vouched
  std::string device = {};       ///< the browser, as it describes itself
  std::string address = {};
};

/// Over TLS the cookie is bound to exactly this host (`__Host-`), so that no other host of the domain can plant one.
inline constexpr std::string_view kSessionCookie = "debrief_session";
inline constexpr std::string_view kHostSessionCookie = "__Host-debrief_session";
[[nodiscard]] constexpr std::string_view session_cookie(bool secure) { return secure ? kHostSessionCookie : kSessionCookie; }

/// argon2id by libsodium with its interactive limits; at most four at once, since each takes 64 MiB. Throws
/// std::bad_alloc when memory is short.
[[nodiscard]] std::string hash_password(const std::string& password);
[[nodiscard]] bool password_matches(const std::string& hash, const std::string& password);
/// As password_matches for an account without a password or for none at all: false, after the same work.
[[nodiscard]] bool password_matches_nobody(const std::string& password);

/// How a secret is stored and looked up: hexadecimal SHA-256, which is enough for 256 random bits.
[[nodiscard]] std::string hash_secret(std::string_view secret);

/// True until the first account exists.
[[nodiscard]] bool setup_needed(db::Connection& db);

/// Errors: conflict when the address has an account, invalid. An empty hash is an account without a password.
Result<User> create_user(journal::Transaction& tx, const NewUser& user, const std::string& password_hash);
Result<> check_new_user(const NewUser& user);
Result<> check_email(const std::string& email);
Result<> check_password(const std::string& password);

/// Opens a session and returns its secret, for the cookie. Always a new one: whatever cookie came is worth nothing.
std::string open_session(journal::Transaction& tx, const User& user, const SessionStart& start = {});

/// The principal behind the request's bearer token or session cookie; absent without valid credentials. Applies the
/// scope of a token, and limits who still has to set up a second factor. Notes the use at most once a minute.
[[nodiscard]] std::optional<domain::Principal> authenticate(journal::Journal& journal, const http::Request& request,
                                                            bool secure_cookies = false);

/// The id of the account, deactivated ones left out.
[[nodiscard]] std::optional<std::string> find_user_id(db::Connection& db, std::string_view person);
/// Absent for deactivated ones too.
[[nodiscard]] std::optional<domain::Member> find_member(db::Connection& db, const std::string& id);
/// By name, deactivated ones left out.
[[nodiscard]] std::vector<domain::Member> list_members(db::Connection& db);
[[nodiscard]] std::vector<domain::Team> list_teams(db::Connection& db);
[[nodiscard]] std::vector<domain::Team> teams_of(db::Connection& db, const std::string& user_id);

struct RoutesConfig {
  bool secure_cookies = false;              ///< browsers come over TLS
  std::optional<std::string> setup_code;    ///< needed for setup from another machine
  bool proxied = false;                     ///< the address of a request says nothing about where it comes from
};

std::vector<Route> routes(journal::Journal& journal, RoutesConfig config, Ports ports = {});

}  // namespace debrief::features::access
