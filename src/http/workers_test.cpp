// SPDX-License-Identifier: Apache-2.0
#include "http/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>

namespace debrief::http {
namespace {

class Call final : public Job {
 public:
  explicit Call(std::function<void()> call) : call_(std::move(call)) {}
  void run() override { call_(); }

 private:
  std::function<void()> call_;
};

std::unique_ptr<Job> job(std::function<void()> call) {
  return std::make_unique<Call>(std::move(call));
}

TEST(Workers, RunsEverythingBeforeItEnds) {
  std::atomic<int> count = 0;
  {
    Workers workers(4);
    for (int i = 0; i < 1000; ++i) workers.submit(job([&] { ++count; }));
  }
  EXPECT_EQ(count, 1000);
}

TEST(Workers, StartsThreadsWhileJobsBlockUpToTheLimit) {
  Workers workers(8);
  EXPECT_EQ(workers.started(), 0U);
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future().share();
  std::atomic<int> running = 0;
  for (int i = 0; i < 20; ++i) {
    workers.submit(job([&, open] {
      ++running;
      open.wait();
    }));
  }
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (running < 8 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(running, 8);
  EXPECT_EQ(workers.started(), 8U);
  gate.set_value();
  workers.finish();
  EXPECT_EQ(running, 20);
}

TEST(Workers, ReusesAnIdleThread) {
  Workers workers(8);
  for (int i = 0; i < 50; ++i) {
    std::promise<void> done;
    workers.submit(job([&] { done.set_value(); }));
    done.get_future().wait();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_LE(workers.started(), 3U);
}

}  // namespace
}  // namespace debrief::http
