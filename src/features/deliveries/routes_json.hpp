// SPDX-License-Identifier: Apache-2.0
// Endpoints and deliveries as the API shows them. Pure.
#pragma once

#include "features/deliveries/deliveries.hpp"
#include "features/deliveries/store.hpp"

namespace debrief::features::deliveries {

[[nodiscard]] json::object endpoint_json(const Endpoint& endpoint, const store::Counts& counts);
[[nodiscard]] json::object added_json(const Added& added);
[[nodiscard]] json::object tested_json(const Tested& tested);
[[nodiscard]] json::object delivery_json(const store::Delivery& delivery);
[[nodiscard]] json::array event_kinds_json();

}  // namespace debrief::features::deliveries
