// SPDX-License-Identifier: Apache-2.0
// Routes of patterns, recurrences and suggested factors.
#pragma once

#include "features/lessons/lessons.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::lessons {

std::vector<Route> pattern_routes(Library& library);

}  // namespace debrief::features::lessons
