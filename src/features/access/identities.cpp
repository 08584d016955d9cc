// SPDX-License-Identifier: Apache-2.0
#include "features/access/identities.hpp"

#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/access/groups.hpp"
#include "features/access/store.hpp"

#include <algorithm>

namespace debrief::features::access {
namespace {

using oidc::Provider;

void tell(journal::Transaction& tx, const User& user, const std::string& issuer, bool linked) {
  tx.append({domain::kServerChain, std::string(domain::events::kIdentityLinked), tx.now(),
             {{"id", user.id}, {"name", user.name}, {"issuer", issuer}, {"linked", linked}}});
}

void insert(journal::Transaction& tx, const Provider& provider, const json::object& claims, const User& user) {
  tx.db.execute("insert into identities (issuer, subject, user_id, email, linked_at, used_at) values ($1, $2, $3, $4, $5, $5)", provider.issuer,
                json::text_at(claims, "sub"), user.id, shorten(json::text_at(claims, "email"), 200), tx.now().micros);
  tell(tx, user, provider.issuer, true);
}

// The address that the provider vouches for, in lower case; empty when it does not.
std::string verified_email(const json::object& claims) {
  const auto* verified = claims.if_contains("email_verified");
  if (verified == nullptr || !verified->is_bool() || !verified->get_bool()) return {};
  std::string email = to_lower(trim(json::text_at(claims, "email")));
  return check_email(email) ? email : std::string{};
}

bool has_domain_of(const std::vector<std::string>& domains, const std::string& email) {
  const std::string domain = email.substr(email.rfind('@') + 1);
  return domains.empty() || std::find(domains.begin(), domains.end(), domain) != domains.end();
}

Error nobody(const Provider& provider, std::string_view why) {
  return make_error(ErrorCode::forbidden, "{} knows you, but you have no account here: {}", provider.name, why)
      .with_help("Ask an administrator, or sign in with your password and link the account on your profile.");
}

Result<User> sign_up(journal::Transaction& tx, const Provider& provider, const json::object& claims) {
  if (!provider.rules.sign_up) return nobody(provider, "accounts are made by administrators");
  const std::string email = verified_email(claims);
  if (email.empty()) return nobody(provider, "it vouches for no e-mail address");
  if (!has_domain_of(provider.rules.domains, email)) return nobody(provider, "addresses of this domain are not let in");
  if (store::find_by_email(tx.db, email))
    return conflict("{} has an account that is not linked to {}", email, provider.name).with_help("Sign in with the password and link it on your profile.");
  std::string name(trim(json::text_at(claims, "name")));
  if (name.empty()) name = email.substr(0, email.find('@'));
  const User user = TRY(create_user(tx, {shorten(name, 96), email, "", provider.rules.role}, ""));
  insert(tx, provider, claims, user);
  return user;
}

}  // namespace

std::vector<Identity> list_identities(db::Connection& db, const std::string& user_id) {
  std::vector<Identity> identities;
  for (const auto& row : db.query("select issuer, email, linked_at, used_at from identities where user_id = $1 order by issuer, subject", user_id)) {
    Identity identity{row.text(0), row.text(1), {row.integer(2)}, {}};
    if (const auto at = row.optional_integer(3)) identity.used_at = Instant{*at};
    identities.push_back(std::move(identity));
  }
  return identities;
}

Result<User> enter(journal::Transaction& tx, const Provider& provider, const json::object& claims) {
  const auto subject = json::text_at(claims, "sub");
  const auto row = tx.db.query_one("select user_id from identities where issuer = $1 and subject = $2", provider.issuer, subject);
  if (!row) return apply_groups(tx, provider, claims, TRY(sign_up(tx, provider, claims)));
  const auto user = store::find_user(tx.db, row->text(0));
  if (!user || !user->active) return make_error(ErrorCode::forbidden, "this account is deactivated").with_help("Ask an administrator.");
  tx.db.execute("update identities set used_at = $3, email = $4 where issuer = $1 and subject = $2", provider.issuer, subject, tx.now().micros,
                shorten(json::text_at(claims, "email"), 200));
  return apply_groups(tx, provider, claims, *user);
}

Result<> link_identity(journal::Transaction& tx, const Provider& provider, const json::object& claims, const User& user) {
  const auto row = tx.db.query_one("select user_id from identities where issuer = $1 and subject = $2", provider.issuer, json::text_at(claims, "sub"));
  if (row && row->text(0) == user.id) return {};
  if (row) return conflict("this identity of {} is linked to another account", provider.name);
  if (tx.db.query_one("select 1 from identities where issuer = $1 and user_id = $2", provider.issuer, user.id))
    return conflict("your account is linked to another identity of {}", provider.name).with_help("Unlink that one first.");
  insert(tx, provider, claims, user);
  return {};
}

Result<> unlink_identity(journal::Transaction& tx, const User& user, const std::string& issuer) {
  if (!tx.db.query_one("select 1 from identities where user_id = $1 and issuer = $2", user.id, issuer)) return not_found("there is no such link");
  if (store::password_hash_of(tx.db, user.id).empty() && list_identities(tx.db, user.id).size() == 1)
    return conflict("without it you could not sign in any more").with_help("Set a password first.");
  tx.db.execute("delete from identities where user_id = $1 and issuer = $2", user.id, issuer);
  tell(tx, user, issuer, false);
  return {};
}

}  // namespace debrief::features::access
