// SPDX-License-Identifier: Apache-2.0
// How trackers are reached, and how their secrets are kept.
#pragma once

#include "app/config.hpp"
#include "base/seal.hpp"
#include "features/actions/actions.hpp"

namespace debrief::app {

/// Fills in kinds of trackers, the guarded way out, and sealing with the key of the server.
void connect_trackers(features::actions::Ports& ports, const Config& config, const SealingKey& key);

}  // namespace debrief::app
