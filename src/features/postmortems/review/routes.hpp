// SPDX-License-Identifier: Apache-2.0
// HTTP of the review: threads, reviewers, the meeting.
#pragma once

#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/review/review.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::postmortems::review {

/// `document` are the ports by which completeness is judged, for the agenda.
std::vector<Route> routes(journal::Journal& journal, Ports ports, postmortems::Ports document);

}  // namespace debrief::features::postmortems::review
