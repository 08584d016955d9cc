// SPDX-License-Identifier: Apache-2.0
#include "journal/jobs.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace debrief::journal {
namespace {

constexpr Micros kLease = std::chrono::minutes(5);
constexpr std::chrono::seconds kPoll{5};

}  // namespace

void put_job(db::Connection& db, const std::string& id, const std::string& kind, const json::object& data, Instant run_at) {
  db.execute(
      "insert into jobs (id, kind, data, run_at, attempts) values ($1, $2, $3, $4, 0) on conflict (id) do update "
      "set data = excluded.data, run_at = excluded.run_at, attempts = 0, done_at = null where jobs.done_at is not null",
      id, kind, json::write(data), run_at.micros);
}

std::optional<Job> claim_job(db::Connection& db, Instant now, Micros lease) {
  const auto due = db.query_one(
      "select id, kind, data, attempts from jobs where done_at is null and run_at <= $1 "
      "and (lease_until is null or lease_until <= $1) order by run_at limit 1",
      now.micros);
  if (!due) return std::nullopt;
  Job job{due->text(0), due->text(1), {}, due->integer(3) + 1, new_secret("")};
  if (auto data = json::parse(due->text(2)); data && data->is_object()) job.data = std::move(data->get_object());
  db.execute("update jobs set attempts = $2, lease_until = $3, lease_token = $4 where id = $1", job.id, job.attempts,
             (now + lease).micros, job.lease);
  return job;
}

bool finish_job(db::Connection& db, const Job& job, Instant now) {
  return db.execute("update jobs set done_at = $3, lease_until = null, lease_token = null, last_error = null where id = $1 and lease_token = $2",
                    job.id, job.lease, now.micros) == 1;
}

bool retry_job(db::Connection& db, const Job& job, Instant run_at, const std::string& error) {
  const std::optional<std::string> kept = error.empty() ? std::nullopt : std::optional(error);
  const std::int64_t attempts = error.empty() ? 0 : job.attempts;
  return db.execute("update jobs set run_at = $3, last_error = $4, attempts = $5, lease_until = null, lease_token = null "
                    "where id = $1 and lease_token = $2",
                    job.id, job.lease, run_at.micros, kept, attempts) == 1;
}

Micros retry_delay(std::int64_t attempts) {
  constexpr std::int64_t kMostDoublings = 9;
  const Micros delay = std::chrono::seconds(10) * (std::int64_t{1} << std::clamp<std::int64_t>(attempts - 1, 0, kMostDoublings));
  return std::min<Micros>(delay, std::chrono::hours(1));
}

JobRunner::JobRunner(db::Database& database, const Clock& clock, Log& log, std::map<std::string, Handler> handlers)
    : database_(database), clock_(clock), log_(log), handlers_(std::move(handlers)) {}

JobRunner::~JobRunner() {
  if (!thread_.joinable()) return;
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  thread_.join();
}

void JobRunner::start() {
  thread_ = std::thread([this] { run(); });
}

bool JobRunner::run_one() {
  const auto job = database_.write([&](db::Connection& db) { return claim_job(db, clock_.now(), kLease); });
  if (!job) return false;
  std::optional<Instant> again;
  std::string error;
  try {
    const auto handler = handlers_.find(job->kind);
    if (handler == handlers_.end()) error = "this version knows no job of the kind " + job->kind;
    else again = handler->second(*job);
  } catch (const std::exception& trouble) {
    error = shorten(to_utf8(trouble.what()), 1000);
  }
  if (!error.empty()) log_.warning("job failed", {{"job", job->id}, {"attempt", job->attempts}, {"what", error}});
  database_.write([&](db::Connection& db) {
    if (!error.empty()) retry_job(db, *job, clock_.now() + retry_delay(job->attempts), error);
    else if (again) retry_job(db, *job, *again, "");
    else finish_job(db, *job, clock_.now());
  });
  return true;
}

void JobRunner::run() {
  for (;;) {
    try {
      while (run_one()) {
        const std::scoped_lock lock(mutex_);
        if (stopping_) return;
      }
    } catch (const std::exception& trouble) {
      log_.warning("jobs wait", {{"what", trouble.what()}});
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kPoll, [&] { return stopping_; });
    if (stopping_) return;
  }
}

}  // namespace debrief::journal
