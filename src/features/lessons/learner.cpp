// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/learner.hpp"

#include "features/lessons/store.hpp"

#include <chrono>

namespace debrief::features::lessons {
namespace {

constexpr std::int64_t kPage = 200;  // lessons read at a time, so that no reading holds up the store
constexpr std::chrono::milliseconds kQuiet{500};
constexpr std::chrono::seconds kAtLatest{30};

}  // namespace

Learner::~Learner() {
  stopping_ = true;
  wake();
  if (thread_.joinable()) thread_.join();
}

void Learner::start(std::function<void()> learned) {
  learned_ = std::move(learned);
  thread_ = std::thread([this] { run(); });
}

void Learner::wake() {
  {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

bool Learner::learn() {
  const std::scoped_lock turn(one_at_a_time_);
  if (!recogniser_.is_stale()) return false;
  learning_ = true;
  const auto each = [this](const std::function<void(const search::Document&)>& take) {
    for (std::int64_t after = 0; !stopping_;) {
      const auto lessons = database_.read([&](db::Connection& db) { return store::list_after(db, after, kPage); });
      if (lessons.empty()) return;
      for (const auto& lesson : lessons) take(to_document(lesson));
      after = lessons.back().incident;
    }
  };
  const bool learned = recogniser_.learn(each, [this] { return !stopping_.load(); });
  learning_ = false;
  return learned;
}

void Learner::learn_now() {
  if (recogniser_.is_stale()) learn();
}

void Learner::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait(lock, [this] { return woken_ || stopping_; });
    // While lessons are pouring in, as in an import, it is too early.
    const auto latest = std::chrono::steady_clock::now() + kAtLatest;
    do {
      woken_ = false;
    } while (changed_.wait_for(lock, kQuiet, [this] { return woken_ || stopping_; }) && !stopping_ &&
             std::chrono::steady_clock::now() < latest);
    if (stopping_) return;
    lock.unlock();
    try {
      if (learn() && learned_) learned_();
    } catch (const std::exception& trouble) {
      learning_ = false;
      log_.warning("learning what lessons mean", {{"what", trouble.what()}});
    }
    lock.lock();
  }
}

}  // namespace debrief::features::lessons
