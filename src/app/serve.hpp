// SPDX-License-Identifier: Apache-2.0
// `debrief serve`: the application behind an HTTP server.
#pragma once

#include "app/config.hpp"
#include "base/result.hpp"

namespace debrief::app {

/// Serves until SIGINT or SIGTERM. Prints `listening on http://HOST:PORT` on standard output once ready, and
/// logs on standard error. Errors: as open_store. Throws std::system_error when the address is taken.
[[nodiscard]] Result<> serve(const Config& config);

}  // namespace debrief::app
