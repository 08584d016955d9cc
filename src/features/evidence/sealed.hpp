// SPDX-License-Identifier: Apache-2.0
// Originals that hold what is masked everywhere else. Logs are shown, searched and exported with their secrets masked;
// their originals are sealed: who may respond to the incident can download one after saying why. The reason is recorded
// (`evidence.unsealed`), and holds for that person and an hour. What is no log, pictures and what was read into the
// timeline as it is, has nothing masked and is not sealed.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "domain/evidence.hpp"

#include <string>

namespace debrief::features::evidence {

inline constexpr Micros kUnsealedFor = std::chrono::hours(1);

/// Whether lines of it may be among the logs of its incident.
[[nodiscard]] bool is_log(const domain::Evidence& evidence);
[[nodiscard]] bool is_sealed(const domain::Evidence& evidence);

/// Until when `who` may have a sealed original of `incident`; absent unless they gave a reason within the last hour.
[[nodiscard]] std::optional<Instant> find_unsealed(db::Connection& db, const domain::Principal& who,
                                                   std::int64_t incident, const std::string& evidence, Instant now);

}  // namespace debrief::features::evidence
