// SPDX-License-Identifier: Apache-2.0
// The slice's SQL. No facts here.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "domain/coordination.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::tasks::store {

void insert(db::Connection& db, const domain::Task& task);
void update(db::Connection& db, const domain::Task& task);
std::optional<domain::Task> find(db::Connection& db, std::int64_t incident, const std::string& id);
std::int64_t count(db::Connection& db, std::int64_t incident);
bool has_run(db::Connection& db, std::int64_t incident, const std::string& run);

/// Open ones first, in the order of their dates; those without a date after them.
std::vector<domain::Task> list(db::Connection& db, std::int64_t incident);
/// Open ones of incidents that run, with an owner who has an account, due by then.
std::vector<domain::Task> list_due(db::Connection& db, Instant by);

struct Listed {
  domain::Task task;
  std::string title;  ///< of the incident
};
/// Open ones of incidents that `who` may read, of one account when it is given; at most `limit`.
std::vector<Listed> list_open(db::Connection& db, const domain::Principal& who, const std::optional<std::string>& owner_id,
                              std::int64_t limit);

}  // namespace debrief::features::tasks::store
