// SPDX-License-Identifier: Apache-2.0
// The routes below one incident: runbooks that fit, runs, the proposal for a new runbook.
#pragma once

#include "features/runbooks/runbooks.hpp"

#include <memory>
#include <vector>

namespace debrief::features::runbooks {

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

std::vector<Route> incident_routes(const std::shared_ptr<const Desk>& desk);

}  // namespace debrief::features::runbooks
