// SPDX-License-Identifier: Apache-2.0
// The way to a language model behind an OpenAI-compatible address, where one is set up.
#pragma once

#include "app/config.hpp"
#include "features/machine/machine.hpp"

namespace debrief::app {

/// Unset without an address. Blocks its worker for a minute at most; four calls are under way at once, more are
/// refused. Safe from any thread. The key is sent to that address only, and never logged.
[[nodiscard]] features::machine::AskModel model_at(const Config& config);

}  // namespace debrief::app
