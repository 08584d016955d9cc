// SPDX-License-Identifier: Apache-2.0
// The slice's SQL about runbooks. `readable` parameters apply the policy; nothing else does here.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "features/runbooks/runbooks.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::runbooks::store {

/// Absent when there is none, or none that `who` may see.
std::optional<Runbook> find(db::Connection& db, const domain::Principal& who, std::int64_t number);
std::int64_t next_number(db::Connection& db);
/// The row and its revision.
void insert(db::Connection& db, const Runbook& runbook);
/// A new version: the row and its revision.
void update(db::Connection& db, const Runbook& runbook);
/// What is no part of a version: when it is to be reviewed, and whether it is archived.
void update_standing(db::Connection& db, const Runbook& runbook);

struct Filter {
  bool archived = false;
  std::optional<std::string> words;    ///< in the title or text
  std::optional<Instant> due_before;   ///< its review is
};
/// What `who` may see, the newest first, before the number `after`.
std::vector<Runbook> list(db::Connection& db, const domain::Principal& who, const Filter& filter,
                          std::optional<std::int64_t> after, std::int64_t limit);
/// Those whose review was due before the time, for reminders.
std::vector<Runbook> list_due(db::Connection& db, Instant before);

struct Revision {
  std::int64_t version = 0;
  std::string title;
  std::string owner;
  std::vector<std::string> services;
  std::vector<Rule> rules;
  std::string markdown;
  std::int64_t review_days = 0;
  std::string author;
  Instant recorded_at;
};
/// The newest first.
std::vector<Revision> list_revisions(db::Connection& db, std::int64_t runbook, std::int64_t limit);
std::optional<Revision> find_revision(db::Connection& db, std::int64_t runbook, std::int64_t version);

}  // namespace debrief::features::runbooks::store
