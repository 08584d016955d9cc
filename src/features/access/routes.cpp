// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/access/access.hpp"
#include "features/access/store.hpp"
#include "routing/request.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;

// A hash that no password has, verified for unknown addresses so that they take as long as known ones.
const std::string& decoy_hash() {
  static const std::string hash = hash_password(new_secret(""));
  return hash;
}

json::object to_json(const User& user) {
  return {{"id", user.id}, {"name", user.name}, {"email", user.email}, {"role", to_text(user.role)}, {"created_at", to_rfc3339(user.created_at)}};
}

bool is_loopback(std::string_view peer) { return peer == "::1" || peer.starts_with("127.") || peer.starts_with("::ffff:127."); }

Response with_session(const User& user, const std::string& secret, const RoutesConfig& config) {
  Response response = respond({{"user", to_json(user)}}, 201);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(kSessionLength).count();
  response.set("Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", kSessionCookie, secret, seconds,
                                         config.secure_cookies ? "; Secure" : ""));
  return response;
}

Result<Response> set_up(journal::Journal& journal, const RoutesConfig& config, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const NewUser wanted{TRY(in.text("name", 100)), TRY(in.text("email", 200)), TRY(in.text("password", 200)),
                       domain::AccessRole::administrator};
  const auto code = TRY(in.optional_text("code", 200));
  TRY(in.done());
  TRY(check_new_user(wanted));
  if (config.setup_code && (config.proxied || !is_loopback(call.request.peer)) && !equal_in_constant_time(code.value_or(""), *config.setup_code))
    return make_error(ErrorCode::forbidden, "the setup code is missing or wrong")
        .at("/code")
        .with_help("The server printed it when it started, in the address of the setup page.");
  const std::string hash = hash_password(wanted.password);
  call.origin.actor = wanted.name;
  std::string secret;
  const User user = TRY(journal.write(call.origin, [&](journal::Transaction& tx) -> Result<User> {
    if (!setup_needed(tx.db)) return conflict("this server is set up already").with_help("Sign in, or ask an administrator for an account.");
    User created = TRY(create_user(tx, wanted, hash));
    secret = open_session(tx, created);
    return created;
  }));
  return with_session(user, secret, config);
}

Result<Response> sign_in(journal::Journal& journal, SignInLimiter& limiter, const RoutesConfig& config, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto email = TRY(in.text("email", 200));
  const auto password = TRY(in.text("password", 200));
  TRY(in.done());
  const Instant now = journal.clock().now();
  const std::string account_key = "account " + email;
  const std::string peer_key = "peer " + call.request.peer;
  TRY(limiter.check(account_key, now));
  TRY(limiter.check(peer_key, now));
  const auto found = journal.database().read([&](db::Connection& db) { return store::find_by_email(db, email); });
  if (!password_matches(found ? found->second : decoy_hash(), password) || !found) {
    limiter.failed(account_key, now);
    limiter.failed(peer_key, now);
    return make_error(ErrorCode::unauthenticated, "the e-mail address or the password is wrong");
  }
  limiter.succeeded(account_key);
  call.origin = {found->first.name, found->first.id, "web"};
  const std::string secret = TRY(journal.write(
      call.origin, [&](journal::Transaction& tx) -> Result<std::string> { return open_session(tx, found->first); }));
  return with_session(found->first, secret, config);
}

Result<Response> sign_out(journal::Journal& journal, Call& call) {
  if (const auto cookie = call.request.cookie(kSessionCookie))
    journal.database().write([&](db::Connection& db) { db.execute("delete from sessions where token_hash = $1", hash_secret(*cookie)); });
  Response response;
  response.status = 204;
  return response.set("Set-Cookie", fmt::format("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0", kSessionCookie));
}

Result<Response> current(journal::Journal& journal, Call& call) {
  const auto user = journal.database().read([&](db::Connection& db) { return store::find_user(db, call.who.id); });
  if (user) return respond({{"user", to_json(*user)}});
  return respond({{"user", to_json({call.who.id, call.who.name, "", call.who.role, journal.clock().now()})}});
}

