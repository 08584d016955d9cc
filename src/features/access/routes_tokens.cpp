// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/access/routes_desk.hpp"
#include "features/access/tokens.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kMostDays = 3650;

json::object to_json(const Token& token) {
  return {{"id", token.id}, {"name", token.name}, {"scope", to_text(token.scope)}, {"created_at", to_rfc3339(token.created_at)},
          {"expires_at", json::or_null(token.expires_at)}, {"last_used_at", json::or_null(token.last_used_at)}};
}

Result<Response> list_own_tokens(const Desk& desk, Call& call) {
  json::array items;
  for (const Token& token : desk.read([&](db::Connection& db) { return list_tokens(db, call.who.id); })) items.push_back(to_json(token));
  return respond({{"items", std::move(items)}});
}

// The widest scope that the role has a use for.
Action widest(const domain::Principal& who) {
  for (const Action scope : {Action::administer, Action::publish, Action::edit, Action::respond})
    if (domain::allows(who, scope)) return scope;
  return Action::read;
}

Result<Token> wanted_token(const Call& call, Instant now) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Token token;
  token.name = TRY(in.text("name", 100));
  const auto scope = TRY(in.optional_text("scope", 20));
  const auto days = TRY(in.optional_integer("days", 1, kMostDays));
  TRY(in.done());
  token.scope = widest(call.who);
  if (scope) {
    const auto known = domain::action_from(*scope);
    if (!known) return invalid("'scope' is read, respond, edit, publish or administer").at("/scope");
    if (!domain::allows(call.who, *known))
      return invalid("a token cannot do more than who makes it: '{}' at most", to_text(widest(call.who))).at("/scope");
    token.scope = *known;
  }
  if (days) token.expires_at = now + std::chrono::duration_cast<Micros>(std::chrono::hours(24 * *days));
  return token;
}

Result<Response> make_token(const Desk& desk, Call& call) {
  Token token = TRY(wanted_token(call, desk.journal.clock().now()));
  if (call.who.id.empty()) return conflict("an API token belongs to an account, and there is none here").with_help("Sign in and create it there.");
  // Not kept under an idempotency key: the journal and its answers must not hold a secret.
  call.origin.idempotency.reset();
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const std::string secret = add_token(tx, call.who.id, token);
    json::object document = to_json(token);
    document["token"] = secret;
    return respond(document, 201);
  });
}

Result<Response> revoke_own_token(const Desk& desk, Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(revoke_token(tx, call.who.id, call.request.parameter("id")));
    return no_content();
  });
}

}  // namespace

void add_token_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"GET", "/api/v1/tokens", Action::read, [desk](Call& call) { return list_own_tokens(desk, call); }});
  table.push_back({"POST", "/api/v1/tokens", Action::read, [desk](Call& call) { return make_token(desk, call); }});
  table.push_back({"DELETE", "/api/v1/tokens/{id}", Action::read, [desk](Call& call) { return revoke_own_token(desk, call); }});
}

}  // namespace debrief::features::access
