// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/access/identities.hpp"
#include "features/access/routes_desk.hpp"
#include "features/access/second_factor.hpp"
#include "features/access/store.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;

bool is_loopback(std::string_view peer) { return peer == "::1" || peer.starts_with("127.") || peer.starts_with("::ffff:127."); }

Response with_session(const Desk& desk, const User& user, const std::string& secret) {
  Response response = respond({{"user", to_json(user)}}, 201);
  set_session(response, secret, desk.read(read_settings).session_hours, desk.config);
  return response;
}

Result<Response> set_up(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const NewUser wanted{TRY(in.text("name", 100)), TRY(in.text("email", 200)), TRY(in.text("password", 200)),
                       domain::AccessRole::administrator};
  const auto code = TRY(in.optional_text("code", 200));
  TRY(in.done());
  TRY(check_new_user(wanted));
  const RoutesConfig& config = desk.config;
  if (config.setup_code && (config.proxied || !is_loopback(call.request.peer)) && !equal_in_constant_time(code.value_or(""), *config.setup_code))
    return make_error(ErrorCode::forbidden, "the setup code is missing or wrong")
        .at("/code")
        .with_help("The server printed it when it started, in the address of the setup page.");
  const std::string hash = hash_password(wanted.password);
  call.origin.actor = wanted.name;
  std::string secret;
  const User user = TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<User> {
    if (!setup_needed(tx.db)) return conflict("this server is set up already").with_help("Sign in, or ask an administrator for an account.");
    User created = TRY(create_user(tx, wanted, hash));
    secret = change_session(tx, call.request, config, created, start_of(call.request, "password"));
    return created;
  }));
  return with_session(desk, user, secret);
}

struct Credentials {
  std::string email;
  std::string password;
  std::optional<std::string> code;
};

Result<Credentials> credentials_of(const http::Request& request) {
  const auto body = TRY(body_of(request));
  auto in = TRY(json::Fields::of(body));
  Credentials given{TRY(in.text("email", 200)), TRY(in.text("password", 200)), TRY(in.optional_text("code", 40))};
  TRY(in.done());
  given.email = to_lower(trim(given.email));
  return given;
}

// What somebody who tried turned out to be. The caller is told nothing of `failure`.
struct Proof {
  std::optional<User> user;   // whose address it is
  std::string_view failure;   // for the audit; empty when the password is right
};

// Unknown, deactivated, without a password and wrong look alike, and take as long.
Proof prove_password(const Desk& desk, const Credentials& given) {
  const auto found = desk.read([&](db::Connection& db) { return store::find_by_email(db, given.email); });
  const bool usable = found && found->first.active && !found->second.empty();
  const bool matches = usable ? password_matches(found->second, given.password) : password_matches_nobody(given.password);
  if (!found) return {std::nullopt, "unknown"};
  if (matches) return {found->first, ""};
  return {found->first, !found->first.active ? "deactivated" : found->second.empty() ? "no_password" : "password"};
}

// Unknown accounts are one account to the audit, and what was typed is not kept: it may be a password.
void record_failure(journal::Transaction& tx, const Call& call, const Proof& proof) {
  if (!first_in_a_minute(tx.db, proof.user ? proof.user->id : "nobody", tx.now())) return;
  json::object data{{"id", proof.user ? json::value(proof.user->id) : json::value(nullptr)}, {"how", "password"}, {"reason", proof.failure},
                    {"address", call.request.peer}};
  if (proof.user) data["name"] = proof.user->name;
  tx.append({domain::kServerChain, std::string(domain::events::kSignInFailed), tx.now(), std::move(data)});
}

// With single sign-on alone, a password opens the door to administrators only, and the others hear of it.
Result<SessionStart> way_in(db::Connection& db, const Call& call, const User& user) {
  SessionStart start = start_of(call.request, "password");
  if (!read_settings(db).providers_only || !db.query_one("select 1 from identity_providers limit 1")) return start;
  if (user.role != domain::AccessRole::administrator)
    return make_error(ErrorCode::forbidden, "passwords are not used on this server").with_help("Sign in through your organisation.");
  start.how = "break_glass";
  return start;
}

void tell_others(journal::Transaction& tx, const Desk& desk, const User& user, const SessionStart& start) {
  if (start.how != "break_glass" || !desk.ports.notify) return;
  domain::Notice notice;
  notice.kind = "access.break_glass";
  for (const auto& row : tx.db.query("select id from users where role = 'administrator' and active = 1 and id <> $1", user.id))
    notice.to.push_back(row.text(0));
  notice.title = fmt::format("{} signed in with a password although single sign-on is required", user.name);
  notice.text = fmt::format("From the address {}. Ask them, and end the session if it was not them.", start.address);
  notice.path = "/audit";
  desk.ports.notify(tx, notice);
}

