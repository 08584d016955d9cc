// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/access/identities.hpp"
#include "features/access/routes_desk.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;
using oidc::Provider;

std::string callback_of(const std::string& base, const std::string& id) { return fmt::format("{}/api/v1/sign-in/{}/callback", base, id); }

// The secret goes in and never out.
json::object provider_json(const Desk& desk, const Call& call, const Provider& provider) {
  json::object document{{"id", provider.id}, {"name", provider.name}, {"issuer", provider.issuer}, {"client_id", provider.client_id},
                        {"has_secret", !provider.secret.empty()}, {"rules", access::to_json(provider.rules)},
                        {"redirect_uri", callback_of(base_of(call.request, desk.ports), provider.id)}, {"trouble", nullptr}};
  if (const auto trouble = desk.directory->trouble(provider.id)) document["trouble"] = json::object{{"at", to_rfc3339(trouble->at)}, {"what", trouble->what}};
  return document;
}

Result<Response> list_all_providers(const Desk& desk, Call& call) {
  json::array items;
  for (const Provider& provider : desk.read([&](db::Connection& db) { return list_providers(db, desk.ports); })) items.push_back(provider_json(desk, call, provider));
  return respond({{"items", std::move(items)}});
}

// A secret that is not given stays; an empty one is removed.
Result<Provider> provider_in(const http::Request& request, Provider before) {
  const auto body = TRY(body_of(request));
  auto in = TRY(json::Fields::of(body));
  Provider provider = std::move(before);
  provider.name = trim(TRY(in.text("name", 60)));
  const std::string issuer(trim(TRY(in.text("issuer", 500))));
  provider.client_id = trim(TRY(in.text("client_id", 300)));
  if (const auto secret = TRY(in.optional_text("secret", 1000))) provider.secret = *secret;
  else if (issuer != provider.issuer) provider.secret.clear();  // a secret is told to nobody but whom it is for
  provider.issuer = issuer;
  provider.rules = {};
  if (const auto* rules = in.find("rules"); rules != nullptr && !rules->is_null()) provider.rules = TRY(rules_from(*rules, "/rules"));
  TRY(in.done());
  if (provider.name.empty()) return invalid("a provider needs a name").at("/name");
  return provider;
}

Result<Response> put_provider(const Desk& desk, Call& call, const std::string& id) {
  Provider before;
  if (!id.empty()) before = TRY(desk.read([&](db::Connection& db) { return get_provider(db, desk.ports, id); }));
  Provider wanted = TRY(provider_in(call.request, std::move(before)));
  const Provider saved = TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) { return save_provider(tx, desk.ports, wanted); }));
  desk.directory->forget(saved.issuer);
  return respond(provider_json(desk, call, saved), id.empty() ? 201 : 200);
}

// Asks the provider what it says of itself: the way to find a mistyped issuer before people do.
Result<Response> check_provider(const Desk& desk, Call& call) {
  const Provider provider = TRY(desk.read([&](db::Connection& db) { return get_provider(db, desk.ports, call.request.parameter("id")); }));
  desk.directory->forget(provider.issuer);
  const auto metadata = desk.directory->metadata(provider.issuer, desk.journal.clock().now());
  if (!metadata) return respond({{"ok", false}, {"detail", metadata.error().message}, {"help", metadata.error().help}});
  return respond({{"ok", true}, {"detail", fmt::format("It answers; people sign in at {}", metadata->authorization_endpoint)}, {"help", ""}});
}

}  // namespace

void add_provider_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"GET", "/api/v1/identity-providers", Action::administer, [desk](Call& call) { return list_all_providers(desk, call); }});
  table.push_back({"POST", "/api/v1/identity-providers", Action::administer, [desk](Call& call) { return put_provider(desk, call, ""); }});
  table.push_back({"PUT", "/api/v1/identity-providers/{id}", Action::administer, [desk](Call& call) { return put_provider(desk, call, call.request.parameter("id")); }});
  table.push_back({"POST", "/api/v1/identity-providers/{id}/check", Action::administer, [desk](Call& call) { return check_provider(desk, call); }});
  table.push_back({"DELETE", "/api/v1/identity-providers/{id}", Action::administer, [desk](Call& call) {
                     return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
                       TRY(remove_provider(tx, call.request.parameter("id")));
                       return no_content();
                     });
                   }});
}

}  // namespace debrief::features::access
