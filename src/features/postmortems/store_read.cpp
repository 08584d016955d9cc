// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/store.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::postmortems {

Result<std::optional<domain::Postmortem>> find(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  return store::find(db, number);
}

Result<std::vector<domain::Revision>> list_revisions(db::Connection& db, const domain::Principal& who,
                                                     std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  return store::list_revisions(db, number);
}

}  // namespace debrief::features::postmortems
