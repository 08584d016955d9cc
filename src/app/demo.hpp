// SPDX-License-Identifier: Apache-2.0
// The demo world: three past incidents with postmortems, one that is running, and some more that came before.
#pragma once

#include "app/server_routes.hpp"
#include "base/log.hpp"
#include "base/result.hpp"

namespace debrief::app {

class Application;

[[nodiscard]] DemoAccount demo_account();

/// Fills an empty store through the application's own routes; changes nothing where there is an account.
/// Errors: what the routes answer.
[[nodiscard]] Result<> fill_demo(Application& application, Log& log);

}  // namespace debrief::app
