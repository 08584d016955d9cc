// SPDX-License-Identifier: Apache-2.0
// How changes of actions are kept and told. Within the slice.
#pragma once

#include "base/json.hpp"
#include "features/actions/store.hpp"
#include "journal/journal.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::actions {

/// Where the web UI shows it.
[[nodiscard]] std::string path_of(const domain::ActionItem& action);

/// As in facts; null without a check.
[[nodiscard]] json::value check_json(const std::optional<domain::ActionCheck>& check);

/// A fact of the action's incident, with number and title.
void leave(journal::Transaction& tx, const domain::ActionItem& action, std::string_view kind, json::object data);

/// Puts the action into the state, whatever the one before, and leaves the fact. The caller stores it.
void move_to(journal::Transaction& tx, store::Kept& kept, domain::ActionState to, std::string reason);

}  // namespace debrief::features::actions
