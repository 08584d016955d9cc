// SPDX-License-Identifier: Apache-2.0
#include "features/access/routes_desk.hpp"
#include "features/access/second_factor.hpp"
#include "features/access/sessions.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;

json::object codes_json(const std::vector<std::string>& codes) {
  json::array items;
  for (const std::string& code : codes) items.push_back(json::value(code));
  return {{"recovery_codes", std::move(items)}};
}

Result<std::string> text_in(const http::Request& request, std::string_view name, std::size_t limit) {
  const auto body = TRY(body_of(request));
  auto in = TRY(json::Fields::of(body));
  std::string text = TRY(in.text(name, limit));
  TRY(in.done());
  return text;
}

// Runs what needs a right code, and slows down guessing.
template <class F>
Result<Response> with_code(const Desk& desk, const Call& call, F&& work) {
  const Instant now = desk.journal.clock().now();
  const std::string key = "code " + call.who.id;
  TRY(desk.limiter.take(key, now));
  auto answer = desk.journal.write(call.origin, std::forward<F>(work));
  if (answer) desk.limiter.succeeded(key);
  else if (answer.error().field != "/code") desk.limiter.give_back(key);
  return answer;
}

Result<> use(journal::Transaction& tx, const Desk& desk, const User& user, const std::string& code) {
  if (find_second_factor(tx.db, user.id).on && !use_second_factor(tx, desk.ports, user.id, code))
    return invalid("the code is wrong, or was used already").at("/code").with_help("Wait for the next code of the app, or use a recovery code.");
  return {};
}

Result<Response> begin(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto password = TRY(in.optional_text("password", 200));
  TRY(in.done());
  const User user = TRY(own_account(desk, call));
  // Whoever finds an open browser must not lock its owner out.
  TRY(prove(desk, call, user, password));
  call.origin.idempotency.reset();
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Enrolment made = TRY(begin_second_factor(tx, desk.ports, user));
    return respond({{"key", made.key}, {"address", made.address}}, 201);
  });
}

Result<Response> confirm(const Desk& desk, Call& call) {
  const std::string code = TRY(text_in(call.request, "code", 40));
  const User user = TRY(own_account(desk, call));
  return with_code(desk, call, [&](journal::Transaction& tx) -> Result<Response> {
    auto codes = TRY(confirm_second_factor(tx, desk.ports, user, code));
    end_sessions(tx, user.id, session_secret(call.request, desk.config));
    return respond(codes_json(codes));
  });
}

Result<Response> renew(const Desk& desk, Call& call) {
  const std::string code = TRY(text_in(call.request, "code", 40));
  const User user = TRY(own_account(desk, call));
  call.origin.idempotency.reset();
  return with_code(desk, call, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(use(tx, desk, user, code));
    return respond(codes_json(TRY(renew_recovery_codes(tx, user))));
  });
}

Result<Response> remove(const Desk& desk, Call& call) {
  const std::string code = TRY(text_in(call.request, "code", 40));
  const User user = TRY(own_account(desk, call));
  return with_code(desk, call, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(use(tx, desk, user, code));
    TRY(remove_second_factor(tx, user));
    return no_content();
  });
}

}  // namespace

void add_second_factor_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"POST", "/api/v1/me/second-factor", Action::read, [desk](Call& call) { return begin(desk, call); }});
  table.push_back({"PUT", "/api/v1/me/second-factor", Action::read, [desk](Call& call) { return confirm(desk, call); }});
  table.push_back({"POST", "/api/v1/me/second-factor/off", Action::read, [desk](Call& call) { return remove(desk, call); }});
  table.push_back({"POST", "/api/v1/me/recovery-codes", Action::read, [desk](Call& call) { return renew(desk, call); }});
}

}  // namespace debrief::features::access
