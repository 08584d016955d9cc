// SPDX-License-Identifier: Apache-2.0
// A pool of threads for work that may block.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace debrief::http {

/// One piece of work. run() must not throw.
class Job {
 public:
  virtual ~Job() = default;
  virtual void run() = 0;
};

/// Runs jobs in the order of arrival, at most `most` at once. Threads are started when jobs wait and every
/// started thread is busy. One thread at a time is being woken: it wakes the next if jobs still wait, so
/// quick jobs share few threads while blocking ones soon have all of them. submit() is safe from any
/// thread.
class Workers {
 public:
  explicit Workers(std::size_t most);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Runs what is queued and joins the threads; the destructor does it too. Nothing may be submitted after.
  void finish();

  /// Throws std::system_error when not even a first thread can be started.
  void submit(std::unique_ptr<Job> job);

  /// How many threads have been started.
  [[nodiscard]] std::size_t started() const;

 private:
  struct Worker {
    std::condition_variable wake;
    bool woken = false;
    std::thread thread;
  };

  void serve(Worker& self);
  std::unique_ptr<Job> take(Worker& self);
  Worker* rouse();
  void start();

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::deque<std::unique_ptr<Job>> queue_;
  std::list<Worker> workers_;
  std::vector<Worker*> idle_;  // the last to fall idle is the first to be woken: its caches are warm
  bool waking_ = false;        // a thread has been woken or started and has not looked at the queue yet
  bool stopping_ = false;
};

}  // namespace debrief::http
