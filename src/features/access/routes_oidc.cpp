// SPDX-License-Identifier: Apache-2.0
// Signing in at an identity provider: authorization code flow with PKCE, state and nonce. What has to be remembered
// between the way there and the way back is sealed in a cookie of this browser, so that nobody can fill a table by
// beginning, and whoever comes back is who left.
#include "base/ids.hpp"
#include "features/access/identities.hpp"
#include "features/access/oidc/base64url.hpp"
#include "features/access/people.hpp"
#include "features/access/routes_desk.hpp"
#include "features/access/store.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;
using oidc::Attempt;
using oidc::Provider;

constexpr std::chrono::minutes kAttemptLength{10};
constexpr std::string_view kContext = "sign-in under way";

std::string_view attempt_cookie(const RoutesConfig& config) { return config.secure_cookies ? "__Host-debrief_sign_in" : "debrief_sign_in"; }

// A page of ours, and nothing that a browser takes for another host.
std::string safe_path(std::string path) {
  const bool ours = path.starts_with('/') && !path.starts_with("//") && path.find_first_of("\\\r\n\t") == std::string::npos && path.size() < 500 &&
                    !path.starts_with("/api/");
  return ours ? path : "/";
}

struct Departure {
  std::string location;
  std::string cookie;
};

Result<Departure> depart(const Desk& desk, const Call& call, const std::string& user, std::string return_to) {
  if (!desk.ports.seal) return make_error(ErrorCode::unavailable, "this server cannot sign in at identity providers");
  const Provider provider = TRY(desk.read([&](db::Connection& db) { return get_provider(db, desk.ports, call.request.parameter("id")); }));
  const Instant now = desk.journal.clock().now();
  const auto metadata = desk.directory->metadata(provider.issuer, now);
  if (!metadata) {
    desk.directory->note_trouble(provider.id, now, metadata.error().message);
    return metadata.error();
  }
  const Attempt attempt{new_secret(""), new_secret(""), new_secret(""), provider.id, safe_path(std::move(return_to)),
                        fmt::format("{}/api/v1/sign-in/{}/callback", base_of(call.request, desk.ports), provider.id), user, now + kAttemptLength};
  const std::string sealed = oidc::to_base64url(desk.ports.seal(json::write(to_json(attempt)), kContext));
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(kAttemptLength).count();
  return Departure{authorization_url(*metadata, provider, attempt), cookie_text(attempt_cookie(desk.config), sealed, seconds, desk.config)};
}

Result<Response> start(const Desk& desk, Call& call) {
  const auto departure = depart(desk, call, "", call.request.query_value("to").value_or("/"));
  if (!departure) return redirect("/#sign-in=" + std::string(departure.error().code == ErrorCode::not_found ? "unknown" : "unavailable"));
  return redirect(departure->location).set("Set-Cookie", departure->cookie);
}

Result<Response> start_linking(const Desk& desk, Call& call) {
  const User user = TRY(own_account(desk, call));
  call.origin.idempotency.reset();
  const Departure departure = TRY(depart(desk, call, user.id, "/profile"));
  return respond({{"location", departure.location}}).set("Set-Cookie", departure.cookie);
}

std::optional<Attempt> attempt_of(const Desk& desk, const http::Request& request) {
  const auto cookie = request.cookie(attempt_cookie(desk.config));
  const auto sealed = cookie ? oidc::from_base64url(*cookie) : std::nullopt;
  const auto text = sealed && desk.ports.open ? desk.ports.open(*sealed, kContext) : std::nullopt;
  auto attempt = text ? oidc::attempt_from(*text) : std::nullopt;
  if (!attempt || attempt->until <= desk.journal.clock().now()) return std::nullopt;
  return attempt;
}

/// Why somebody could not be let in, as a word for the page.
struct Refusal {
  std::string_view word;
  std::string detail;  ///< for administrators
};

std::optional<Refusal> check_answer(const http::Request& request, const Attempt& attempt, const Provider& provider, const oidc::Metadata& metadata) {
  if (!equal_in_constant_time(request.query_value("state").value_or(""), attempt.state)) return Refusal{"expired", "the answer belongs to another sign-in (state)"};
  const auto issuer = request.query_value("iss");
  if (issuer ? *issuer != provider.issuer : metadata.names_issuer) return Refusal{"refused", "the answer is from another issuer (iss)"};
  if (const auto error = request.query_value("error"))
    return *error == "access_denied" ? Refusal{"cancelled", "the person or the provider said no"} : Refusal{"refused", "the provider answered with an error"};
  if (request.query_value("code").value_or("").empty()) return Refusal{"refused", "the provider's answer has no code"};
  return std::nullopt;
}

