// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "domain/factor.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::factors::store {

/// Grows with every change of the graph; 0 before the first.
std::int64_t version(db::Connection& db, std::int64_t incident);
/// The next version, which it returns.
std::int64_t advance(db::Connection& db, std::int64_t incident);

/// What is there now: without removed factors, and without links from and to them.
domain::FactorGraph read(db::Connection& db, std::int64_t incident);

/// Also when it is removed.
struct Kept {
  domain::Factor factor;
  bool removed = false;
};
std::optional<Kept> find(db::Connection& db, std::int64_t incident, const std::string& id);

void insert(db::Connection& db, const domain::Factor& factor);
void update(db::Connection& db, const domain::Factor& factor);
/// Absent brings it back.
void set_removed(db::Connection& db, const std::string& id, std::optional<Instant> at);

/// Replaces the text of a link that is there.
void put_link(db::Connection& db, std::int64_t incident, const domain::FactorLink& link);
void remove_link(db::Connection& db, const domain::FactorLink& link);
/// Links of a factor with what is there, and those that wait for removed ones.
std::vector<domain::FactorLink> list_links(db::Connection& db, const std::string& factor);

}  // namespace debrief::features::factors::store
