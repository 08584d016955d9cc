// SPDX-License-Identifier: Apache-2.0
// The linter over HTTP.
#pragma once

#include "routing/route.hpp"

#include <vector>

namespace debrief::features::postmortems {

/// POST /api/v1/lint: remarks on a text that is sent along; nothing is stored.
[[nodiscard]] std::vector<Route> lint_routes();

}  // namespace debrief::features::postmortems
