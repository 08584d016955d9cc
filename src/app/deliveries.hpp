// SPDX-License-Identifier: Apache-2.0
// How messages leave, and what of the store they need.
#pragma once

#include "app/config.hpp"
#include "app/store.hpp"
#include "features/deliveries/deliveries.hpp"

namespace debrief::app {

/// Ports of deliveries without those that ask other slices but for `list_overdue`.
[[nodiscard]] features::deliveries::Ports delivery_ports_of(Store& store, const Config& config, std::string address);

}  // namespace debrief::app
