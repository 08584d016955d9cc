// SPDX-License-Identifier: Apache-2.0
// The insights slice: what the milestones of many incidents tell, with how sure one can be of it.
#pragma once

#include "features/insights/courses.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::insights {

/// Everything given must outlive the routes.
std::vector<Route> routes(journal::Journal& journal, Courses& courses);

}  // namespace debrief::features::insights
