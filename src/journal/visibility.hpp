// SPDX-License-Identifier: Apache-2.0
// The policy for reading incidents (domain/access.hpp) as a condition of SQL, for lists, counts and search.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::journal {

/// A condition that is true for the incidents that `who` may read, where `incidents` is the alias of the
/// table in the statement. Appends its parameters to `args`; their numbers follow those already there.
[[nodiscard]] std::string readable_incidents(const domain::Principal& who, std::string_view incidents,
                                             std::vector<db::Value>& args);

/// What the policy looks at for one incident. Errors: not_found when there is no such incident.
[[nodiscard]] Result<domain::Object> object_of_incident(db::Connection& db, const domain::Principal& who,
                                                        std::int64_t number);

/// object_of_incident, then domain::require.
[[nodiscard]] Result<> require_incident(db::Connection& db, const domain::Principal& who, domain::Action action,
                                        std::int64_t number);

}  // namespace debrief::journal
