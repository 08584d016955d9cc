// SPDX-License-Identifier: Apache-2.0
#include "http/workers.hpp"

#include <algorithm>
#include <system_error>

namespace debrief::http {

Workers::Workers(std::size_t most) : most_(std::max<std::size_t>(most, 1)) {}

Workers::~Workers() {
  finish();
}

void Workers::finish() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (Worker* worker : idle_) {
      worker->woken = true;
      worker->wake.notify_one();
    }
    idle_.clear();
  }
  for (Worker& worker : workers_) {
    if (worker.thread.joinable()) worker.thread.join();
  }
}

void Workers::submit(std::unique_ptr<Job> job) {
  Worker* woken = nullptr;
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
    woken = rouse();
  }
  if (woken != nullptr) woken->wake.notify_one();
}

std::size_t Workers::started() const {
  const std::lock_guard lock(mutex_);
  return workers_.size();
}

// Called with the lock held and a job queued. Returns the thread to notify once the lock is released.
Workers::Worker* Workers::rouse() {
  if (waking_ || stopping_) return nullptr;
  if (!idle_.empty()) {
    Worker* worker = idle_.back();
    idle_.pop_back();
    worker->woken = true;
    waking_ = true;
    return worker;
  }
  if (workers_.size() < most_) start();
  return nullptr;
}

void Workers::start() {
  Worker& worker = workers_.emplace_back();
  try {
    worker.thread = std::thread([this, &worker] { serve(worker); });
    waking_ = true;
  } catch (const std::system_error&) {
    // With fewer threads than allowed the work still gets done.
    workers_.pop_back();
    if (workers_.empty()) throw;
  }
}

std::unique_ptr<Job> Workers::take(Worker& self) {
  Worker* next = nullptr;
  std::unique_ptr<Job> job;
  {
    std::unique_lock lock(mutex_);
    while (queue_.empty() && !stopping_) {
      self.woken = false;
      idle_.push_back(&self);
      self.wake.wait(lock, [&self] { return self.woken; });
      waking_ = false;
    }
    if (queue_.empty()) return nullptr;
    job = std::move(queue_.front());
    queue_.pop_front();
    if (!queue_.empty()) next = rouse();
  }
  if (next != nullptr) next->wake.notify_one();
  return job;
}

void Workers::serve(Worker& self) {
  {
    const std::lock_guard lock(mutex_);
    waking_ = false;
  }
  while (const std::unique_ptr<Job> job = take(self)) job->run();
}

}  // namespace debrief::http
