// SPDX-License-Identifier: Apache-2.0
#include "features/tasks/store.hpp"

#include "journal/visibility.hpp"

#include <fmt/format.h>

namespace debrief::features::tasks::store {
namespace {

constexpr std::string_view kColumns =
    "t.id, t.incident, t.title, t.owner, t.owner_id, t.due_at, t.state, t.note, t.run, t.added_by, t.added_at, t.ended_at, "
    "t.version";
// An absent date comes last on either engine.
constexpr std::string_view kByDate = "case when t.due_at is null then 1 else 0 end, t.due_at, t.id";

std::optional<Instant> time_in(const db::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

std::optional<std::int64_t> micros_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

domain::Task task_from(const db::Row& row) {
  domain::Task task;
  task.id = row.text(0);
  task.incident = row.integer(1);
  task.title = row.text(2);
  task.owner = row.text(3);
  task.owner_id = row.optional_text(4);
  task.due_at = time_in(row, 5);
  task.state = domain::task_state_from(row.text(6)).value_or(domain::TaskState::open);
  task.note = row.text(7);
  task.run = row.optional_text(8);
  task.added_by = row.text(9);
  task.added_at = {row.integer(10)};
  task.ended_at = time_in(row, 11);
  task.version = row.integer(12);
  return task;
}

}  // namespace

void insert(db::Connection& db, const domain::Task& task) {
  db.execute(
      "insert into tasks (id, incident, title, owner, owner_id, due_at, state, note, run, added_by, added_at, ended_at, "
      "version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      task.id, task.incident, task.title, task.owner, task.owner_id, micros_of(task.due_at), to_text(task.state), task.note,
      task.run, task.added_by, task.added_at.micros, micros_of(task.ended_at), task.version);
}

void update(db::Connection& db, const domain::Task& task) {
  db.execute(
      "update tasks set title = $2, owner = $3, owner_id = $4, due_at = $5, state = $6, note = $7, ended_at = $8, "
      "version = $9 where id = $1",
      task.id, task.title, task.owner, task.owner_id, micros_of(task.due_at), to_text(task.state), task.note,
      micros_of(task.ended_at), task.version);
}

std::optional<domain::Task> find(db::Connection& db, std::int64_t incident, const std::string& id) {
  const auto row =
      db.query_one(fmt::format("select {} from tasks t where t.incident = $1 and t.id = $2", kColumns), incident, id);
  return row ? std::optional(task_from(*row)) : std::nullopt;
}

std::int64_t count(db::Connection& db, std::int64_t incident) {
  return db.query_one("select count(*) from tasks where incident = $1", incident)->integer(0);
}

bool has_run(db::Connection& db, std::int64_t incident, const std::string& run) {
  return db.query_one("select id from runbook_runs where incident = $1 and id = $2", incident, run).has_value();
}

std::vector<domain::Task> list(db::Connection& db, std::int64_t incident) {
  std::vector<domain::Task> tasks;
  const auto rows = db.query(
      fmt::format("select {} from tasks t where t.incident = $1 "
                  "order by case when t.state in ('open', 'doing') then 0 else 1 end, {}",
                  kColumns, kByDate),
      incident);
  for (const auto& row : rows) tasks.push_back(task_from(row));
  return tasks;
}

std::vector<domain::Task> list_due(db::Connection& db, Instant by) {
  std::vector<domain::Task> tasks;
  const auto rows = db.query(
      fmt::format("select {} from tasks t join incidents i on i.number = t.incident where t.state in ('open', 'doing') "
                  "and t.due_at <= $1 and t.owner_id is not null and i.phase in ('triage', 'active') order by t.due_at limit 500",
                  kColumns),
      by.micros);
  for (const auto& row : rows) tasks.push_back(task_from(row));
  return tasks;
}

std::vector<Listed> list_open(db::Connection& db, const domain::Principal& who, const std::optional<std::string>& owner_id,
                              std::int64_t limit) {
  std::vector<db::Value> args;
  std::string where = journal::readable_incidents(who, "i", args);
  if (owner_id) {
    args.push_back(*owner_id);
    where += fmt::format(" and t.owner_id = ${}", args.size());
  }
  args.push_back(limit);
  std::vector<Listed> tasks;
  db.run_with(fmt::format("select {}, i.title from tasks t join incidents i on i.number = t.incident "
                          "where t.state in ('open', 'doing') and {} order by {} limit ${}",
                          kColumns, where, kByDate, args.size()),
              args, [&](const db::Row& row) { tasks.push_back({task_from(row), row.text(13)}); });
  return tasks;
}

}  // namespace debrief::features::tasks::store
