// SPDX-License-Identifier: Apache-2.0
// People who were let into a private incident without a role in it. Facts in the incident's chain.
#pragma once

#include "features/access/access.hpp"

namespace debrief::features::access {

struct IncidentMember {
  std::string id;  ///< of the account
  std::string name;
  std::string added_by;
  Instant added_at;
};

/// By name. Errors: not_found when `who` may not read the incident.
Result<std::vector<IncidentMember>> list_incident_members(db::Connection& db, const domain::Principal& who, std::int64_t number);
/// Doing it twice changes nothing. Errors: not_found, forbidden, invalid (nobody with this id).
Result<> let_in(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const std::string& user_id);
/// Everybody may leave. Errors: not_found, forbidden.
Result<> put_out(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const std::string& user_id);

}  // namespace debrief::features::access
