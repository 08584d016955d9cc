// SPDX-License-Identifier: Apache-2.0
#include "features/access/teams.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/access/store.hpp"

#include <algorithm>
#include <map>

namespace debrief::features::access {
namespace {

using domain::Team;

std::vector<Team> read_teams(db::Connection& db, std::string_view condition, const std::string& of) {
  std::vector<Team> teams;
  std::map<std::string, std::size_t> places;
  const std::string sql = fmt::format("select t.id, t.name, t.about, t.lead from teams t where {} order by lower(t.name), t.id", condition);
  for (const auto& row : db.query(sql, of)) {
    places.emplace(row.text(0), teams.size());
    teams.push_back({row.text(0), row.text(1), row.text(2), row.optional_text(3), {}});
  }
  for (const auto& row : db.query("select m.team, m.user_id from team_members m join users u on u.id = m.user_id where u.active = 1 "
                                  "order by lower(u.name), u.id"))
    if (const auto place = places.find(row.text(0)); place != places.end()) teams[place->second].members.push_back(row.text(1));
  return teams;
}

Result<> check_team(journal::Transaction& tx, const Team& team) {
  if (trim(team.name).empty()) return invalid("a team needs a name").at("/name");
  if (tx.db.query_one("select 1 from teams where lower(name) = $1 and id <> $2", to_lower(trim(team.name)), team.id))
    return conflict("there is a team '{}' already", team.name).at("/name");
  for (const std::string& member : team.members) {
    const auto user = store::find_user(tx.db, member);
    if (!user || !user->active) return invalid("'{}' is no account that is active", member).at("/members");
  }
  return {};
}

}  // namespace

std::vector<Team> list_teams(db::Connection& db) { return read_teams(db, "$1 = ''", ""); }

std::vector<Team> teams_of(db::Connection& db, const std::string& user_id) {
  return read_teams(db, "exists (select 1 from team_members own where own.team = t.id and own.user_id = $1)", user_id);
}

Result<Team> get_team(db::Connection& db, const std::string& id) {
  auto found = read_teams(db, "t.id = $1", id);
  if (found.empty()) return not_found("there is no such team");
  return std::move(found.front());
}

Result<Team> save_team(journal::Transaction& tx, Team team) {
  team.name = trim(team.name);
  if (team.lead) team.members.push_back(*team.lead);
  std::sort(team.members.begin(), team.members.end());
  team.members.erase(std::unique(team.members.begin(), team.members.end()), team.members.end());
  TRY(check_team(tx, team));
  if (team.id.empty()) {
    team.id = new_id(tx.now());
    tx.db.execute("insert into teams (id, name, about, lead, made_at) values ($1, $2, $3, $4, $5)", team.id, team.name, team.about, team.lead,
                  tx.now().micros);
  } else if (tx.db.execute("update teams set name = $2, about = $3, lead = $4 where id = $1", team.id, team.name, team.about, team.lead) == 0) {
    return not_found("there is no such team");
  }
  tx.db.execute("delete from team_members where team = $1", team.id);
  json::array members;
  for (const std::string& member : team.members) {
    tx.db.execute("insert into team_members (team, user_id) values ($1, $2)", team.id, member);
    members.push_back(json::value(member));
  }
  tx.append({domain::kServerChain, std::string(domain::events::kTeamSaved), tx.now(), {{"id", team.id}, {"name", team.name}, {"members", std::move(members)}}});
  return get_team(tx.db, team.id);
}

Result<> remove_team(journal::Transaction& tx, const std::string& id) {
  const Team team = TRY(get_team(tx.db, id));
  tx.db.execute("delete from team_members where team = $1", id);
  tx.db.execute("delete from teams where id = $1", id);
  tx.append({domain::kServerChain, std::string(domain::events::kTeamRemoved), tx.now(), {{"id", id}, {"name", team.name}}});
  return {};
}

}  // namespace debrief::features::access
