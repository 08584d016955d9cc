// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/access/incident_members.hpp"
#include "features/access/routes_desk.hpp"
#include "features/access/teams.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;
using domain::Team;
using http::Response;

json::object to_json(const Team& team, const std::map<std::string, std::string>& names) {
  const auto person = [&](const std::string& id) -> json::object {
    const auto name = names.find(id);
    return {{"id", id}, {"name", name == names.end() ? "" : name->second}};
  };
  json::array members;
  for (const std::string& member : team.members) members.push_back(person(member));
  return {{"id", team.id}, {"name", team.name}, {"about", team.about}, {"lead", team.lead ? json::value(person(*team.lead)) : json::value(nullptr)},
          {"members", std::move(members)}};
}

std::map<std::string, std::string> names_of(db::Connection& db) {
  std::map<std::string, std::string> names;
  for (const auto& row : db.query("select id, name from users")) names.emplace(row.text(0), row.text(1));
  return names;
}

Result<Response> list_all_teams(const Desk& desk) {
  return desk.read([&](db::Connection& db) -> Result<Response> {
    const auto names = names_of(db);
    json::array items;
    for (const Team& team : list_teams(db)) items.push_back(to_json(team, names));
    return respond({{"items", std::move(items)}});
  });
}

Result<Team> team_in(const http::Request& request) {
  const auto body = TRY(body_of(request));
  auto in = TRY(json::Fields::of(body));
  Team team;
  team.name = TRY(in.text("name", 100));
  team.about = TRY(in.optional_text("about", 1000)).value_or("");
  team.lead = TRY(in.optional_text("lead", 40));
  team.members = TRY(in.texts("members", 500));
  TRY(in.done());
  return team;
}

Result<> may_change(db::Connection& db, const domain::Principal& who, const std::string& id) {
  const Team team = TRY(get_team(db, id));
  if (team.lead == who.id && domain::allows(who, Action::respond)) return {};
  return domain::require(who, Action::administer);
}

Result<Response> put_team(const Desk& desk, Call& call, const std::string& id) {
  Team team = TRY(team_in(call.request));
  team.id = id;
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    if (!id.empty()) TRY(may_change(tx.db, call.who, id));
    const Team saved = TRY(save_team(tx, team));
    return respond(to_json(saved, names_of(tx.db)), id.empty() ? 201 : 200);
  });
}

json::array members_json(const std::vector<IncidentMember>& members) {
  json::array items;
  for (const auto& member : members)
    items.push_back(json::object{{"id", member.id}, {"name", member.name}, {"added_by", member.added_by}, {"added_at", to_rfc3339(member.added_at)}});
  return items;
}

Result<Response> get_members(const Desk& desk, Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return respond({{"items", members_json(TRY(desk.read([&](db::Connection& db) { return list_incident_members(db, call.who, number); })))}});
}

Result<Response> put_member(const Desk& desk, Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(let_in(tx, call.who, number, call.request.parameter("id")));
    return respond({{"items", members_json(TRY(list_incident_members(tx.db, call.who, number)))}});
  });
}

Result<Response> delete_member(const Desk& desk, Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(put_out(tx, call.who, number, call.request.parameter("id")));
    return no_content();
  });
}

}  // namespace

void add_team_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"GET", "/api/v1/teams", Action::read, [desk](Call&) { return list_all_teams(desk); }});
  table.push_back({"POST", "/api/v1/teams", Action::administer, [desk](Call& call) { return put_team(desk, call, ""); }});
  table.push_back({"PUT", "/api/v1/teams/{id}", Action::respond, [desk](Call& call) { return put_team(desk, call, call.request.parameter("id")); }});
  table.push_back({"DELETE", "/api/v1/teams/{id}", Action::administer, [desk](Call& call) {
                     return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
                       TRY(remove_team(tx, call.request.parameter("id")));
                       return no_content();
                     });
                   }});
  table.push_back({"GET", "/api/v1/incidents/{number}/members", Action::read, [desk](Call& call) { return get_members(desk, call); }});
  table.push_back({"PUT", "/api/v1/incidents/{number}/members/{id}", Action::respond, [desk](Call& call) { return put_member(desk, call); }});
  table.push_back({"DELETE", "/api/v1/incidents/{number}/members/{id}", Action::read, [desk](Call& call) { return delete_member(desk, call); }});
}

}  // namespace debrief::features::access
