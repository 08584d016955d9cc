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
#include <vector>

namespace debrief::journal {

/// A claimed job. `lease` is the fencing token: a server that lost its lease cannot finish the job any more.
struct Job {
  std::string id;
  std::string kind;
  json::object data;
  std::int64_t attempts = 0;  ///< this one included
  std::string lease;
  std::int64_t puts = 0;      ///< how often hurry_job had met it when it was claimed
};

/// Puts a job down in the caller's transaction. A job of the same id that is not done yet is left as it is.
void put_job(db::Connection& db, const std::string& id, const std::string& kind, const json::object& data, Instant run_at);

/// As put_job, but a job of the same id that waits runs at `run_at` if that is sooner, and one that runs at this moment
/// runs again afterwards: what was put down before it began may have been looked at already, what comes later was not.
void hurry_job(db::Connection& db, const std::string& id, const std::string& kind, const json::object& data, Instant run_at);

/// True when a job is due whose kind is not one of `without`.
[[nodiscard]] bool has_due_job(db::Connection& db, Instant now, const std::vector<std::string>& without = {});
/// Claims the job that has been due longest, if there is one, until now + `lease`, leaving out some kinds. For the writer's
/// connection.
[[nodiscard]] std::optional<Job> claim_job(db::Connection& db, Instant now, Micros lease,
                                           const std::vector<std::string>& without = {});
/// Ends the leases of a server that is no more. Only for stores that belong to one server at a time.
void release_jobs(db::Connection& db);

/// Each is false, and changes nothing, when the lease was lost meanwhile. A job that was hurried while it ran is due again
/// at once.
bool finish_job(db::Connection& db, const Job& job, Instant now);
bool retry_job(db::Connection& db, const Job& job, Instant run_at, const std::string& error);

/// When to try again after so many attempts: 10 s, doubling to an hour.
[[nodiscard]] Micros retry_delay(std::int64_t attempts);

/// Runs jobs on threads of its own, several at once. What a handler throws is kept with the job, which is tried again.
class JobRunner {
 public:
  /// What to do for a kind. Returns when the job should run again; absent when it is done for good.
  using Handler = std::function<std::optional<Instant>(const Job& job)>;
  /// How many jobs of each kind run at once on this server; 1 where nothing is said, so that most handlers never meet
  /// themselves. There are as many threads as the sum of these and some more.
  using AtOnce = std::map<std::string, std::size_t>;

  JobRunner(db::Database& database, const Clock& clock, Log& log, std::map<std::string, Handler> handlers, AtOnce at_once = {});
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  void start();
  /// Somebody put a job down: it is looked for now rather than at the next poll. Takes no time; from any thread.
  void wake();
  /// Runs one due job on this thread; false when none is due that may run now.
  bool run_one();

 private:
  std::optional<Job> claim();
  void settle(const Job& job);
  void run();
  bool wait(std::uint64_t& seen);

  db::Database& database_;
  const Clock& clock_;
  Log& log_;
  std::map<std::string, Handler> handlers_;
  AtOnce at_once_;
  std::mutex claiming_;  // so that the numbers of running jobs are exact; never held together with mutex_ by wake()
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, std::size_t> running_;
  std::uint64_t news_ = 0;
  bool polling_ = false;  // one idle thread looks now and then, the others wait to be woken
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace debrief::journal
