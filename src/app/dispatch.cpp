// SPDX-License-Identifier: Apache-2.0
#include "app/dispatch.hpp"

#include "base/hash.hpp"
#include "features/access/access.hpp"

namespace debrief::app {
namespace {

using features::Call;
using features::Route;
using http::Request;
using http::Response;

constexpr std::size_t kKeyLimit = 200;

bool is_unsafe(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

Response answer_of(Result<Response> result) { return result ? std::move(*result) : http::problem(result.error()); }

std::string fingerprint_of(const Request& request) {
  Sha256 hash;
  hash.update(request.method).update("\n").update(request.path).update("\n").update(request.body);
  return to_hex(hash.finish());
}

Response unauthenticated() {
  return http::problem(make_error(ErrorCode::unauthenticated, "this needs an account").with_help("Sign in, or send an API token as a bearer token."));
}

}  // namespace

bool is_cross_site(const Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = request.header("origin");
  if (!origin.empty()) {
    const std::size_t host = origin.find("://");
    return host == std::string_view::npos || origin.substr(host + 3) != request.header("host");
  }
  return request.cookie(features::access::kSessionCookie) || request.cookie(features::access::kHostSessionCookie);
}

Dispatch::Dispatch(std::vector<Route> routes, journal::Journal& journal, Authenticate authenticate, Fallback fallback)
    : routes_(std::move(routes)), journal_(journal), authenticate_(std::move(authenticate)), fallback_(std::move(fallback)) {
  for (std::size_t i = 0; i < routes_.size(); ++i) router_.add(routes_[i].method, routes_[i].pattern, i);
}

std::size_t Dispatch::body_limit(const Request& request) const {
  const auto found = router_.find(request.method, request.path);
  return found ? routes_[found->index].body_limit : 64 * 1024;
}

std::string Dispatch::pattern_of(const Request& request) const {
  const auto found = router_.find(request.method, request.path);
  return found ? routes_[found->index].method + " " + routes_[found->index].pattern : std::string{};
}

Response Dispatch::answer(Request& request) const {
  auto found = router_.find(request.method, request.path);
  if (!found) {
    if (auto file = fallback_(request)) return std::move(*file);
    Response response = http::problem(found.error());
    if (found.error().code == ErrorCode::unsupported) response.set("Allow", found.error().help).status = 405;
    return response;
  }
  request.parameters = std::move(found->parameters);
  const Route& route = routes_[found->index];
  if (is_unsafe(request.method) && request.header("authorization").empty() && is_cross_site(request))
    return http::problem(make_error(ErrorCode::forbidden, "this request does not come from Debrief's own pages")
                             .with_help("Programs should send an API token as a bearer token instead of a cookie."));
  return run(request, route, route.action ? authenticate_(request) : std::nullopt);
}

Response Dispatch::answer_as(Request& request, const domain::Principal& who) const {
  auto found = router_.find(request.method, request.path);
  if (!found) return http::problem(found.error());
  request.parameters = std::move(found->parameters);
  return run(request, routes_[found->index], who);
}

Response Dispatch::run(Request& request, const Route& route, const std::optional<domain::Principal>& who) const {
  Call call{request, who.value_or(domain::Principal{}), {}};
  call.origin = {call.who.name, call.who.id, call.who.via, std::nullopt};
  if (route.action) {
    if (!who) return unauthenticated();
    if (const auto allowed = domain::require(call.who, *route.action); !allowed) return http::problem(allowed.error());
    if (is_unsafe(request.method) && call.who.via == "api" && call.who.scope == domain::Action::read)
      return http::problem(make_error(ErrorCode::forbidden, "this API token may read only").with_help("Use one with a wider scope."));
  }
  const std::string_view key = request.header("idempotency-key");
  if (key.empty() || request.method != "POST" || !route.action) return answer_of(route.handler(call));
  if (key.size() > kKeyLimit) return http::problem(invalid("the Idempotency-Key is longer than {} bytes", kKeyLimit).at("Idempotency-Key"));
  call.origin.idempotency = {call.who.id, std::string(key), fingerprint_of(request)};
  return run_once(call, route);
}

Response Dispatch::run_once(Call& call, const Route& route) const {
  const journal::Idempotency wanted = *call.origin.idempotency;
  const auto replay = [&]() -> std::optional<Response> {
    const auto kept = journal_.find_answer(wanted);
    if (!kept) return std::nullopt;
    if (kept->request_hash != wanted.request_hash) {
      Response response = http::problem(invalid("this Idempotency-Key was used for another request").at("Idempotency-Key").with_help("Choose a new key for each request."));
      response.status = 422;
      return response;
    }
    if (kept->status == 0)
      return http::problem(conflict("a request with this Idempotency-Key was done, or is being done").with_help("Look at its result instead of sending it again."));
    return http::json_response(kept->body, kept->status).set("Idempotency-Replayed", "true");
  };
  if (auto answer = replay()) return std::move(*answer);
  try {
    Response response = answer_of(route.handler(call));
    const auto kept = response.status < 300 ? journal_.find_answer(wanted) : std::nullopt;
    if (kept && kept->status == 0) journal_.complete_answer(wanted, response.status, response.body);
    return response;
  } catch (const db::KeyExists&) {
    // The same key was claimed while this request ran: the other one's answer is the answer.
    if (auto answer = replay()) return std::move(*answer);
    throw;
  }
}

}  // namespace debrief::app
