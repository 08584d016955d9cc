// SPDX-License-Identifier: Apache-2.0
// The slice's SQL about runs.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "features/runbooks/run.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::runbooks::store {

void insert_run(db::Connection& db, const Run& run);
/// Complete, with its steps; absent when the incident has no such run.
std::optional<Run> find_run(db::Connection& db, std::int64_t incident, const std::string& id);
std::optional<std::string> find_open_run(db::Connection& db, std::int64_t incident, std::int64_t runbook);
/// Of one incident, the newest first, with their steps.
std::vector<Run> list_runs(db::Connection& db, std::int64_t incident);
void update_step(db::Connection& db, const std::string& run, const RunStep& step);
void update_end(db::Connection& db, const Run& run);

/// A run of a runbook in some incident, without its steps.
struct PastRun {
  Run run;
  std::string incident_title;
  bool drill = false;
};
/// The newest runs in incidents that `who` may read.
std::vector<PastRun> list_runs_of(db::Connection& db, const domain::Principal& who, std::int64_t runbook, std::int64_t limit);

/// What is told of runs; drills are left out, and incidents that `who` may not read.
struct Counts {
  std::int64_t runs = 0;
  std::int64_t solved = 0;
};
std::map<std::int64_t, Counts> count_runs(db::Connection& db, const domain::Principal& who);

/// How often a step was taken, and what came of it, over all versions of the runbook.
struct StepCounts {
  std::string title;  ///< as it read last
  std::int64_t done = 0;
  std::int64_t helped = 0;
  std::int64_t no_help = 0;
  std::int64_t skipped = 0;
};
/// By the step's key.
std::map<std::string, StepCounts> count_steps(db::Connection& db, const domain::Principal& who, std::int64_t runbook);

/// Runbooks that ended as solved in these incidents.
std::map<std::int64_t, std::vector<std::int64_t>> list_solvers(db::Connection& db, const domain::Principal& who);

}  // namespace debrief::features::runbooks::store
