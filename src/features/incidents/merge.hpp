// SPDX-License-Identifier: Apache-2.0
// Two incidents turn out to be one: the first ends, keeps all that was recorded, and leads to the second.
#pragma once

#include "features/incidents/incidents.hpp"

namespace debrief::features::incidents {

struct Merge {
  std::int64_t into = 0;
  std::string reason;
  bool confirmed = false;  ///< that a private one goes on in one that everybody may read
};

/// Merges into the incident in which `into` goes on in the end. Its members gain no sight of what was merged. Errors:
/// conflict (itself, merged already, a private one without confirmation), forbidden (confirming needs the right to edit).
Result<domain::Incident> merge(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const Merge& wanted);
/// Takes the merge back: the incident stands where it stood before. What alerts brought meanwhile stays where it is.
Result<domain::Incident> unmerge(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                 const std::string& reason);

/// What an incident holds, for those who find it merged.
struct Held {
  domain::Incident incident;
  std::string reason;     ///< of the merge
  std::string merged_by;
  Instant merged_at;
  std::int64_t entries = 0;
  std::int64_t evidence = 0;
  std::int64_t tasks = 0;
  std::int64_t alerts = 0;
};
/// Everything that was merged into the incident, over any number of steps, as far as `who` may read it.
[[nodiscard]] std::vector<Held> list_merged(db::Connection& db, const domain::Principal& who, std::int64_t number);

std::vector<Route> merge_routes(journal::Journal& journal);

}  // namespace debrief::features::incidents
