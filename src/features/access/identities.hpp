// SPDX-License-Identifier: Apache-2.0
// Providers in the store, and who their people are here. Somebody is known by issuer and subject, never by an e-mail
// address: whoever controls an address at some provider must not become its owner here.
#pragma once

#include "features/access/access.hpp"
#include "features/access/oidc/provider.hpp"

namespace debrief::features::access {

struct Identity {
  std::string issuer;
  std::string email;  ///< as the provider told it last; may be empty
  Instant linked_at;
  std::optional<Instant> used_at;
};

/// By name; with their secrets when `ports` can open them.
[[nodiscard]] std::vector<oidc::Provider> list_providers(db::Connection& db, const Ports& ports);
/// Errors: not_found.
Result<oidc::Provider> get_provider(db::Connection& db, const Ports& ports, const std::string& id);
/// A new one when the id is empty. Errors: not_found, conflict (the issuer), invalid.
Result<oidc::Provider> save_provider(journal::Transaction& tx, const Ports& ports, oidc::Provider provider);
Result<> remove_provider(journal::Transaction& tx, const std::string& id);

[[nodiscard]] json::object to_json(const oidc::Rules& rules);
/// Errors: invalid.
[[nodiscard]] Result<oidc::Rules> rules_from(const json::value& document, const std::string& path);

[[nodiscard]] std::vector<Identity> list_identities(db::Connection& db, const std::string& user_id);
/// The account of who the claims are about; makes one where the rules allow it, and applies what groups mean. Errors:
/// forbidden (no account, deactivated), conflict (the address belongs to an account that is not linked).
Result<User> enter(journal::Transaction& tx, const oidc::Provider& provider, const json::object& claims);
/// Errors: conflict when somebody else has this identity.
Result<> link_identity(journal::Transaction& tx, const oidc::Provider& provider, const json::object& claims, const User& user);
/// Errors: not_found; conflict when the account could not sign in any more.
Result<> unlink_identity(journal::Transaction& tx, const User& user, const std::string& issuer);

}  // namespace debrief::features::access
