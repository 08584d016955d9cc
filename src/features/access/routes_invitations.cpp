// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/access/invitations.hpp"
#include "features/access/people.hpp"
#include "features/access/routes_desk.hpp"
#include "features/access/second_factor.hpp"
#include "features/access/store.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;

json::object to_json(const Invitation& invitation) {
  return {{"id", invitation.id}, {"email", invitation.email}, {"name", invitation.name}, {"role", to_text(invitation.role)},
          {"user", json::or_null(invitation.user_id)}, {"made_by", invitation.made_by}, {"made_at", to_rfc3339(invitation.made_at)},
          {"expires_at", to_rfc3339(invitation.expires_at)}, {"state", invitation.state}};
}

// The answer holds the link, so it is not kept under an idempotency key; the mail leaves at once, so that no secret
// waits in a table.
Result<Response> make(const Desk& desk, Call& call, Invitation invitation, bool by_mail) {
  if (by_mail && !desk.ports.send) return conflict("this server sends no mail").at("/mail").with_help("Give the link to the person on another way, or set --mail-server.");
  call.origin.idempotency.reset();
  const std::string secret = TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) { return invite(tx, invitation); }));
  const std::string link = invitation_link(base_of(call.request, desk.ports), secret);
  json::object document = to_json(invitation);
  document["link"] = link;
  document["mailed"] = by_mail && desk.ports.send(invitation_letter(invitation, link)).has_value();
  return respond(document, 201);
}

Result<Response> add_invitation(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Invitation invitation;
  invitation.email = TRY(in.text("email", 200));
  invitation.name = trim(TRY(in.optional_text("name", 100)).value_or(""));
  const auto role = domain::access_role_from(TRY(in.text("role", 20)));
  const bool by_mail = TRY(in.boolean_or("mail", false));
  TRY(in.done());
  if (!role) return invalid("'role' is viewer, responder, editor or administrator").at("/role");
  invitation.role = *role;
  return make(desk, call, std::move(invitation), by_mail);
}

Result<Response> add_password_link(const Desk& desk, Call& call) {
  bool by_mail = false;
  if (!call.request.body.empty()) {
    const auto body = TRY(body_of(call.request));
    auto in = TRY(json::Fields::of(body));
    by_mail = TRY(in.boolean_or("mail", false));
    TRY(in.done());
  }
  const User user = TRY(desk.read([&](db::Connection& db) { return get_user(db, call.request.parameter("id")); }));
  if (!user.active) return conflict("{} is deactivated", user.name).with_help("Activate the account first.");
  Invitation invitation;
  invitation.email = user.email;
  invitation.name = user.name;
  invitation.role = user.role;
  invitation.user_id = user.id;
  return make(desk, call, std::move(invitation), by_mail);
}

Result<Response> list_all_invitations(const Desk& desk) {
  json::array items;
  const auto all = desk.read([&](db::Connection& db) { return list_invitations(db, desk.journal.clock().now()); });
  for (const Invitation& invitation : all) items.push_back(to_json(invitation));
  return respond({{"items", std::move(items)}, {"can_mail", static_cast<bool>(desk.ports.send)}});
}

Result<Response> look(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string token = TRY(in.text("token", 100));
  TRY(in.done());
  const Invitation found = TRY(desk.read([&](db::Connection& db) { return find_invitation(db, token, desk.journal.clock().now()); }));
  return respond({{"email", found.email}, {"name", found.name}, {"role", to_text(found.role)}, {"made_by", found.made_by},
                  {"expires_at", to_rfc3339(found.expires_at)}, {"new_password_only", found.user_id.has_value()}});
}

Result<Response> accept(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string token = TRY(in.text("token", 100));
  const std::string name(trim(TRY(in.optional_text("name", 100)).value_or("")));
  const std::string password = TRY(in.text("password", 200));
  TRY(in.done());
  TRY(check_password(password));
  // Before the costly hash, so that guessing tokens costs us nothing.
  const Invitation found = TRY(desk.read([&](db::Connection& db) { return find_invitation(db, token, desk.journal.clock().now()); }));
  if (!found.user_id && name.empty()) return invalid("a person needs a name").at("/name");
  const std::string hash = hash_password(password);
  call.origin = {found.user_id ? found.name : name, found.user_id.value_or(""), "web"};
  std::string secret;
  const User user = TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<User> {
    User entered = TRY(accept_invitation(tx, token, name, hash));
    // A link replaces the password, not the second factor.
    if (!find_second_factor(tx.db, entered.id).on)
      secret = change_session(tx, call.request, desk.config, entered, start_of(call.request, "link"));
    return entered;
  }));
  Response response = respond({{"user", to_json(user)}, {"signed_in", !secret.empty()}}, 201);
  if (!secret.empty()) set_session(response, secret, desk.read(read_settings).session_hours, desk.config);
  return response;
}

}  // namespace

void add_invitation_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"GET", "/api/v1/invitations", Action::administer, [desk](Call&) { return list_all_invitations(desk); }});
  table.push_back({"POST", "/api/v1/invitations", Action::administer, [desk](Call& call) { return add_invitation(desk, call); }});
  table.push_back({"DELETE", "/api/v1/invitations/{id}", Action::administer, [desk](Call& call) {
                     return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
                       TRY(withdraw_invitation(tx, call.request.parameter("id")));
                       return no_content();
                     });
                   }});
  table.push_back({"POST", "/api/v1/users/{id}/password-link", Action::administer, [desk](Call& call) { return add_password_link(desk, call); }});
  table.push_back({"POST", "/api/v1/invitations/look", std::nullopt, [desk](Call& call) { return look(desk, call); }});
  table.push_back({"POST", "/api/v1/invitations/accept", std::nullopt, [desk](Call& call) { return accept(desk, call); }});
}

}  // namespace debrief::features::access
