// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/run_store.hpp"

#include "db/instants.hpp"
#include "journal/visibility.hpp"

#include <fmt/format.h>

namespace debrief::features::runbooks::store {
namespace {

using db::micros_of;
using db::time_in;

constexpr std::string_view kRunColumns =
    "n.id, n.runbook, n.version, n.incident, n.title, n.outcome, n.note, n.started_at, n.started_by, n.ended_at, n.ended_by";

Run run_from(const db::Row& row) {
  Run run;
  run.id = row.text(0);
  run.runbook = row.integer(1);
  run.version = row.integer(2);
  run.incident = row.integer(3);
  run.title = row.text(4);
  if (const auto outcome = row.optional_text(5)) run.outcome = run_outcome_from(*outcome);
  run.note = row.text(6);
  run.started_at = {row.integer(7)};
  run.started_by = row.text(8);
  run.ended_at = time_in(row, 9);
  run.ended_by = row.optional_text(10);
  return run;
}

void read_steps_of(db::Connection& db, Run& run) {
  for (const auto& row : db.query("select place, key, section, title, markdown, state, note, who, at, version "
                                  "from runbook_run_steps where run = $1 order by place",
                                  run.id))
    run.steps.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4),
                         step_state_from(row.text(5)).value_or(StepState::open), row.text(6), row.text(7), time_in(row, 8),
                         row.integer(9)});
}

std::string readable_runs(const domain::Principal& who, std::vector<db::Value>& args) {
  return journal::readable_incidents(who, "i", args);
}

}  // namespace

void insert_run(db::Connection& db, const Run& run) {
  db.execute(
      "insert into runbook_runs (id, runbook, version, incident, title, note, started_at, started_by) "
      "values ($1, $2, $3, $4, $5, '', $6, $7)",
      run.id, run.runbook, run.version, run.incident, run.title, run.started_at.micros, run.started_by);
  for (const RunStep& step : run.steps)
    db.execute(
        "insert into runbook_run_steps (run, place, key, section, title, markdown, state, note, who, version) "
        "values ($1, $2, $3, $4, $5, $6, $7, '', '', 0)",
        run.id, step.place, step.key, step.section, step.title, step.markdown, to_text(step.state));
}

std::optional<Run> find_run(db::Connection& db, std::int64_t incident, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from runbook_runs n where n.incident = $1 and n.id = $2", kRunColumns),
                                incident, id);
  if (!row) return std::nullopt;
  Run run = run_from(*row);
  read_steps_of(db, run);
  return run;
}

std::optional<std::string> find_open_run(db::Connection& db, std::int64_t incident, std::int64_t runbook) {
  const auto row = db.query_one(
      "select id from runbook_runs where incident = $1 and runbook = $2 and ended_at is null", incident, runbook);
  return row ? std::optional(row->text(0)) : std::nullopt;
}

std::vector<Run> list_runs(db::Connection& db, std::int64_t incident) {
  std::vector<Run> runs;
  for (const auto& row :
       db.query(fmt::format("select {} from runbook_runs n where n.incident = $1 order by n.id desc limit 50", kRunColumns), incident)) {
    runs.push_back(run_from(row));
    read_steps_of(db, runs.back());
  }
  return runs;
}

void update_step(db::Connection& db, const std::string& run, const RunStep& step) {
  db.execute("update runbook_run_steps set state = $3, note = $4, who = $5, at = $6, version = $7 where run = $1 and place = $2",
             run, step.place, to_text(step.state), step.note, step.who,
             micros_of(step.at), step.version);
}

void update_end(db::Connection& db, const Run& run) {
  db.execute("update runbook_runs set outcome = $2, note = $3, ended_at = $4, ended_by = $5 where id = $1", run.id,
             run.outcome ? std::optional(std::string(to_text(*run.outcome))) : std::nullopt, run.note,
             micros_of(run.ended_at), run.ended_by);
}

std::vector<PastRun> list_runs_of(db::Connection& db, const domain::Principal& who, std::int64_t runbook, std::int64_t limit) {
  std::vector<db::Value> args{runbook, limit};
  const std::string where = readable_runs(who, args);
  std::vector<PastRun> runs;
  db.run_with(fmt::format("select {}, i.title, i.kind from runbook_runs n join incidents i on i.number = n.incident "
                          "where n.runbook = $1 and {} order by n.id desc limit $2",
                          kRunColumns, where),
              args, [&](const db::Row& row) { runs.push_back({run_from(row), row.text(11), row.text(12) == "drill"}); });
  return runs;
}

std::map<std::int64_t, Counts> count_runs(db::Connection& db, const domain::Principal& who) {
  std::vector<db::Value> args;
  const std::string where = readable_runs(who, args);
  std::map<std::int64_t, Counts> counts;
  db.run_with(fmt::format("select n.runbook, count(*), sum(case when n.outcome = 'solved' then 1 else 0 end) "
                          "from runbook_runs n join incidents i on i.number = n.incident "
                          "where i.kind <> 'drill' and {} group by n.runbook",
                          where),
              args, [&](const db::Row& row) { counts[row.integer(0)] = {row.integer(1), row.integer(2)}; });
  return counts;
}

std::map<std::string, StepCounts> count_steps(db::Connection& db, const domain::Principal& who, std::int64_t runbook) {
  std::vector<db::Value> args{runbook};
  const std::string where = readable_runs(who, args);
  std::map<std::string, StepCounts> counts;
  db.run_with(fmt::format("select s.key, s.state, s.title, count(*) from runbook_run_steps s "
                          "join runbook_runs n on n.id = s.run join incidents i on i.number = n.incident "
                          "where n.runbook = $1 and i.kind <> 'drill' and s.state not in ('open', 'doing') and {} "
                          "group by s.key, s.state, s.title order by max(n.id)",
                          where),
              args, [&](const db::Row& row) {
                StepCounts& step = counts[row.text(0)];
                step.title = row.text(2);
                const auto state = step_state_from(row.text(1));
                if (state == StepState::helped) step.helped += row.integer(3);
                if (state == StepState::no_help) step.no_help += row.integer(3);
                if (state == StepState::skipped) step.skipped += row.integer(3);
                if (state == StepState::done) step.done += row.integer(3);
              });
  return counts;
}

std::map<std::int64_t, std::vector<std::int64_t>> list_solvers(db::Connection& db, const domain::Principal& who) {
  std::vector<db::Value> args;
  const std::string where = readable_runs(who, args);
  std::map<std::int64_t, std::vector<std::int64_t>> solvers;
  db.run_with(fmt::format("select n.runbook, n.incident from runbook_runs n join incidents i on i.number = n.incident "
                          "where n.outcome = 'solved' and i.kind <> 'drill' and {}",
                          where),
              args, [&](const db::Row& row) { solvers[row.integer(0)].push_back(row.integer(1)); });
  return solvers;
}

}  // namespace debrief::features::runbooks::store
