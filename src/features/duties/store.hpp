// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "domain/duty.hpp"
#include "features/duties/rules.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::duties::store {

/// The usual ones until somebody changed them.
std::vector<Rule> list_rules(db::Connection& db);
void replace_rules(db::Connection& db, const std::vector<Rule>& rules);

std::optional<domain::Duty> find(db::Connection& db, std::int64_t incident);
/// False when the incident has a duty already.
bool insert(db::Connection& db, const domain::Duty& duty);
void update(db::Connection& db, const domain::Duty& duty);
/// The incident in which it goes on; absent: it is not merged.
std::optional<std::int64_t> merged_into(db::Connection& db, std::int64_t incident);
/// Whether it is a merge for which the duty was waived last, not a person.
bool waived_by_merge(db::Connection& db, std::int64_t incident);
/// Open ones that are due before the time.
std::vector<domain::Duty> list_due(db::Connection& db, Instant before);

struct Filter {
  std::optional<domain::DutyState> state;
  std::optional<Instant> due_before;
  std::optional<std::string> owner;
};
struct Listed {
  domain::Duty duty;
  std::string title;  ///< of the incident
};
struct Page {
  std::vector<Listed> items;
  std::optional<std::string> next;
};
/// What `who` may read, those due first at the front. Errors: invalid (`after`).
Result<Page> list(db::Connection& db, const domain::Principal& who, const Filter& filter,
                  const std::optional<std::string>& after, std::int64_t limit);
/// All that `who` may read, for measures.
std::vector<domain::Duty> list_all(db::Connection& db, const domain::Principal& who);

}  // namespace debrief::features::duties::store
