// SPDX-License-Identifier: Apache-2.0
// Routes of patterns, recurrences and suggested factors.
#pragma once

#include "features/lessons/lessons.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::lessons {

std::vector<Route> pattern_routes(Library& library, const std::shared_ptr<PatternBook>& book);

}  // namespace debrief::features::lessons
