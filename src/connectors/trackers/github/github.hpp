// SPDX-License-Identifier: Apache-2.0
// Issues and pull requests of GitHub, and of GitHub Enterprise Server, whose API is below /api/v3
// (docs.github.com/rest/issues, docs.github.com/webhooks).
#pragma once

#include "domain/tracker.hpp"

namespace debrief::connectors::github {

[[nodiscard]] domain::Tracker tracker();

}  // namespace debrief::connectors::github
