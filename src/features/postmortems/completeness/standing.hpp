// SPDX-License-Identifier: Apache-2.0
// The completeness of one postmortem with everything that belongs to it, and the gate before publication.
#pragma once

#include "features/postmortems/completeness/completeness.hpp"
#include "features/postmortems/completeness/missing_evidence.hpp"
#include "features/postmortems/postmortems.hpp"

#include <string>
#include <vector>

namespace debrief::features::postmortems {

struct PublicationStanding {
  Completeness completeness;
  std::vector<EvidenceGap> gaps;
  domain::ReviewStanding review;
  std::int64_t approvals_required = 0;
  std::vector<std::string> missing;  ///< sentences; empty: it may be published
};

/// Through the ports; not inside a transaction. `markdown` is the text to be judged.
Result<PublicationStanding> look_at(const Ports& ports, db::Database& database, const domain::Principal& who,
                                    std::int64_t number, std::string_view markdown, Instant now);

/// Those of the store, else the usual ones.
[[nodiscard]] Requirements find_requirements(db::Connection& db);
void keep_requirements(db::Connection& db, const Requirements& requirements);

}  // namespace debrief::features::postmortems
