// SPDX-License-Identifier: Apache-2.0
// Teams: a name, people, one of them its lead.
#pragma once

#include "features/access/access.hpp"

namespace debrief::features::access {

/// Errors: not_found.
Result<domain::Team> get_team(db::Connection& db, const std::string& id);
/// A new one when the id is empty. The lead becomes a member. Errors: not_found, conflict (the name), invalid.
Result<domain::Team> save_team(journal::Transaction& tx, domain::Team team);
/// Errors: not_found.
Result<> remove_team(journal::Transaction& tx, const std::string& id);

}  // namespace debrief::features::access
