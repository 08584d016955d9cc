// SPDX-License-Identifier: Apache-2.0
#include "journal/jobs.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace debrief::journal {
namespace {

constexpr Micros kLease = std::chrono::minutes(5);
// Jobs of kinds that run several at once take seconds: when a server is gone, another one takes them over soon.
constexpr Micros kShortLease = std::chrono::minutes(1);
constexpr std::chrono::seconds kPoll{1};
constexpr std::size_t kSpareThreads = 2;

// The condition of a job that is due at $1, whose kind is none of `without`; their values are appended to `args`.
std::string due(const std::vector<std::string>& without, std::vector<db::Value>& args) {
  std::string condition = "done_at is null and run_at <= $1 and (lease_until is null or lease_until <= $1)";
  for (const std::string& kind : without) {
    args.emplace_back(kind);
    condition += fmt::format(" and kind <> ${}", args.size());
  }
  return condition;
}

}  // namespace

void put_job(db::Connection& db, const std::string& id, const std::string& kind, const json::object& data, Instant run_at) {
  db.execute(
      "insert into jobs (id, kind, data, run_at, attempts) values ($1, $2, $3, $4, 0) on conflict (id) do update "
      "set data = excluded.data, run_at = excluded.run_at, attempts = 0, done_at = null where jobs.done_at is not null",
      id, kind, json::write(data), run_at.micros);
}

void hurry_job(db::Connection& db, const std::string& id, const std::string& kind, const json::object& data, Instant run_at) {
  db.execute(
      "insert into jobs (id, kind, data, run_at, attempts) values ($1, $2, $3, $4, 0) on conflict (id) do update "
      "set data = excluded.data, run_at = case when jobs.done_at is null then least(jobs.run_at, excluded.run_at) else "
      "excluded.run_at end, attempts = 0, done_at = null, puts = jobs.puts + 1",
      id, kind, json::write(data), run_at.micros);
}

bool has_due_job(db::Connection& db, Instant now, const std::vector<std::string>& without) {
  std::vector<db::Value> args{now.micros};
  const std::string condition = due(without, args);
  bool found = false;
  db.run_with(fmt::format("select 1 from jobs where {} limit 1", condition), args, [&](const db::Row&) { found = true; });
  return found;
}

std::optional<Job> claim_job(db::Connection& db, Instant now, Micros lease, const std::vector<std::string>& without) {
  std::vector<db::Value> args{now.micros};
  const std::string condition = due(without, args);
  std::optional<Job> job;
  db.run_with(fmt::format("select id, kind, data, attempts, puts from jobs where {} order by run_at limit 1", condition), args,
              [&](const db::Row& row) {
                job = Job{row.text(0), row.text(1), {}, row.integer(3) + 1, new_secret(""), row.integer(4)};
                if (auto data = json::parse(row.text(2)); data && data->is_object()) job->data = std::move(data->get_object());
              });
  if (!job) return std::nullopt;
  db.execute("update jobs set attempts = $2, lease_until = $3, lease_token = $4 where id = $1", job->id, job->attempts,
             (now + lease).micros, job->lease);
  return job;
}

void release_jobs(db::Connection& db) {
  db.execute("update jobs set lease_until = null, lease_token = null where done_at is null and lease_token is not null");
}

bool finish_job(db::Connection& db, const Job& job, Instant now) {
  return db.execute("update jobs set done_at = case when puts = $4 then $3 end, run_at = case when puts = $4 then run_at else "
                    "least(run_at, $3) end, lease_until = null, lease_token = null, last_error = null where id = $1 and "
                    "lease_token = $2",
                    job.id, job.lease, now.micros, job.puts) == 1;
}

bool retry_job(db::Connection& db, const Job& job, Instant run_at, const std::string& error) {
  const std::optional<std::string> kept = error.empty() ? std::nullopt : std::optional(error);
  const std::int64_t attempts = error.empty() ? 0 : job.attempts;
  return db.execute("update jobs set run_at = case when puts = $6 then $3 else least(run_at, $3) end, last_error = $4, "
                    "attempts = $5, lease_until = null, lease_token = null where id = $1 and lease_token = $2",
                    job.id, job.lease, run_at.micros, kept, attempts, job.puts) == 1;
}

