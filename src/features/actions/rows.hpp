// SPDX-License-Identifier: Apache-2.0
// Rows of the table of actions.
#pragma once

#include "base/json.hpp"
#include "db/database.hpp"
#include "domain/action.hpp"
#include "domain/incident.hpp"

#include <fmt/format.h>

namespace debrief::features::actions::store {

inline constexpr std::string_view kColumns =
    "a.number, a.incident, a.type, a.title, a.text, a.priority, a.owner, a.owner_id, a.team, a.due_at, a.state, "
    "a.reason, a.factor, a.entries, a.check_kind, a.check_alert, a.check_service, a.check_template, a.check_days, "
    "a.proof, a.proof_note, a.proof_at, a.link_url, a.link_tracker, a.link_key, a.link_title, a.link_state, "
    "a.link_seen_at, a.added_by, a.added_at, a.closed_at, a.version, a.check_minutes, a.link_changed_at";
inline constexpr std::size_t kColumnCount = 34;

/// From a row that begins with kColumns; without what it waits for.
[[nodiscard]] domain::ActionItem action_from(const db::Row& row);

}  // namespace debrief::features::actions::store
