// SPDX-License-Identifier: Apache-2.0
// OpenID Connect providers: what administrators say of one, what it says of itself, and the exchange with it.
#pragma once

#include "base/clock.hpp"
#include "domain/access.hpp"
#include "features/access/oidc/id_token.hpp"
#include "features/access/ports.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::access::oidc {

/// What belonging to a group at the provider means here.
struct GroupRule {
  std::string group;
  std::optional<domain::AccessRole> role;
  std::optional<std::string> team;  ///< id
};

struct Rules {
  bool sign_up = false;                       ///< a first sign-in makes an account
  std::vector<std::string> domains;           ///< of e-mail addresses that may; empty: all that the provider verified
  domain::AccessRole role = domain::AccessRole::viewer;  ///< of accounts without a group that says otherwise
  std::string groups_claim;                   ///< empty: groups are not looked at
  std::vector<GroupRule> groups;
  std::vector<std::string> scopes;            ///< beside openid, email and profile
};

struct Provider {
  std::string id;
  std::string name;
  std::string issuer;      ///< exactly as the provider writes it
  std::string client_id;
  std::string secret;      ///< empty: a public client
  Rules rules;
};

/// What a provider publishes about itself (OpenID Connect Discovery 1.0).
struct Metadata {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::string userinfo_endpoint;     ///< empty: none
  std::string end_session_endpoint;  ///< empty: none
  bool secret_in_body = false;       ///< it does not take the secret as HTTP Basic
  bool names_issuer = false;         ///< answers carry `iss` (RFC 9207)
};
/// Errors: invalid, unsupported.
[[nodiscard]] Result<Metadata> read_metadata(std::string_view body, const std::string& issuer);

/// One sign-in under way.
struct Attempt {
  std::string state;
  std::string nonce;
  std::string verifier;      ///< of PKCE (RFC 7636)
  std::string provider;      ///< id
  std::string return_to;     ///< path of a page
  std::string redirect_uri;
  std::string user;          ///< id of the account that links itself; empty: signs in
  Instant until;
};
[[nodiscard]] json::object to_json(const Attempt& attempt);
[[nodiscard]] std::optional<Attempt> attempt_from(std::string_view text);
/// "code_challenge" of S256.
[[nodiscard]] std::string challenge_of(std::string_view verifier);
/// Where the browser goes.
[[nodiscard]] std::string authorization_url(const Metadata& metadata, const Provider& provider, const Attempt& attempt);
/// Percent-encoded as application/x-www-form-urlencoded wants it.
[[nodiscard]] std::string form(const std::vector<std::pair<std::string, std::string>>& fields);

/// Asks providers, and remembers what they say of themselves for an hour and their keys until one is missing. Safe from
/// any thread; asks without holding a lock.
class Directory {
 public:
  explicit Directory(Ports ports) : ports_(std::move(ports)) {}

  /// Errors: unavailable (the provider cannot be reached), invalid and unsupported (what it says).
  Result<Metadata> metadata(const std::string& issuer, Instant now);
  /// Changes the code for tokens, checks the ID token, and returns its claims with those of the userinfo endpoint beside
  /// them. Errors: as metadata, unauthenticated.
  Result<json::object> redeem(const Provider& provider, const Attempt& attempt, const std::string& code, Instant now);

  /// The newest trouble with a provider, for its administrators.
  struct Trouble {
    Instant at;
    std::string what;
  };
  void note_trouble(const std::string& provider, Instant at, const std::string& what);
  [[nodiscard]] std::optional<Trouble> trouble(const std::string& provider) const;
  void forget(const std::string& issuer);

 private:
  Result<std::string> ask(ProviderCall call);
  Result<std::vector<PublicKey>> keys_of(const std::string& jwks_uri, bool anew);
  Result<json::object> add_userinfo(const Metadata& metadata, const std::string& access_token, json::object claims);

  Ports ports_;
  mutable std::mutex mutex_;
  std::map<std::string, std::pair<Instant, Metadata>> metadata_;
  std::map<std::string, std::vector<PublicKey>> keys_;
  std::map<std::string, Trouble> troubles_;
};

}  // namespace debrief::features::access::oidc
