// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "features/incidents/incidents.hpp"

namespace debrief::features::incidents {

std::vector<Route> hand_over_routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::incidents
