// SPDX-License-Identifier: Apache-2.0
// HTTP of sharing: links and the pages behind them, subscriptions and the feed.
#pragma once

#include "features/postmortems/sharing/sharing.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::postmortems::sharing {

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::postmortems::sharing