Result<Response> sign_in(const Desk& desk, Call& call) {
  const Credentials given = TRY(credentials_of(call.request));
  const Instant now = desk.journal.clock().now();
  const std::string account_key = "account " + given.email;
  const std::string peer_key = "peer " + call.request.peer;
  TRY(desk.limiter.check(peer_key, now));
  TRY(desk.limiter.take(account_key, now));
  Proof proof = prove_password(desk, given);
  // Who it was is not proven: nobody's name stands at such a fact as its author.
  const auto fail = [&](Error error) -> Result<Response> {
    desk.limiter.failed(peer_key, now);
    TRY(desk.journal.write({"Debrief", "", "web"}, [&](journal::Transaction& tx) -> Result<> {
      record_failure(tx, call, proof);
      return {};
    }));
    return error;
  };
  if (!proof.failure.empty()) return fail(make_error(ErrorCode::unauthenticated, "the e-mail address or the password is wrong"));
  const auto& user = proof.user;
  call.origin = {user->name, user->id, "web"};
  const bool asks = desk.read([&](db::Connection& db) { return find_second_factor(db, user->id).on; });
  if (asks && given.code.value_or("").empty()) {
    desk.limiter.give_back(account_key);
    return make_error(ErrorCode::unauthenticated, "this account has a second factor").at("/code").with_help("Send the code that the authenticator app shows, or a recovery code.");
  }
  bool wrong_code = false;
  const auto secret = desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<std::string> {
    const SessionStart start = TRY(way_in(tx.db, call, *user));
    wrong_code = !use_second_factor(tx, desk.ports, user->id, given.code.value_or(""));
    if (wrong_code) return make_error(ErrorCode::unauthenticated, "the code is wrong, or was used already").at("/code").with_help("Wait for the next code of the app.");
    tell_others(tx, desk, *user, start);
    return change_session(tx, call.request, desk.config, *user, start);
  });
  if (!secret && !wrong_code) {
    desk.limiter.give_back(account_key);
    return secret.error();
  }
  if (!secret) {
    proof.failure = "code";
    return fail(secret.error());
  }
  desk.limiter.succeeded(account_key);
  return with_session(desk, *user, *secret);
}

// Where one is still signed in after leaving here.
std::optional<json::object> still_signed_in(const Desk& desk, const std::string& provider_id) {
  if (provider_id.empty()) return std::nullopt;
  const auto provider = desk.read([&](db::Connection& db) { return get_provider(db, desk.ports, provider_id); });
  if (!provider) return std::nullopt;
  const auto metadata = desk.directory->metadata(provider->issuer, desk.journal.clock().now());
  if (!metadata || metadata->end_session_endpoint.empty()) return std::nullopt;
  return json::object{{"name", provider->name}, {"sign_out", metadata->end_session_endpoint + "?" + oidc::form({{"client_id", provider->client_id}})}};
}

Result<Response> sign_out(const Desk& desk, Call& call) {
  std::string provider;
  const std::string secret = session_secret(call.request, desk.config);
  desk.journal.database().write([&](db::Connection& db) {
    if (const auto row = db.query_one("select provider from sessions where token_hash = $1", hash_secret(secret))) provider = row->text(0);
    db.execute("delete from sessions where token_hash = $1", hash_secret(secret));
  });
  const auto still = still_signed_in(desk, provider);
  Response response = still ? respond({{"provider", *still}}) : no_content();
  return response.set("Set-Cookie", cookie_text(session_cookie(desk.config.secure_cookies), "", 0, desk.config));
}

Result<Response> current(const Desk& desk, Call& call) {
  const auto user = desk.read([&](db::Connection& db) { return store::find_user(db, call.who.id); });
  json::object document{{"user", to_json(user ? *user : User{call.who.id, call.who.name, "", call.who.role, desk.journal.clock().now(), true})}};
  document["limited_to"] = nullptr;
  if (call.who.scope != Action::administer) document["limited_to"] = to_text(call.who.scope);
  return respond(document);
}

Result<Response> ways(const Desk& desk) {
  return desk.read([&](db::Connection& db) -> Result<Response> {
    json::array providers;
    for (const auto& provider : list_providers(db, {})) providers.push_back(json::object{{"id", provider.id}, {"name", provider.name}});
    const bool only = read_settings(db).providers_only && !providers.empty();
    return respond({{"providers", std::move(providers)}, {"providers_only", only}});
  });
}

}  // namespace

void add_sign_in_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"POST", "/api/v1/setup", std::nullopt, [desk](Call& call) { return set_up(desk, call); }});
  table.push_back({"GET", "/api/v1/sign-in", std::nullopt, [desk](Call&) { return ways(desk); }});
  table.push_back({"POST", "/api/v1/sessions", std::nullopt, [desk](Call& call) { return sign_in(desk, call); }});
  table.push_back({"GET", "/api/v1/sessions/current", Action::read, [desk](Call& call) { return current(desk, call); }});
  table.push_back({"DELETE", "/api/v1/sessions/current", Action::read, [desk](Call& call) { return sign_out(desk, call); }});
}

}  // namespace debrief::features::access
