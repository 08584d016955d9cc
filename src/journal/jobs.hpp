// SPDX-License-Identifier: Apache-2.0
// Work that is done later, once, by one of the servers of a store: jobs are rows, claimed under a lease.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "db/database.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace debrief::journal {

/// A claimed job. `lease` is the fencing token: a server that lost its lease cannot finish the job any more.
struct Job {
  std::string id;
  std::string kind;
  json::object data;
  std::int64_t attempts = 0;  ///< this one included
  std::string lease;
};

/// Puts a job down in the caller's transaction. A job of the same id that is not done yet is left as it is.
void put_job(db::Connection& db, const std::string& id, const std::string& kind, const json::object& data, Instant run_at);

/// Claims the job that has been due longest, if there is one, until now + `lease`. For the writer's connection.
[[nodiscard]] std::optional<Job> claim_job(db::Connection& db, Instant now, Micros lease);

/// Each is false, and changes nothing, when the lease was lost meanwhile.
bool finish_job(db::Connection& db, const Job& job, Instant now);
bool retry_job(db::Connection& db, const Job& job, Instant run_at, const std::string& error);

/// When to try again after so many attempts: 10 s, doubling to an hour.
[[nodiscard]] Micros retry_delay(std::int64_t attempts);

/// Runs jobs on a thread of its own. What a handler throws is kept with the job, which is tried again.
class JobRunner {
 public:
  /// What to do for a kind. Returns when the job should run again; absent when it is done for good.
  using Handler = std::function<std::optional<Instant>(const Job& job)>;

  JobRunner(db::Database& database, const Clock& clock, Log& log, std::map<std::string, Handler> handlers);
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  void start();
  /// Runs one due job on this thread; false when none is due.
  bool run_one();

 private:
  void run();

  db::Database& database_;
  const Clock& clock_;
  Log& log_;
  std::map<std::string, Handler> handlers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace debrief::journal