Result<Response> add_user(journal::Journal& journal, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewUser wanted{TRY(in.text("name", 100)), TRY(in.text("email", 200)), TRY(in.text("password", 200)), {}};
  const auto role = domain::access_role_from(TRY(in.text("role", 20)));
  TRY(in.done());
  if (!role) return invalid("'role' is viewer, responder, editor or administrator").at("/role");
  wanted.role = *role;
  TRY(check_new_user(wanted));
  const std::string hash = hash_password(wanted.password);
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(create_user(tx, wanted, hash))), 201);
  });
}

Result<Response> list_tokens(journal::Journal& journal, Call& call) {
  json::array items;
  journal.database().read([&](db::Connection& db) {
    for (const auto& row : db.query("select id, name, created_at, last_used_at from tokens where user_id = $1 and revoked_at is null order by created_at",
                                    call.who.id)) {
      std::optional<Instant> used;
      if (!row.is_null(3)) used = Instant{row.integer(3)};
      items.push_back(json::object{{"id", row.text(0)}, {"name", row.text(1)}, {"created_at", to_rfc3339({row.integer(2)})}, {"last_used_at", json::or_null(used)}});
    }
  });
  return respond({{"items", std::move(items)}});
}

Result<Response> add_token(journal::Journal& journal, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto name = TRY(in.text("name", 100));
  TRY(in.done());
  if (call.who.id.empty()) return conflict("an API token belongs to an account, and there is none here").with_help("Sign in and create it there.");
  const std::string secret = new_secret("dbt_");
  // Not kept under an idempotency key: the journal and its answers must not hold a secret.
  call.origin.idempotency.reset();
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const std::string id = new_id(tx.now());
    tx.db.execute("insert into tokens (id, name, user_id, token_hash, created_at) values ($1, $2, $3, $4, $5)", id, name,
                  call.who.id, hash_secret(secret), tx.now().micros);
    tx.append({domain::kServerChain, std::string(domain::events::kTokenCreated), tx.now(), {{"id", id}, {"name", name}}});
    return respond({{"id", id}, {"name", name}, {"created_at", to_rfc3339(tx.now())}, {"last_used_at", nullptr}, {"token", secret}}, 201);
  });
}

Result<Response> revoke_token(journal::Journal& journal, Call& call) {
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const std::string& id = call.request.parameter("id");
    const auto row = tx.db.query_one("select name from tokens where id = $1 and user_id = $2 and revoked_at is null", id, call.who.id);
    if (!row) return not_found("there is no such token");
    tx.db.execute("update tokens set revoked_at = $2 where id = $1", id, tx.now().micros);
    tx.append({domain::kServerChain, std::string(domain::events::kTokenRevoked), tx.now(), {{"id", id}, {"name", row->text(0)}}});
    Response response;
    response.status = 204;
    return response;
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, SignInLimiter& limiter, RoutesConfig config) {
  return {
      {"POST", "/api/v1/setup", std::nullopt, [&journal, config](Call& call) { return set_up(journal, config, call); }},
      {"POST", "/api/v1/sessions", std::nullopt, [&journal, &limiter, config](Call& call) { return sign_in(journal, limiter, config, call); }},
      {"GET", "/api/v1/sessions/current", Action::read, [&journal](Call& call) { return current(journal, call); }},
      {"DELETE", "/api/v1/sessions/current", Action::read, [&journal](Call& call) { return sign_out(journal, call); }},
      {"GET", "/api/v1/users", Action::read,
       [&journal](Call& call) -> Result<Response> {
         json::array items;
         // Addresses are for administrators; everybody else sees who there is.
         const bool full = domain::allows(call.who, Action::administer);
         for (auto& user : journal.database().read([](db::Connection& db) { return store::list_users(db); })) {
           if (!full && user.id != call.who.id) user.email.clear();
           items.push_back(to_json(user));
         }
         return respond({{"items", std::move(items)}});
       }},
      {"POST", "/api/v1/users", Action::administer, [&journal](Call& call) { return add_user(journal, call); }},
      {"GET", "/api/v1/tokens", Action::read, [&journal](Call& call) { return list_tokens(journal, call); }},
      {"POST", "/api/v1/tokens", Action::read, [&journal](Call& call) { return add_token(journal, call); }},
      {"DELETE", "/api/v1/tokens/{id}", Action::read, [&journal](Call& call) { return revoke_token(journal, call); }},
  };
}

}  // namespace debrief::features::access
