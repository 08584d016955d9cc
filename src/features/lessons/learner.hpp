// SPDX-License-Identifier: Apache-2.0
// Learns what the lessons mean, in the background, when there are enough new ones and none came for a moment.
#pragma once

#include "base/log.hpp"
#include "db/database.hpp"
#include "search/recogniser.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace debrief::features::lessons {

/// Safe from any thread. Everything given must outlive it.
class Learner {
 public:
  Learner(db::Database& database, search::Recogniser& recogniser, Log& log)
      : database_(database), recogniser_(recogniser), log_(log) {}
  ~Learner();
  Learner(const Learner&) = delete;
  Learner& operator=(const Learner&) = delete;

  /// Learns on a thread of its own from now on; `learned` is called there afterwards.
  void start(std::function<void()> learned);
  /// There are new lessons.
  void wake();
  /// Learns before it returns, where that is due.
  void learn_now();
  /// Whether there is something to be learned or it is being learned.
  [[nodiscard]] bool is_busy() const { return learning_ || recogniser_.is_stale(); }

 private:
  void run();
  bool learn();

  db::Database& database_;
  search::Recogniser& recogniser_;
  Log& log_;
  std::function<void()> learned_;
  std::mutex one_at_a_time_;
  std::mutex mutex_;  // guards woken_
  std::condition_variable changed_;
  bool woken_ = false;
  std::atomic<bool> learning_{false};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace debrief::features::lessons
