// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "features/postmortems/mirror/mirror.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::postmortems::mirror {

/// How the mirror stands, and the wish that it be brought up to date now. `mirror` must outlive the routes.
std::vector<Route> routes(Mirror& mirror);

}  // namespace debrief::features::postmortems::mirror
