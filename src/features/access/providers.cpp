// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/access/identities.hpp"

#include <algorithm>

namespace debrief::features::access {
namespace {

using oidc::Provider;
using oidc::Rules;

std::string provider_context(const std::string& id) { return "identity provider " + id; }

Provider provider_from(const db::Row& row, const Ports& ports) {
  Provider provider{row.text(0), row.text(1), row.text(2), row.text(3), "", {}};
  if (const auto sealed = from_base64(row.text(4)); sealed && !sealed->empty() && ports.open)
    provider.secret = ports.open(*sealed, provider_context(provider.id)).value_or("");
  if (const auto document = json::parse(row.text(5)))
    if (auto rules = rules_from(*document, "")) provider.rules = *std::move(rules);
  return provider;
}

json::array texts(const std::vector<std::string>& all) {
  json::array array;
  for (const std::string& each : all) array.push_back(json::value(each));
  return array;
}

Result<std::optional<domain::AccessRole>> role_in(json::Fields& in, const std::string& field) {
  const auto text = TRY(in.optional_text(field, 20));
  if (!text) return std::optional<domain::AccessRole>{};
  const auto role = domain::access_role_from(*text);
  if (!role) return invalid("a role is viewer, responder, editor or administrator").at(in.path_of(field));
  return role;
}

Result<std::vector<oidc::GroupRule>> groups_from(const json::value* given, const std::string& path) {
  std::vector<oidc::GroupRule> groups;
  if (given == nullptr || given->is_null()) return groups;
  if (!given->is_array() || given->get_array().size() > 200) return invalid("'groups' is a list of at most 200").at(path);
  for (const auto& each : given->get_array()) {
    auto in = TRY(json::Fields::of(each, fmt::format("{}/{}", path, groups.size())));
    oidc::GroupRule rule;
    rule.group = TRY(in.text("group", 200));
    rule.role = TRY(role_in(in, "role"));
    rule.team = TRY(in.optional_text("team", 40));
    TRY(in.done());
    groups.push_back(std::move(rule));
  }
  return groups;
}

Result<> check_provider_wanted(journal::Transaction& tx, const Provider& provider) {
  if (!provider.issuer.starts_with("https://") && !provider.issuer.starts_with("http://"))
    return invalid("the issuer is an https address").at("/issuer");
  if (provider.issuer.find_first_of("?# ") != std::string::npos) return invalid("the issuer has neither query nor fragment").at("/issuer");
  if (tx.db.query_one("select 1 from identity_providers where issuer = $1 and id <> $2", provider.issuer, provider.id))
    return conflict("there is a provider with this issuer already").at("/issuer");
  return {};
}

}  // namespace

json::object to_json(const Rules& rules) {
  json::array groups;
  for (const auto& rule : rules.groups) {
    json::object one{{"group", rule.group}, {"role", nullptr}, {"team", json::or_null(rule.team)}};
    if (rule.role) one["role"] = to_text(*rule.role);
    groups.push_back(std::move(one));
  }
  return {{"sign_up", rules.sign_up}, {"domains", texts(rules.domains)}, {"role", to_text(rules.role)}, {"groups_claim", rules.groups_claim},
          {"groups", std::move(groups)}, {"scopes", texts(rules.scopes)}};
}

Result<Rules> rules_from(const json::value& document, const std::string& path) {
  auto in = TRY(json::Fields::of(document, path));
  Rules rules;
  rules.sign_up = TRY(in.boolean_or("sign_up", false));
  for (const std::string& domain : TRY(in.texts("domains"))) rules.domains.push_back(to_lower(trim(domain)));
  rules.role = TRY(role_in(in, "role")).value_or(domain::AccessRole::viewer);
  rules.groups_claim = TRY(in.optional_text("groups_claim", 100)).value_or("");
  rules.groups = TRY(groups_from(in.find("groups"), in.path_of("groups")));
  rules.scopes = TRY(in.texts("scopes", 20));
  TRY(in.done());
  for (const std::string& scope : rules.scopes)
    if (scope.empty() || scope.find_first_of(" \"\\") != std::string::npos) return invalid("'{}' is no scope", scope).at(in.path_of("scopes"));
  return rules;
}

std::vector<Provider> list_providers(db::Connection& db, const Ports& ports) {
  std::vector<Provider> providers;
  for (const auto& row : db.query("select id, name, issuer, client_id, secret, rules from identity_providers order by lower(name), id"))
    providers.push_back(provider_from(row, ports));
  return providers;
}

Result<Provider> get_provider(db::Connection& db, const Ports& ports, const std::string& id) {
  const auto row = db.query_one("select id, name, issuer, client_id, secret, rules from identity_providers where id = $1", id);
  if (!row) return not_found("there is no such identity provider");
  return provider_from(*row, ports);
}

Result<Provider> save_provider(journal::Transaction& tx, const Ports& ports, Provider provider) {
  TRY(check_provider_wanted(tx, provider));
  const bool fresh = provider.id.empty();
  if (fresh) provider.id = new_id(tx.now());
  std::string sealed;
  if (!provider.secret.empty()) {
    if (!ports.seal) return conflict("this server has no key to keep the secret with");
    sealed = to_base64(ports.seal(provider.secret, provider_context(provider.id)));
  }
  const std::string rules = json::write(to_json(provider.rules));
  if (fresh)
    tx.db.execute("insert into identity_providers (id, name, issuer, client_id, secret, rules, made_at) values ($1, $2, $3, $4, $5, $6, $7)",
                  provider.id, provider.name, provider.issuer, provider.client_id, sealed, rules, tx.now().micros);
  else if (tx.db.execute("update identity_providers set name = $2, issuer = $3, client_id = $4, secret = $5, rules = $6 where id = $1", provider.id,
                         provider.name, provider.issuer, provider.client_id, sealed, rules) == 0)
    return not_found("there is no such identity provider");
  tx.append({domain::kServerChain, std::string(domain::events::kAccessSet), tx.now(),
             {{"what", "provider"}, {"name", provider.name}, {"issuer", provider.issuer}, {"rules", to_json(provider.rules)}}});
  return provider;
}

Result<> remove_provider(journal::Transaction& tx, const std::string& id) {
  const auto row = tx.db.query_one("select name, issuer from identity_providers where id = $1", id);
  if (!row) return not_found("there is no such identity provider");
  tx.db.execute("delete from identity_providers where id = $1", id);
  tx.append({domain::kServerChain, std::string(domain::events::kAccessSet), tx.now(),
             {{"what", "provider"}, {"name", row->text(0)}, {"issuer", row->text(1)}, {"rules", nullptr}}});
  return {};
}

}  // namespace debrief::features::access
