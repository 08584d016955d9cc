// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/access/identities.hpp"
#include "features/access/people.hpp"
#include "features/access/routes_desk.hpp"
#include "features/access/second_factor.hpp"
#include "features/access/sessions.hpp"
#include "features/access/store.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;

json::object to_json(const Session& session, const std::string& provider) {
  return {{"id", session.id}, {"how", session.how}, {"provider", provider.empty() ? json::value(nullptr) : json::value(provider)},
          {"device", session.device}, {"address", session.address}, {"created_at", to_rfc3339(session.created_at)},
          {"last_seen_at", to_rfc3339(session.last_seen_at)}, {"ends_at", to_rfc3339(session.ends_at)}, {"current", session.current}};
}

json::array providers_of(db::Connection& db, const User& user) {
  const auto identities = list_identities(db, user.id);
  json::array providers;
  for (const auto& provider : list_providers(db, {})) {
    json::object one{{"id", provider.id}, {"name", provider.name}, {"linked", false}, {"email", nullptr}, {"used_at", nullptr}};
    for (const Identity& identity : identities)
      if (identity.issuer == provider.issuer) {
        one["linked"] = true;
        one["email"] = identity.email;
        one["used_at"] = json::or_null(identity.used_at);
      }
    providers.push_back(std::move(one));
  }
  return providers;
}

Result<Response> get_profile(const Desk& desk, Call& call) {
  const User user = TRY(own_account(desk, call));
  return desk.read([&](db::Connection& db) -> Result<Response> {
    const SecondFactor factor = find_second_factor(db, user.id);
    const bool wanted = limit_without_second_factor(read_settings(db), user.role).has_value();
    json::array teams;
    for (const auto& team : teams_of(db, user.id)) teams.push_back(json::object{{"id", team.id}, {"name", team.name}});
    return respond({{"user", to_json(user)},
                    {"has_password", !store::password_hash_of(db, user.id).empty()},
                    {"second_factor", json::object{{"on", factor.on}, {"required", wanted}, {"recovery_codes_left", factor.recovery_codes_left}}},
                    {"providers", providers_of(db, user)},
                    {"teams", std::move(teams)}});
  });
}

Result<Response> patch_profile(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  UserChange change;
  change.name = TRY(in.text("name", 100));
  TRY(in.done());
  const User user = TRY(own_account(desk, call));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> { return respond(to_json(TRY(change_user(tx, user.id, change)))); });
}

Result<Response> put_password(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto before = TRY(in.optional_text("password", 200));
  const std::string wanted = TRY(in.text("new_password", 200));
  TRY(in.done());
  const User user = TRY(own_account(desk, call));
  TRY(prove(desk, call, user, before));
  if (const auto good = check_password(wanted); !good) return Error(good.error()).at("/new_password");
  const std::string hash = hash_password(wanted);
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(set_password(tx, user, hash, session_secret(call.request, desk.config)));
    return no_content();
  });
}

Result<Response> get_sessions(const Desk& desk, Call& call) {
  const User user = TRY(own_account(desk, call));
  const std::string secret = session_secret(call.request, desk.config);
  return desk.read([&](db::Connection& db) -> Result<Response> {
    std::map<std::string, std::string> names;
    for (const auto& provider : list_providers(db, {})) names.emplace(provider.id, provider.name);
    json::array items;
    for (const Session& session : list_sessions(db, user.id, secret, desk.journal.clock().now())) items.push_back(to_json(session, names[session.provider]));
    return respond({{"items", std::move(items)}});
  });
}

Result<Response> delete_session(const Desk& desk, Call& call) {
  const User user = TRY(own_account(desk, call));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(end_session(tx, user.id, call.request.parameter("id")));
    return no_content();
  });
}

Result<Response> delete_other_sessions(const Desk& desk, Call& call) {
  const User user = TRY(own_account(desk, call));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond({{"ended", end_sessions(tx, user.id, session_secret(call.request, desk.config))}});
  });
}

}  // namespace

void add_profile_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"GET", "/api/v1/me", Action::read, [desk](Call& call) { return get_profile(desk, call); }});
  table.push_back({"PATCH", "/api/v1/me", Action::read, [desk](Call& call) { return patch_profile(desk, call); }});
  table.push_back({"PUT", "/api/v1/me/password", Action::read, [desk](Call& call) { return put_password(desk, call); }});
  table.push_back({"GET", "/api/v1/me/sessions", Action::read, [desk](Call& call) { return get_sessions(desk, call); }});
  table.push_back({"DELETE", "/api/v1/me/sessions", Action::read, [desk](Call& call) { return delete_other_sessions(desk, call); }});
  table.push_back({"DELETE", "/api/v1/me/sessions/{id}", Action::read, [desk](Call& call) { return delete_session(desk, call); }});
}

}  // namespace debrief::features::access
