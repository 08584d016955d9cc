// SPDX-License-Identifier: Apache-2.0
#include "features/access/incident_members.hpp"

#include "domain/events.hpp"
#include "features/access/store.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::access {
namespace {

using domain::Action;

void tell(journal::Transaction& tx, std::int64_t number, std::string_view kind, const User& user) {
  tx.append({number, std::string(kind), tx.now(), {{"id", user.id}, {"person", user.name}, {"user", user.id}}});
}

}  // namespace

Result<std::vector<IncidentMember>> list_incident_members(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, Action::read, number));
  std::vector<IncidentMember> members;
  for (const auto& row : db.query("select m.user_id, u.name, m.added_by, m.added_at from incident_members m join users u on u.id = m.user_id "
                                  "where m.incident = $1 order by lower(u.name), u.id",
                                  number))
    members.push_back({row.text(0), row.text(1), row.text(2), {row.integer(3)}});
  return members;
}

Result<> let_in(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const std::string& user_id) {
  TRY(journal::require_incident(tx.db, who, Action::respond, number));
  const auto user = store::find_user(tx.db, user_id);
  if (!user || !user->active) return invalid("there is no such person").at("/user");
  if (tx.db.query_one("select 1 from incident_members where incident = $1 and user_id = $2", number, user_id)) return {};
  tx.db.execute("insert into incident_members (incident, user_id, added_by, added_at) values ($1, $2, $3, $4)", number, user_id,
                tx.origin().actor, tx.now().micros);
  tell(tx, number, domain::events::kMemberAdded, *user);
  return {};
}

Result<> put_out(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const std::string& user_id) {
  const bool leaving = !who.id.empty() && user_id == who.id;
  TRY(journal::require_incident(tx.db, who, leaving ? Action::read : Action::respond, number));
  const auto user = store::find_user(tx.db, user_id);
  if (!user || tx.db.execute("delete from incident_members where incident = $1 and user_id = $2", number, user_id) == 0)
    return not_found("this person was not let in");
  tell(tx, number, domain::events::kMemberRemoved, *user);
  return {};
}

}  // namespace debrief::features::access
