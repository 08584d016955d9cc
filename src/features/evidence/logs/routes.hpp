// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/ports.hpp"
#include "features/evidence/logs/log_sets.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::evidence::logs {

struct Ports {
  domain::GetIncident get_incident;
};

/// Everything given must outlive the routes.
std::vector<Route> routes(journal::Journal& journal, LogSets& sets, Ports ports);

}  // namespace debrief::features::evidence::logs