Micros retry_delay(std::int64_t attempts) {
  constexpr std::int64_t kMostDoublings = 9;
  const Micros delay = std::chrono::seconds(10) * (std::int64_t{1} << std::clamp<std::int64_t>(attempts - 1, 0, kMostDoublings));
  return std::min<Micros>(delay, std::chrono::hours(1));
}

JobRunner::JobRunner(db::Database& database, const Clock& clock, Log& log, std::map<std::string, Handler> handlers, AtOnce at_once)
    : database_(database), clock_(clock), log_(log), handlers_(std::move(handlers)), at_once_(std::move(at_once)) {}

JobRunner::~JobRunner() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void JobRunner::start() {
  if (database_.engine() == db::Engine::sqlite) database_.write(release_jobs);
  std::size_t threads = kSpareThreads;
  for (const auto& [kind, most] : at_once_) threads += most;
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

void JobRunner::wake() {
  {
    const std::scoped_lock lock(mutex_);
    ++news_;
  }
  wake_.notify_one();
}

std::optional<Job> JobRunner::claim() {
  const std::scoped_lock claiming(claiming_);
  std::vector<std::string> full;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [kind, count] : running_) {
      const auto most = at_once_.find(kind);
      if (count >= (most == at_once_.end() ? 1 : most->second)) full.push_back(kind);
    }
  }
  // Looking costs the writer nothing while there is nothing to do.
  if (!database_.read([&](db::Connection& db) { return has_due_job(db, clock_.now(), full); })) return std::nullopt;
  auto job = database_.write([&](db::Connection& db) {
    auto claimed = claim_job(db, clock_.now(), kLease, full);
    if (claimed && at_once_.contains(claimed->kind))
      db.execute("update jobs set lease_until = $2 where id = $1", claimed->id, (clock_.now() + kShortLease).micros);
    return claimed;
  });
  if (job) {
    const std::scoped_lock lock(mutex_);
    ++running_[job->kind];
  }
  return job;
}

bool JobRunner::run_one() {
  const auto job = claim();
  if (!job) return false;
  wake();  // there may be more for another thread
  const auto stop_counting = [&] {
    const std::scoped_lock lock(mutex_);
    if (--running_[job->kind] == 0) running_.erase(job->kind);
  };
  try {
    settle(*job);
  } catch (...) {
    stop_counting();
    throw;
  }
  stop_counting();
  return true;
}

void JobRunner::settle(const Job& job) {
  std::optional<Instant> again;
  std::string error;
  try {
    const auto handler = handlers_.find(job.kind);
    if (handler == handlers_.end()) error = "this version knows no job of the kind " + job.kind;
    else again = handler->second(job);
  } catch (const std::exception& trouble) {
    error = shorten(to_utf8(trouble.what()), 1000);
  }
  if (!error.empty()) log_.warning("job failed", {{"job", job.id}, {"attempt", job.attempts}, {"what", error}});
  database_.write([&](db::Connection& db) {
    if (!error.empty()) retry_job(db, job, clock_.now() + retry_delay(job.attempts), error);
    else if (again) retry_job(db, job, *again, "");
    else finish_job(db, job, clock_.now());
  });
}

bool JobRunner::wait(std::uint64_t& seen) {
  std::unique_lock lock(mutex_);
  const auto news = [&] { return stopping_ || news_ != seen; };
  if (polling_) {
    wake_.wait(lock, news);
  } else {
    polling_ = true;
    wake_.wait_for(lock, kPoll, news);
    polling_ = false;
  }
  seen = news_;
  return !stopping_;
}

void JobRunner::run() {
  std::uint64_t seen = 0;
  for (;;) {
    bool ran = false;
    try {
      ran = run_one();
    } catch (const std::exception& trouble) {
      log_.warning("jobs wait", {{"what", trouble.what()}});
    }
    if (ran) {
      const std::scoped_lock lock(mutex_);
      if (stopping_) return;
    } else if (!wait(seen)) {
      return;
    }
  }
}

}  // namespace debrief::journal
