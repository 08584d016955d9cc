// SPDX-License-Identifier: Apache-2.0
#include "features/access/routes_desk.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "features/access/store.hpp"

namespace debrief::features::access {

json::object to_json(const User& user) {
  return {{"id", user.id}, {"name", user.name}, {"email", user.email}, {"role", to_text(user.role)}, {"active", user.active},
          {"created_at", to_rfc3339(user.created_at)}};
}

http::Response no_content() {
  http::Response response;
  response.status = 204;
  return response;
}

http::Response redirect(const std::string& location) {
  http::Response response;
  response.status = 302;
  return response.set("Location", location).set("Referrer-Policy", "no-referrer");
}

std::string base_of(const http::Request& request, const Ports& ports) {
  if (!ports.public_url.empty()) return ports.public_url;
  const std::string_view host = request.header("host");
  return host.empty() ? ports.address : "http://" + std::string(host);
}

SessionStart start_of(const http::Request& request, std::string how) {
  return {std::move(how), "", std::string(request.header("user-agent")), request.peer};
}

std::string cookie_text(std::string_view name, std::string_view value, std::int64_t seconds, const RoutesConfig& config) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", name, value, seconds, config.secure_cookies ? "; Secure" : "");
}

void set_session(http::Response& response, const std::string& secret, std::int64_t hours, const RoutesConfig& config) {
  response.set("Set-Cookie", cookie_text(session_cookie(config.secure_cookies), secret, hours * 3600, config));
}

std::string session_secret(const http::Request& request, const RoutesConfig& config) {
  return request.cookie(session_cookie(config.secure_cookies)).value_or("");
}

std::string change_session(journal::Transaction& tx, const http::Request& request, const RoutesConfig& config, const User& user,
                           const SessionStart& start) {
  if (const std::string before = session_secret(request, config); !before.empty())
    tx.db.execute("delete from sessions where token_hash = $1", hash_secret(before));
  return open_session(tx, user, start);
}

Result<User> own_account(const Desk& desk, const Call& call) {
  if (call.who.id.empty()) return conflict("there is no account here").with_help("Sign in with a browser and do it there.");
  if (call.who.via != "web")
    return make_error(ErrorCode::forbidden, "an API token may not do this").with_help("Sign in with a browser and do it there.");
  auto user = desk.read([&](db::Connection& db) { return store::find_user(db, call.who.id); });
  if (!user) return not_found("there is no such person");
  return *std::move(user);
}

Result<> prove(const Desk& desk, const Call& call, const User& user, const std::optional<std::string>& password) {
  const std::string hash = desk.read([&](db::Connection& db) { return store::password_hash_of(db, user.id); });
  if (hash.empty()) return {};
  const Instant now = desk.journal.clock().now();
  const std::string key = "proof " + call.who.id;
  TRY(desk.limiter.take(key, now));
  if (password && password_matches(hash, *password)) {
    desk.limiter.succeeded(key);
    return {};
  }
  return invalid("this is not your password").at("/password");
}

}  // namespace debrief::features::access
