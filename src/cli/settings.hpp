// SPDX-License-Identifier: Apache-2.0
// Settings that more than one command reads.
#pragma once

#include "app/config.hpp"
#include "base/result.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace debrief::cli {

/// From the environment variable, or from the file that NAME_FILE tells; never from the command line, which others see.
/// Empty when there is neither.
[[nodiscard]] std::string read_secret(const std::string& name);

/// The options of the mirror of postmortems.
void add_mirror_options(CLI::App* command, app::Config& config);

/// Takes the secret of the mirror, and checks what the options say. Errors: invalid, at the option.
[[nodiscard]] Result<> read_mirror(app::Config& config);

}  // namespace debrief::cli
