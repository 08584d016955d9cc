// SPDX-License-Identifier: Apache-2.0
// Completion scripts made from the commands and options themselves.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace debrief::cli {

/// `shell` is bash, zsh or fish.
[[nodiscard]] std::string completion_script(const CLI::App& app, std::string_view shell);

}  // namespace debrief::cli
