// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "features/machine/machine.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::machine::store {

void insert(db::Connection& db, const Proposal& proposal);
/// Keeps state, settled_by and settled_at.
void update(db::Connection& db, const Proposal& proposal);
std::optional<Proposal> find(db::Connection& db, std::int64_t incident, const std::string& id);
/// The newest first.
std::vector<Proposal> list(db::Connection& db, std::int64_t incident, std::int64_t limit);

}  // namespace debrief::features::machine::store
