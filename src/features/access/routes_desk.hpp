// SPDX-License-Identifier: Apache-2.0
// What the routes of this slice have in common.
#pragma once

#include "features/access/access.hpp"
#include "features/access/oidc/provider.hpp"
#include "routing/request.hpp"

#include <memory>

namespace debrief::features::access {

struct Desk {
  journal::Journal& journal;
  SignInLimiter limiter;
  RoutesConfig config;
  Ports ports;
  std::shared_ptr<oidc::Directory> directory;

  template <class F>
  auto read(F&& work) const {
    return journal.database().read(std::forward<F>(work));
  }
};

[[nodiscard]] json::object to_json(const User& user);
[[nodiscard]] http::Response no_content();
[[nodiscard]] http::Response redirect(const std::string& location);

/// How browsers reach this server: what was configured, else what the request says.
[[nodiscard]] std::string base_of(const http::Request& request, const Ports& ports);
[[nodiscard]] SessionStart start_of(const http::Request& request, std::string how);

/// Sets the cookie of the session on an answer.
void set_session(http::Response& response, const std::string& secret, std::int64_t hours, const RoutesConfig& config);
/// Set-Cookie for a cookie that only this host reads, and no script.
[[nodiscard]] std::string cookie_text(std::string_view name, std::string_view value, std::int64_t seconds, const RoutesConfig& config);
/// The secret of the session that the request carries; empty without one.
[[nodiscard]] std::string session_secret(const http::Request& request, const RoutesConfig& config);
/// Opens a session in the transaction, ends the one that the browser had, and returns the secret.
[[nodiscard]] std::string change_session(journal::Transaction& tx, const http::Request& request, const RoutesConfig& config, const User& user,
                                         const SessionStart& start);

/// Passwords, second factors and sessions are changed by people in a browser, not by API tokens. Returns the account.
/// Errors: forbidden; conflict at the machine's own command line, where nobody has an account.
Result<User> own_account(const Desk& desk, const Call& call);
/// Proves again who sits there: the password where the account has one, and a code where it has a second factor. Slows
/// down guessing. Errors: invalid, rate_limited.
Result<> prove(const Desk& desk, const Call& call, const User& user, const std::optional<std::string>& password);

/// Adds the routes of one file of this slice.
void add_sign_in_routes(std::vector<Route>& table, const Desk& desk);
void add_people_routes(std::vector<Route>& table, const Desk& desk);
void add_invitation_routes(std::vector<Route>& table, const Desk& desk);
void add_profile_routes(std::vector<Route>& table, const Desk& desk);
void add_second_factor_routes(std::vector<Route>& table, const Desk& desk);
void add_token_routes(std::vector<Route>& table, const Desk& desk);
void add_team_routes(std::vector<Route>& table, const Desk& desk);
void add_provider_routes(std::vector<Route>& table, const Desk& desk);
void add_oidc_routes(std::vector<Route>& table, const Desk& desk);
void add_audit_routes(std::vector<Route>& table, const Desk& desk);

}  // namespace debrief::features::access
