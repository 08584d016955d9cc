// SPDX-License-Identifier: Apache-2.0
// The slice's SQL. No policy and no facts here.
#pragma once

#include "db/database.hpp"
#include "domain/coordination.hpp"
#include "features/updates/pace.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace debrief::features::updates::store {

void insert(db::Connection& db, const domain::Update& update);
/// Newest first.
std::vector<domain::Update> list(db::Connection& db, std::int64_t incident);

std::map<domain::Audience, Pace> list_paces(db::Connection& db, std::int64_t incident);
void put_pace(db::Connection& db, std::int64_t incident, domain::Audience audience, const Pace& pace);

/// The usual ones until administrators changed them.
Intervals find_intervals(db::Connection& db);
void put_intervals(db::Connection& db, const Intervals& intervals);

/// Numbers of the incidents that run.
std::vector<std::int64_t> list_running(db::Connection& db);

}  // namespace debrief::features::updates::store
