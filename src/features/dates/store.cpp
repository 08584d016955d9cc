// SPDX-License-Identifier: Apache-2.0
#include "features/dates/store.hpp"

#include "journal/visibility.hpp"

namespace debrief::features::dates::store {
namespace {

constexpr std::string_view kStepColumns = "s.incident, s.step, s.name, s.place, s.due_at, s.by_hand, s.done_at, s.done_by";

std::optional<Instant> instant_in(const db::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

Dated dated_from(const db::Row& row) {
  return {row.integer(0), row.text(1), row.text(2), row.integer(3), instant_in(row, 4), row.boolean(5), instant_in(row, 6), row.optional_text(7).value_or(""), false};
}

}  // namespace

std::vector<Dated> list(db::Connection& db, std::int64_t incident) {
  std::vector<Dated> steps;
  const auto rows = db.query(fmt::format("select {} from after_steps s where s.incident = $1 order by s.place, s.step", kStepColumns), incident);
  for (const db::Row& row : rows) steps.push_back(dated_from(row));
  return steps;
}

void put(db::Connection& db, const Dated& step) {
  const auto micros = [](const std::optional<Instant>& at) { return at ? std::optional(at->micros) : std::nullopt; };
  db.execute(
      "insert into after_steps (incident, step, name, place, due_at, by_hand, done_at, done_by) values ($1, $2, $3, $4, $5, $6, $7, $8) "
      "on conflict (incident, step) do update set name = excluded.name, place = excluded.place, due_at = excluded.due_at, "
      "by_hand = excluded.by_hand, done_at = excluded.done_at, done_by = excluded.done_by",
      step.incident, step.id, step.name, step.place, micros(step.due_at), step.by_hand, micros(step.done_at),
      step.done_by.empty() ? std::nullopt : std::optional(step.done_by));
}

void remove(db::Connection& db, std::int64_t incident, const std::string& id) {
  db.execute("delete from after_steps where incident = $1 and step = $2", incident, id);
}

std::vector<Listed> list_due(db::Connection& db, const domain::Principal& who, std::optional<Instant> by, std::int64_t limit) {
  std::vector<db::Value> args;
  const std::string readable = journal::readable_incidents(who, "i", args);
  std::string until;
  if (by) {
    args.push_back(db::to_value(by->micros));
    until = fmt::format(" and s.due_at < ${}", args.size());
  }
  args.push_back(db::to_value(limit));
  std::vector<Listed> listed;
  db.run_with(fmt::format("select {}, i.title from after_steps s join incidents i on i.number = s.incident where s.done_at is null and "
                          "s.due_at is not null and not exists (select 1 from incident_merges m where m.incident = i.number) and {}{} "
                          "order by s.due_at, s.incident, s.place limit ${}",
                          kStepColumns, readable, until, args.size()),
              args, [&](const db::Row& row) { listed.push_back({dated_from(row), row.text(8)}); });
  return listed;
}

std::vector<std::int64_t> list_open(db::Connection& db, std::string_view id, std::int64_t limit) {
  std::vector<std::int64_t> open;
  for (const db::Row& row : db.query("select s.incident from after_steps s where s.step = $1 and s.done_at is null and s.done_by is null and not exists "
                                     "(select 1 from incident_merges m where m.incident = s.incident) order by s.incident limit $2",
                                     id, limit))
    open.push_back(row.integer(0));
  return open;
}

std::optional<Instant> last_reopened(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select at from reopenings where incident = $1 order by at desc limit 1", incident);
  return row ? std::optional(Instant{row->integer(0)}) : std::nullopt;
}

bool is_merged(db::Connection& db, std::int64_t incident) {
  return db.query_one("select 1 from incident_merges where incident = $1", incident).has_value();
}

std::vector<Step> find_steps(db::Connection& db) {
  const auto row = db.query_one("select data from settings where name = 'dates'");
  if (!row) return usual_steps();
  const auto data = json::parse(row->text(0));
  auto read = data ? read_steps(*data) : Result<std::vector<Step>>(usual_steps());
  return read ? std::move(*read) : usual_steps();
}

void put_steps(db::Connection& db, const std::vector<Step>& steps) {
  db.execute("insert into settings (name, data) values ('dates', $1) on conflict (name) do update set data = excluded.data", json::write(to_json(steps)));
}

}  // namespace debrief::features::dates::store
