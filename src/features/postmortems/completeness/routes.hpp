// SPDX-License-Identifier: Apache-2.0
// HTTP of completeness and of what publication requires.
#pragma once

#include "features/postmortems/completeness/standing.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::postmortems {

std::vector<Route> completeness_routes(journal::Journal& journal, Ports ports);

/// 409 with what is missing, as a list besides the problem's own members.
[[nodiscard]] http::Response refuse_publication(const PublicationStanding& standing);

}  // namespace debrief::features::postmortems
