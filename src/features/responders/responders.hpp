// SPDX-License-Identifier: Apache-2.0
// The responders slice: what incidents took of people, from what is recorded. Derived at every question; nothing of it
// is kept but the hours that people gave.
//
// Everybody sees their own figures, of private incidents too. Figures of others over time are for those who belong to
// the same team, and for editors and administrators; nobody's figures hold what the reader may not read.
#pragma once

#include "domain/ports.hpp"
#include "features/responders/load.hpp"
#include "features/responders/store.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <map>
#include <string>
#include <vector>

namespace debrief::features::responders {

struct Ports {
  domain::GetIncident get_incident;
  domain::ListMembers list_members;
  domain::ListTeams list_teams;
};

/// Everybody's part in what `who` may read.
[[nodiscard]] std::vector<PersonLoad> list_loads(db::Database& database, const Ports& ports,
                                                 const domain::Principal& who, Span window, Instant now);

/// Who was up in two or more of the last seven nights, as far as `who` may know: a sentence by the person's name.
[[nodiscard]] std::map<std::string, std::string> list_tired(db::Database& database, const Ports& ports,
                                                            const domain::Principal& who, Instant now);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::responders
