// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts.hpp"
#include "features/accounts/accounts_json.hpp"
#include "features/accounts/involved.hpp"
#include "features/accounts/reading.hpp"

#include "base/text.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"
#include "journal/vocabulary.hpp"

#include <algorithm>
#include <memory>

namespace debrief::features::accounts {
namespace {

using domain::AccountState;
using domain::Action;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
  [[nodiscard]] db::Database& database() const { return journal.database(); }
};

Result<bool> may_edit(const Desk& desk, const domain::Principal& who, std::int64_t number) {
  return desk.database().read([&](db::Connection& db) -> Result<bool> {
    return domain::allows(who, Action::edit, TRY(journal::object_of_incident(db, who, number)));
  });
}

Result<Response> get_board(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto board = TRY(list_contributions(desk.database(), desk.ports, call.who, number));
  const bool can_edit = TRY(may_edit(desk, call.who, number));
  const auto document = TRY(desk.ports.find_postmortem(call.who, number));
  json::array items;
  for (const Contribution& line : board) items.push_back(to_json(line, call.who, can_edit));
  return respond(
      {{"items", std::move(items)}, {"can_edit", can_edit}, {"can_merge", can_edit && document.has_value()}});
}

Result<Response> post_invitation(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Invitation invitation;
  invitation.person = trim(TRY(in.text("person", 200)));
  invitation.role = TRY(in.optional_text("role", 200)).value_or("");
  TRY(in.done());
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  invitation.title = incident.title;
  invitation.user_id = desk.ports.find_user_id(invitation.person);
  if (invitation.user_id) {
    const ReadersOf readers(desk.ports, incident);
    if (const auto* member = readers.find_member(*invitation.user_id)) invitation.person = member->name;
    invitation.can_read = readers.include(*invitation.user_id);
  }
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Invited invited = TRY(invite(tx, desk.ports, call.who, number, invitation));
    json::object answer{{"id", invited.kept.account.id},
                        {"person", invited.kept.account.person},
                        {"state", to_text(invited.kept.account.state)},
                        {"told", invitation.can_read}};
    return respond(answer, invited.is_new ? 201 : 200);
  });
}

std::string role_in(const Desk& desk, const std::vector<domain::Involved>& involved, const domain::Principal& who) {
  const auto found =
      std::find_if(involved.begin(), involved.end(), [&](const auto& one) { return one.user_id == who.id; });
  if (found == involved.end()) return "";
  return words_of(found->roles, *desk.database().read([](db::Connection& db) { return journal::read_vocabulary(db); }));
}

Result<Response> get_own(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto own = TRY(desk.database().read([&](db::Connection& db) { return find_own(db, call.who, number); }));
  if (own) return respond(to_json(*own), 200, own->kept.account.version);
  const auto involved = TRY(list_involved(desk.database(), desk.ports, call.who, number));
  return respond(not_asked_json(number, call.who.name, role_in(desk, involved, call.who)), 200, 0);
}

struct SavingRequest {
  json::value body;  // what `saving` reads from
  Saving saving;
};

Result<SavingRequest> read_saving(const Call& call) {
  SavingRequest request{TRY(body_of(call.request)), {}};
  auto in = TRY(json::Fields::of(request.body));
  if (const auto* answers = in.find("answers")) request.saving.answers = *answers;
  request.saving.path = "/answers";
  const auto state = TRY(in.optional_text("state", 50)).value_or("started");
  TRY(in.done());
  const auto wanted = domain::account_state_from(state);
  if (!wanted)
    return invalid("there is no state '{}'", state).at("/state").with_help("Use started, given or declined.");
  request.saving.state = *wanted;
  request.saving.seen = TRY(expected_version(call.request));
  return request;
}

Response saved(db::Connection& db, const domain::Principal& who, std::int64_t number, const store::Kept& kept) {
  const auto shown = get(db, who, number, kept.account.id);
  return respond(shown ? to_json(*shown) : json::object{}, 200, kept.account.version);
}

Result<Response> put_own(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  auto request = TRY(read_saving(call));
  const auto own = TRY(desk.database().read([&](db::Connection& db) { return find_own(db, call.who, number); }));
  if (!own) request.saving.role = role_in(desk, TRY(list_involved(desk.database(), desk.ports, call.who, number)), call.who);
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return saved(tx.db, call.who, number, TRY(save_own(tx, call.who, number, request.saving)));
  });
}

Result<Response> get_one(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const std::string& id = call.request.parameter("id");
  const auto shown = TRY(desk.database().read([&](db::Connection& db) { return get(db, call.who, number, id); }));
  return respond(to_json(shown), 200, shown.kept.account.version);
}

Result<Response> put_one(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const std::string& id = call.request.parameter("id");
  const auto request = TRY(read_saving(call));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return saved(tx.db, call.who, number, TRY(save_for(tx, call.who, number, id, request.saving)));
  });
}

Result<Response> post_merge(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const std::string& id = call.request.parameter("id");
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const bool pseudonyms = TRY(in.boolean_or("pseudonyms", false));
  TRY(in.done());
  const auto merging = TRY(plan_merge(desk.database(), desk.ports, call.who, number, id, pseudonyms));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(merge(tx, desk.ports, call.who, number, id, merging));
    return respond(
        {{"section", merging.section}, {"version", merging.version}, {"pseudonym", json::or_null(merging.pseudonym)}});
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string all = "/api/v1/incidents/{number}/accounts";
  return {
      {"GET", all, Action::read, [desk](Call& call) { return get_board(*desk, call); }},
      {"POST", all, Action::edit, [desk](Call& call) { return post_invitation(*desk, call); }},
      {"GET", all + "/mine", Action::read, [desk](Call& call) { return get_own(*desk, call); }},
      {"PUT", all + "/mine", Action::read, [desk](Call& call) { return put_own(*desk, call); }},
      {"GET", all + "/{id}", Action::read, [desk](Call& call) { return get_one(*desk, call); }},
      {"PUT", all + "/{id}", Action::read, [desk](Call& call) { return put_one(*desk, call); }},
      {"POST", all + "/{id}/merge", Action::edit, [desk](Call& call) { return post_merge(*desk, call); }},
  };
}

}  // namespace debrief::features::accounts
