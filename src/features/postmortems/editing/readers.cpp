// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/readers.hpp"

namespace debrief::features::postmortems::editing {

Readers Readers::of(db::Connection& db, std::int64_t incident) {
  Readers readers;
  const auto row = db.query_one("select visibility, declared_by_id from incidents where number = $1", incident);
  if (!row) return readers;
  readers.exists_ = true;
  readers.visibility_ = domain::visibility_from(row->text(0)).value_or(domain::Visibility::private_);
  if (readers.visibility_ == domain::Visibility::everyone) return readers;
  readers.involved_.insert(row->text(1));
  for (const auto& assignment :
       db.query("select user_id from role_assignments where incident = $1 and user_id is not null "
                "union select user_id from incident_members where incident = $1",
                incident))
    readers.involved_.insert(assignment.text(0));
  return readers;
}

domain::Object Readers::object_for(const domain::Principal& who) const {
  return {visibility_, !who.id.empty() && involved_.contains(who.id)};
}

Result<> Readers::require(const domain::Principal& who, domain::Action action) const {
  if (!exists_) return not_found("there is no such incident");
  return domain::require(who, action, object_for(who));
}

bool Readers::admits(const domain::Principal& who, domain::Action action) const {
  return exists_ && domain::allows(who, action, object_for(who));
}

}  // namespace debrief::features::postmortems::editing
