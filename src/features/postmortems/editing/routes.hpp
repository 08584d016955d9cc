// SPDX-License-Identifier: Apache-2.0
// The part of the route table about edits and revisions.
#pragma once

#include "features/postmortems/editing/live_documents.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::postmortems::editing {

/// `live` must outlive the routes.
std::vector<Route> routes(journal::Journal& journal, LiveDocuments& live);

}  // namespace debrief::features::postmortems::editing
