// SPDX-License-Identifier: Apache-2.0
// The slice's SQL. No facts here.
#pragma once

#include "features/dates/dates.hpp"

namespace debrief::features::dates::store {

std::vector<Dated> list(db::Connection& db, std::int64_t incident);
void put(db::Connection& db, const Dated& step);
void remove(db::Connection& db, std::int64_t incident, const std::string& id);

/// Open steps due by then, those due first at the front; of incidents that `who` may read, and not merged.
struct Listed {
  Dated step;
  std::string title;  ///< of the incident
};
std::vector<Listed> list_due(db::Connection& db, const domain::Principal& who, std::optional<Instant> by, std::int64_t limit);

/// Incidents whose step `id` is open, and that nobody said is not done; not merged.
std::vector<std::int64_t> list_open(db::Connection& db, std::string_view id, std::int64_t limit);

std::optional<Instant> last_reopened(db::Connection& db, std::int64_t incident);
bool is_merged(db::Connection& db, std::int64_t incident);

std::vector<Step> find_steps(db::Connection& db);
void put_steps(db::Connection& db, const std::vector<Step>& steps);

}  // namespace debrief::features::dates::store
