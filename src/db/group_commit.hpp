// SPDX-License-Identifier: Apache-2.0
// Group commit: one thread runs the transactions of many callers and makes them durable together, because
// an fsync costs the same for one as for hundreds (DeWitt et al., "Implementation Techniques for Main Memory
// Database Systems", 1984).
#pragma once

#include "db/transaction_connection.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace debrief::db {

/// Nothing may be written through this store any more: what a commit left on the disk is unknown.
class StoreBroken : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

/// An engine's side of a batch. All calls come from the writer thread. Any of them may throw DatabaseError,
/// which ends the batch without a commit, or StoreBroken, which ends all writing.
class WriteSession {
 public:
  virtual ~WriteSession() = default;
  /// Opens a transaction that excludes all other writers.
  virtual TransactionConnection& begin() = 0;
  virtual void open_savepoint() = 0;
  virtual void keep_savepoint() = 0;
  virtual void undo_savepoint() = 0;
  /// Throws when the engine gave up the whole transaction while a caller's work ran.
  virtual void check() = 0;
  /// Returns when the transaction is durable.
  virtual void commit() = 0;
  /// Undoes the transaction, if one is open.
  virtual void abandon() noexcept = 0;
  /// Upkeep when the callers of a commit have been answered.
  virtual void after_commit() = 0;
  /// Finds out by a commit without callers whether the store takes writes.
  virtual void probe() = 0;
  /// How long a healthy store may be idle before it is probed; zero for never.
  [[nodiscard]] virtual std::chrono::milliseconds idle_probe() const = 0;
};

class GroupCommit {
 public:
  using Work = std::function<bool(Connection&)>;

  explicit GroupCommit(std::unique_ptr<WriteSession> session);
  /// Finishes what is queued.
  ~GroupCommit();
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  /// As Database::write. Safe from any thread but the writer's.
  void run(const Work& work);
  [[nodiscard]] bool writable() const { return healthy_.load(); }
  [[nodiscard]] WriteStatistics statistics() const { return {commits_.load(), transactions_.load()}; }
  /// Throws std::logic_error on the writer thread: a transaction inside a transaction would wait for itself.
  void refuse_nesting() const;

 private:
  struct Ticket;

  void loop();
  bool wait_for_work();
  bool take_more();
  void probe();
  void run_batch();
  void run_tickets();
  void run_one(TransactionConnection& connection, Ticket& ticket);
  void answer(const std::optional<std::string>& lost);
  void fail_batch(const char* why, bool broken);

  std::unique_ptr<WriteSession> session_;
  std::atomic<bool> healthy_ = true;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<std::uint64_t> transactions_ = 0;

  std::mutex mutex_;  // guards the four below
  std::condition_variable wake_writer_;
  std::deque<Ticket*> queue_;
  bool stopping_ = false;
  std::string broken_;  // why nothing is written any more; empty while all is well

  std::vector<Ticket*> batch_;  // the writer's own: taken from the queue, in order
  std::size_t started_ = 0;     // how many of the batch have been run
  std::thread writer_;
};

}  // namespace debrief::db
