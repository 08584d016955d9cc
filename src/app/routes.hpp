// SPDX-License-Identifier: Apache-2.0
// The one route table.
#pragma once

#include "app/server_routes.hpp"
#include "app/store.hpp"
#include "app/wiring.hpp"
#include "features/access/access.hpp"

#include <vector>

namespace debrief::app {

/// Every route of api/openapi.yaml but the live feed, which is an upgrade (serve.cpp).
std::vector<features::Route> route_table(Store& store, Wiring& wiring, features::access::RoutesConfig access, ServerFacts about);

}  // namespace debrief::app
