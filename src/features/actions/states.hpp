// SPDX-License-Identifier: Apache-2.0
// In which order an action goes through its states, and that nothing waits for itself. Pure.
#pragma once

#include "base/result.hpp"
#include "domain/action.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace debrief::features::actions {

/// The states that follow `from`, in the order in which they are offered.
[[nodiscard]] const std::vector<domain::ActionState>& states_after(domain::ActionState from);

/// Errors: conflict when `to` does not follow `from`, invalid when it needs a reason and has none.
[[nodiscard]] Result<> check_move(domain::ActionState from, domain::ActionState to, std::string_view reason);

/// What waits for what: numbers of actions.
using Waits = std::map<std::int64_t, std::vector<std::int64_t>>;

/// The way from `from` to `to` along what they wait for, both included; empty when there is none.
[[nodiscard]] std::vector<std::int64_t> way_between(const Waits& waits, std::int64_t from, std::int64_t to);

}  // namespace debrief::features::actions
