// SPDX-License-Identifier: Apache-2.0
// What the slice's answers look like, and how its requests are read. Pure.
#pragma once

#include "base/json.hpp"
#include "features/actions/actions.hpp"

#include <map>
#include <string>

namespace debrief::features::actions {

/// An action as a request asks for it: names are not looked up yet.
struct WantedAction {
  NewAction action;
  std::string owner;
};
struct WantedChange {
  Change change;
  std::optional<std::string> owner;
};

/// The schemas NewActionItem and ActionItemChange of api/openapi.yaml. A check without days gets `check_days`.
/// Errors: invalid.
[[nodiscard]] Result<WantedAction> read_new_action(const json::value& body, std::int64_t check_days);
[[nodiscard]] Result<WantedChange> read_change(const json::value& body, std::int64_t check_days);

/// What is waited for, as far as the reader may see it.
using Known = std::map<std::int64_t, domain::ActionItem>;

/// The schema ActionItem.
[[nodiscard]] json::object to_json(const domain::ActionItem& action, const Known& known, Instant now);

}  // namespace debrief::features::actions
