// SPDX-License-Identifier: Apache-2.0
// The slice's SQL. No policy and no facts here.
#pragma once

#include "db/database.hpp"
#include "domain/coordination.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::hypotheses::store {

void insert(db::Connection& db, const domain::Hypothesis& hypothesis);
/// State, reason and version.
void update(db::Connection& db, const domain::Hypothesis& hypothesis);
void insert_argument(db::Connection& db, const std::string& hypothesis, const domain::Argument& argument);
std::int64_t count(db::Connection& db, std::int64_t incident);
/// Complete, in the order in which they came up.
std::vector<domain::Hypothesis> list(db::Connection& db, std::int64_t incident);
std::optional<domain::Hypothesis> find(db::Connection& db, std::int64_t incident, const std::string& id);
bool has_entry(db::Connection& db, std::int64_t incident, std::int64_t entry);

}  // namespace debrief::features::hypotheses::store
