// SPDX-License-Identifier: Apache-2.0
#include "domain/events.hpp"
#include "features/access/people.hpp"
#include "features/access/routes_desk.hpp"
#include "features/access/second_factor.hpp"
#include "features/access/sessions.hpp"
#include "features/access/store.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;

json::object to_json(const Standing& standing) {
  json::object document = to_json(standing.user);
  json::array issuers;
  for (const std::string& issuer : standing.issuers) issuers.push_back(json::value(issuer));
  document["last_seen_at"] = json::or_null(standing.last_seen_at);
  document["has_password"] = standing.has_password;
  document["second_factor"] = standing.second_factor;
  document["issuers"] = std::move(issuers);
  return document;
}

// Administrators see addresses and standings; everybody else who there is.
Result<Response> list_people(const Desk& desk, Call& call) {
  const bool full = domain::allows(call.who, Action::administer);
  const bool all = full && call.request.query_value("all") == "true";
  json::array items;
  for (Standing& standing : desk.read(list_standings)) {
    if (!standing.user.active && !all) continue;
    if (!full && standing.user.id != call.who.id) standing.user.email.clear();
    items.push_back(full ? to_json(standing) : to_json(standing.user));
  }
  return respond({{"items", std::move(items)}});
}

Result<domain::AccessRole> role_from(const std::string& text) {
  const auto role = domain::access_role_from(text);
  if (!role) return invalid("'role' is viewer, responder, editor or administrator").at("/role");
  return *role;
}

Result<Response> add_user(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewUser wanted{TRY(in.text("name", 100)), TRY(in.text("email", 200)), TRY(in.text("password", 200)), {}};
  const std::string role = TRY(in.text("role", 20));
  TRY(in.done());
  wanted.role = TRY(role_from(role));
  TRY(check_new_user(wanted));
  const std::string hash = hash_password(wanted.password);
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(create_user(tx, wanted, hash))), 201);
  });
}

Result<Response> patch_user(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  UserChange change;
  change.name = TRY(in.optional_text("name", 100));
  change.email = TRY(in.optional_text("email", 200));
  if (const auto role = TRY(in.optional_text("role", 20))) change.role = TRY(role_from(*role));
  change.active = TRY(in.optional_boolean("active"));
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(change_user(tx, call.request.parameter("id"), change))));
  });
}

Result<Response> drop_second_factor(const Desk& desk, Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const User user = TRY(get_user(tx.db, call.request.parameter("id")));
    TRY(remove_second_factor(tx, user));
    end_sessions(tx, user.id, "");
    return no_content();
  });
}

Result<Response> drop_sessions(const Desk& desk, Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const User user = TRY(get_user(tx.db, call.request.parameter("id")));
    end_sessions(tx, user.id, user.id == call.who.id ? session_secret(call.request, desk.config) : "");
    return no_content();
  });
}

Result<Response> put_settings(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  const Settings settings = TRY(settings_from(body));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    if (settings.providers_only && !tx.db.query_one("select 1 from identity_providers limit 1"))
      return conflict("there is no identity provider yet").at("/providers_only").with_help("Add one and try it first.");
    write_settings(tx.db, settings);
    json::object data = to_json(settings);
    data["what"] = "signing_in";
    tx.append({domain::kServerChain, std::string(domain::events::kAccessSet), tx.now(), std::move(data)});
    return respond(to_json(settings));
  });
}

}  // namespace

void add_people_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"GET", "/api/v1/users", Action::read, [desk](Call& call) { return list_people(desk, call); }});
  table.push_back({"POST", "/api/v1/users", Action::administer, [desk](Call& call) { return add_user(desk, call); }});
  table.push_back({"PATCH", "/api/v1/users/{id}", Action::administer, [desk](Call& call) { return patch_user(desk, call); }});
  table.push_back({"DELETE", "/api/v1/users/{id}/second-factor", Action::administer, [desk](Call& call) { return drop_second_factor(desk, call); }});
  table.push_back({"DELETE", "/api/v1/users/{id}/sessions", Action::administer, [desk](Call& call) { return drop_sessions(desk, call); }});
  table.push_back({"GET", "/api/v1/access-settings", Action::administer, [desk](Call&) -> Result<Response> { return respond(to_json(desk.read(read_settings))); }});
  table.push_back({"PUT", "/api/v1/access-settings", Action::administer, [desk](Call& call) { return put_settings(desk, call); }});
}

}  // namespace debrief::features::access
