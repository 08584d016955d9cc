// SPDX-License-Identifier: Apache-2.0
#include "db/group_commit.hpp"

#include "db/wake_up.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace debrief::db {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kLargestBatch = 512;
/// Callers that arrive while a batch runs join it for this long; then its first caller has waited enough.
constexpr milliseconds kLongestBatch{10};
constexpr milliseconds kProbeWhenFailing{1000};

}  // namespace

/// Lives on the stack of its caller until `done` is given.
struct GroupCommit::Ticket {
  explicit Ticket(const Work& wanted) : work(wanted) {}
  const Work& work;
  std::exception_ptr error;         // of its own work
  std::optional<std::string> lost;  // why the whole batch came to nothing; stands before its own error
  WakeUp done;
};

GroupCommit::GroupCommit(std::unique_ptr<WriteSession> session) : session_(std::move(session)) {
  writer_ = std::thread([this] { loop(); });
}

GroupCommit::~GroupCommit() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_writer_.notify_one();
  writer_.join();
}

void GroupCommit::refuse_nesting() const {
  if (std::this_thread::get_id() == writer_.get_id()) {
    throw std::logic_error("a transaction must not begin inside another one");
  }
}

void GroupCommit::run(const Work& work) {
  refuse_nesting();
  Ticket ticket(work);
  {
    // From the end of this block on, *this may go: its destructor serves those who wait.
    const std::lock_guard lock(mutex_);
    if (!broken_.empty()) throw DatabaseError(broken_);
    if (queue_.empty()) wake_writer_.notify_one();
    queue_.push_back(&ticket);
  }
  ticket.done.wait();
  if (ticket.lost) throw DatabaseError(*ticket.lost);
  if (ticket.error) std::rethrow_exception(ticket.error);
}

void GroupCommit::loop() {
  while (wait_for_work()) {
    if (batch_.empty()) {
      probe();
    } else {
      run_batch();
    }
  }
}

/// False when the store is being closed and nothing is left to do. An empty batch asks for a probe.
bool GroupCommit::wait_for_work() {
  std::unique_lock lock(mutex_);
  const auto wanted = [&] { return stopping_ || !queue_.empty(); };
  const milliseconds probe_after =
      !broken_.empty() ? milliseconds{0} : (healthy_ ? session_->idle_probe() : kProbeWhenFailing);
  if (probe_after.count() == 0) {
    wake_writer_.wait(lock, wanted);
  } else if (!wake_writer_.wait_for(lock, probe_after, wanted)) {
    return true;
  }
  lock.unlock();
  return take_more();
}

/// Moves waiting callers into the batch; false when there are none or the batch is full.
bool GroupCommit::take_more() {
  const std::lock_guard lock(mutex_);
  const std::size_t count = std::min(queue_.size(), kLargestBatch - batch_.size());
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  batch_.insert(batch_.end(), queue_.begin(), end);
  queue_.erase(queue_.begin(), end);
  return count > 0;
}

void GroupCommit::probe() {
  try {
    session_->probe();
    healthy_ = true;
  } catch (const StoreBroken& error) {
    fail_batch(error.what(), true);
  } catch (const std::exception& error) {
    fail_batch(error.what(), false);
  }
}

void GroupCommit::run_batch() {
  try {
    run_tickets();
    session_->commit();
    healthy_ = true;
    commits_ += 1;
    transactions_ += batch_.size();
    answer(std::nullopt);
    session_->after_commit();
  } catch (const StoreBroken& error) {
    fail_batch(error.what(), true);
  } catch (const std::exception& error) {
    fail_batch(error.what(), false);
  }
}

void GroupCommit::run_tickets() {
  TransactionConnection& connection = session_->begin();
  const auto end = steady_clock::now() + kLongestBatch;
  do {
    while (started_ < batch_.size()) run_one(connection, *batch_[started_++]);
  } while (steady_clock::now() < end && take_more());
}

void GroupCommit::run_one(TransactionConnection& connection, Ticket& ticket) {
  connection.forget_failure();
  session_->open_savepoint();
  bool keep = false;
  try {
    keep = ticket.work(connection);
    if (keep) connection.rethrow_failure();
  } catch (...) {
    ticket.error = std::current_exception();
    keep = false;
  }
  session_->check();
  if (keep) {
    session_->keep_savepoint();
  } else {
    session_->undo_savepoint();
  }
  connection.forget_failure();  // the caller's thread alone owns the exception now
}

/// Wakes every caller of the batch.
void GroupCommit::answer(const std::optional<std::string>& lost) {
  for (Ticket* ticket : batch_) {
    if (lost) ticket->error = nullptr;
    ticket->lost = lost;
    ticket->done.give();
  }
  batch_.clear();
  started_ = 0;
}

void GroupCommit::fail_batch(const char* why, bool broken) {
  session_->abandon();
  healthy_ = false;
  std::string what = why;
  {
    const std::lock_guard lock(mutex_);
    if (broken) {
      what = broken_ = fmt::format(
          "nothing is stored any more since a write to the disk failed: {}. Restart the server "
          "when the disk is well again",
          why);
      batch_.insert(batch_.end(), queue_.begin(), queue_.end());
      queue_.clear();
    } else if (started_ > 0) {
      // Those that have not run have lost nothing: they are first in the next batch.
      queue_.insert(queue_.begin(), batch_.begin() + static_cast<std::ptrdiff_t>(started_), batch_.end());
      batch_.resize(started_);
    }
  }
  answer(what);
}

}  // namespace debrief::db
