// SPDX-License-Identifier: Apache-2.0
// The access slice: accounts, sessions and API tokens. Secrets are kept as hashes only.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/ports.hpp"
#include "routing/route.hpp"
#include "journal/journal.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
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
};

struct NewUser {
  std::string name;
  std::string email;
  std::string password;
  domain::AccessRole role = domain::AccessRole::responder;
};

/// Counts failed sign-ins for a key (an address, an account) and tells when to wait. Thread-safe; forgets.
class SignInLimiter {
 public:
  /// Errors: rate_limited, after ten failures within a quarter of an hour.
  Result<> check(const std::string& key, Instant now);
  void failed(const std::string& key, Instant now);
  void succeeded(const std::string& key);

 private:
  struct Count {
    int failures = 0;
    Instant first;
  };
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

inline constexpr std::chrono::hours kSessionLength{24 * 14};
inline constexpr std::string_view kSessionCookie = "debrief_session";

/// argon2id by libsodium with its interactive limits. Throws std::bad_alloc when memory is short.
[[nodiscard]] std::string hash_password(const std::string& password);
[[nodiscard]] bool password_matches(const std::string& hash, const std::string& password);

/// How a secret is stored and looked up: hexadecimal SHA-256, which is enough for 256 random bits.
[[nodiscard]] std::string hash_secret(std::string_view secret);

/// True until the first account exists.
[[nodiscard]] bool setup_needed(db::Connection& db);

/// Errors: conflict when the address has an account, invalid.
Result<User> create_user(journal::Transaction& tx, const NewUser& user, const std::string& password_hash);
Result<> check_new_user(const NewUser& user);

/// Opens a session and returns its secret, for the cookie.
std::string open_session(journal::Transaction& tx, const User& user);

/// The principal behind the request's bearer token or session cookie; absent without valid credentials.
/// Notes the use of a token at most once a minute.
[[nodiscard]] std::optional<domain::Principal> authenticate(journal::Journal& journal, const http::Request& request);

[[nodiscard]] std::optional<std::string> find_user_id(db::Connection& db, std::string_view person);
[[nodiscard]] std::optional<domain::Member> find_member(db::Connection& db, const std::string& id);
/// By name.
[[nodiscard]] std::vector<domain::Member> list_members(db::Connection& db);

struct RoutesConfig {
  bool secure_cookies = false;              ///< browsers come over TLS
  std::optional<std::string> setup_code;    ///< needed for setup from another machine
  bool proxied = false;                     ///< the address of a request says nothing about where it comes from
};

std::vector<Route> routes(journal::Journal& journal, SignInLimiter& limiter, RoutesConfig config);

}  // namespace debrief::features::access
