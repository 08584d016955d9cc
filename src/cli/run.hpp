// SPDX-License-Identifier: Apache-2.0
// The command line of `debrief`.
#pragma once

namespace debrief::cli {

/// Reads the arguments, the environment and the configuration file, and runs one command. Returns the exit
/// code (terminal.hpp). Never throws.
int run(int argc, char** argv);

}  // namespace debrief::cli
