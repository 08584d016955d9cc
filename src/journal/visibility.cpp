// SPDX-License-Identifier: Apache-2.0
#include "journal/visibility.hpp"

namespace debrief::journal {

std::string readable_incidents(const domain::Principal& who, std::string_view incidents, std::vector<db::Value>& args) {
  const domain::Object private_object{domain::Visibility::private_, false};
  if (domain::allows(who, domain::Action::read, private_object)) return "1 = 1";
  // Alerts declare incidents under no account; nobody without one is involved in those.
  if (who.id.empty()) return fmt::format("{}.visibility = 'everyone'", incidents);
  args.push_back(db::to_value(who.id));
  const std::size_t id = args.size();
  return fmt::format(
      "({0}.visibility = 'everyone' or {0}.declared_by_id = ${1} or exists (select 1 from role_assignments involved "
      "where involved.incident = {0}.number and involved.user_id = ${1}) or exists (select 1 from incident_members "
      "let_in where let_in.incident = {0}.number and let_in.user_id = ${1}))",
      incidents, id);
}

Result<domain::Object> object_of_incident(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  const auto row = db.query_one("select visibility, declared_by_id from incidents where number = $1", number);
  if (!row) return not_found("there is no such incident");
  domain::Object object{domain::visibility_from(row->text(0)), false};
  if (object.visibility == domain::Visibility::private_ && !who.id.empty()) {
    object.involved =
        row->text(1) == who.id ||
        db.query_one("select 1 from role_assignments where incident = $1 and user_id = $2 limit 1", number, who.id) ||
        db.query_one("select 1 from incident_members where incident = $1 and user_id = $2", number, who.id);
  }
  return object;
}

Result<> require_incident(db::Connection& db, const domain::Principal& who, domain::Action action, std::int64_t number) {
  return domain::require(who, action, TRY(object_of_incident(db, who, number)));
}

}  // namespace debrief::journal