Refusal refusal_for(const Error& error) {
  const std::string_view word = error.code == ErrorCode::unavailable ? "unavailable" : error.code == ErrorCode::forbidden ? "no_account" :
                                error.code == ErrorCode::conflict    ? "not_linked"  : "refused";
  return {word, error.message};
}

struct Arrival {
  std::string secret;  ///< of the new session; empty after linking
};

Result<Arrival> admit(const Desk& desk, Call& call, const Provider& provider, const Attempt& attempt, const json::object& claims) {
  if (!attempt.user.empty()) {
    const auto who = authenticate(desk.journal, call.request, desk.config.secure_cookies);
    if (!who || who->id != attempt.user) return make_error(ErrorCode::unauthenticated, "somebody else is signed in now");
    call.origin = {who->name, who->id, "web"};
    TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<> {
      return link_identity(tx, provider, claims, TRY(get_user(tx.db, attempt.user)));
    }));
    return Arrival{};
  }
  call.origin = {provider.name, "", "web"};
  SessionStart start = start_of(call.request, "provider");
  start.provider = provider.id;
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Arrival> {
    const User user = TRY(enter(tx, provider, claims));
    return Arrival{change_session(tx, call.request, desk.config, user, start)};
  });
}

Response refused(const Desk& desk, const std::string& provider, bool linking, const Refusal& refusal) {
  desk.directory->note_trouble(provider, desk.journal.clock().now(), refusal.detail);
  return redirect(fmt::format("{}#sign-in={}", linking ? "/profile" : "/", refusal.word)).set("Set-Cookie", cookie_text(attempt_cookie(desk.config), "", 0, desk.config));
}

Result<Response> come_back(const Desk& desk, Call& call) {
  const auto attempt = attempt_of(desk, call.request);
  const std::string& id = call.request.parameter("id");
  if (!attempt || attempt->provider != id) return redirect("/#sign-in=expired").set("Set-Cookie", cookie_text(attempt_cookie(desk.config), "", 0, desk.config));
  const bool linking = !attempt->user.empty();
  const auto provider = desk.read([&](db::Connection& db) { return get_provider(db, desk.ports, id); });
  if (!provider) return refused(desk, id, linking, refusal_for(provider.error()));
  const Instant now = desk.journal.clock().now();
  const auto metadata = desk.directory->metadata(provider->issuer, now);
  if (!metadata) return refused(desk, id, linking, refusal_for(metadata.error()));
  if (const auto wrong = check_answer(call.request, *attempt, *provider, *metadata)) return refused(desk, id, linking, *wrong);
  const auto claims = desk.directory->redeem(*provider, *attempt, *call.request.query_value("code"), now);
  if (!claims) return refused(desk, id, linking, refusal_for(claims.error()));
  const auto arrival = admit(desk, call, *provider, *attempt, *claims);
  if (!arrival) return refused(desk, id, linking, refusal_for(arrival.error()));
  Response response = redirect(linking ? "/profile#sign-in=linked" : attempt->return_to);
  response.set("Set-Cookie", cookie_text(attempt_cookie(desk.config), "", 0, desk.config));
  if (!arrival->secret.empty()) set_session(response, arrival->secret, desk.read(read_settings).session_hours, desk.config);
  return response;
}

Result<Response> unlink(const Desk& desk, Call& call) {
  const User user = TRY(own_account(desk, call));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Provider provider = TRY(get_provider(tx.db, desk.ports, call.request.parameter("id")));
    TRY(unlink_identity(tx, user, provider.issuer));
    return no_content();
  });
}

}  // namespace

void add_oidc_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"GET", "/api/v1/sign-in/{id}", std::nullopt, [desk](Call& call) { return start(desk, call); }});
  table.push_back({"GET", "/api/v1/sign-in/{id}/callback", std::nullopt, [desk](Call& call) { return come_back(desk, call); }});
  table.push_back({"POST", "/api/v1/me/identities/{id}", Action::read, [desk](Call& call) { return start_linking(desk, call); }});
  table.push_back({"DELETE", "/api/v1/me/identities/{id}", Action::read, [desk](Call& call) { return unlink(desk, call); }});
}

}  // namespace debrief::features::access
