// SPDX-License-Identifier: Apache-2.0
// People, teams, updates and services on the command line.
#pragma once

#include "cli/client.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace debrief::cli {

/// Runs a command against the Debrief that the general options name, and returns its exit code.
using WithApi = std::function<int(const std::function<int(ApiClient&)>&)>;

/// Adds `people`, `teams`, `updates` and `services`. `command` is set to what the arguments chose; `json` is read when
/// it runs.
void add_people_commands(CLI::App& app, const WithApi& with_api, std::function<int()>& command, const bool& json);

}  // namespace debrief::cli
