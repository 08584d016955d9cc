// SPDX-License-Identifier: Apache-2.0
// The insights slice: what the milestones of many incidents tell, with how sure one can be of it.
#pragma once

#include "features/insights/courses.hpp"
#include "routing/route.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace debrief::features::insights {

/// The team that owns a service, by service; those of no team may be missing.
using ListServiceTeams = std::function<std::map<std::string, std::string>()>;

/// Everything given must outlive the routes.
std::vector<Route> routes(journal::Journal& journal, Courses& courses, ListServiceTeams list_service_teams);

}  // namespace debrief::features::insights
