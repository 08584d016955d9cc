// SPDX-License-Identifier: Apache-2.0
// The routes of preferences, quiet hours, browsers, and mails that failed.
#pragma once

#include "features/notify/notify.hpp"

#include <vector>

namespace debrief::features::notify {

std::vector<Route> settings_routes(journal::Journal& journal, const Ports& ports);

}  // namespace debrief::features::notify
