// SPDX-License-Identifier: Apache-2.0
#include "journal/jobs.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace debrief::journal {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class Jobs : public StoreOnEachEngine {
 protected:
  void put(const std::string& id, Instant at) {
    database().write([&](db::Connection& db) { put_job(db, id, "greet", {{"to", "Ana"}}, at); });
  }
  std::optional<Job> claim(Instant now) {
    return database().write([&](db::Connection& db) { return claim_job(db, now, minutes(5)); });
  }
  ManualClock time_{Instant{1'000'000'000}};
  Log quiet_{LogLevel::off};
};

INSTANTIATE_TEST_SUITE_P(Engines, Jobs, db::both_engines(), db::engine_name);

TEST_P(Jobs, AreClaimedOnceAndOnlyWhenDue) {
  put("a", time_.now() + seconds(10));
  EXPECT_FALSE(claim(time_.now()));
  const auto job = claim(time_.now() + seconds(10));
  ASSERT_TRUE(job);
  EXPECT_EQ(json::text_at(job->data, "to"), "Ana");
  EXPECT_FALSE(claim(time_.now() + seconds(11)));
}

TEST_P(Jobs, OfALostLeaseGoToAnotherServerAndCannotBeFinishedByTheFirst) {
  put("a", time_.now());
  const auto first = claim(time_.now());
  const auto second = claim(time_.now() + minutes(6));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->attempts, 2);
  EXPECT_FALSE(database().write([&](db::Connection& db) { return finish_job(db, *first, time_.now()); }));
  EXPECT_TRUE(database().write([&](db::Connection& db) { return finish_job(db, *second, time_.now()); }));
  EXPECT_FALSE(claim(time_.now() + minutes(60)));
}

TEST_P(Jobs, AreTriedAgainLaterAfterAFailure) {
  put("a", time_.now());
  int calls = 0;
  JobRunner runner(database(), time_, quiet_, {{"greet", [&](const Job&) -> std::optional<Instant> {
                                                  if (++calls == 1) throw std::runtime_error("nobody is there");
                                                  return std::nullopt;
                                                }}});
  EXPECT_TRUE(runner.run_one());
  EXPECT_FALSE(runner.run_one());
  time_.advance(seconds(11));
  EXPECT_TRUE(runner.run_one());
  time_.advance(minutes(600));
  EXPECT_FALSE(runner.run_one());
  EXPECT_EQ(calls, 2);
}

TEST_P(Jobs, ThatComeBackRunAgainAtTheirTime) {
  put("a", time_.now());
  int calls = 0;
  JobRunner runner(database(), time_, quiet_, {{"greet", [&](const Job&) -> std::optional<Instant> {
                                                  ++calls;
                                                  return time_.now() + minutes(60);
                                                }}});
  EXPECT_TRUE(runner.run_one());
  EXPECT_FALSE(runner.run_one());
  time_.advance(minutes(61));
  EXPECT_TRUE(runner.run_one());
  EXPECT_EQ(calls, 2);
}

TEST_P(Jobs, ThatAreHurriedWhileTheyRunRunAgain) {
  const auto hurry = [&](Instant at) { database().write([&](db::Connection& db) { hurry_job(db, "a", "greet", {}, at); }); };
  hurry(time_.now() + minutes(10));
  hurry(time_.now() + minutes(20));
  EXPECT_FALSE(claim(time_.now()));
  hurry(time_.now());
  int calls = 0;
  JobRunner runner(database(), time_, quiet_, {{"greet", [&](const Job&) -> std::optional<Instant> {
                                                  if (++calls == 1) hurry(time_.now());
                                                  if (calls == 2) return time_.now() + minutes(60);
                                                  return std::nullopt;
                                                }}});
  EXPECT_TRUE(runner.run_one());
  EXPECT_TRUE(runner.run_one()) << "put down while it ran";
  EXPECT_FALSE(runner.run_one());
  hurry(time_.now());
  EXPECT_TRUE(runner.run_one()) << "sooner than it wanted";
  EXPECT_FALSE(runner.run_one());
}

TEST_P(Jobs, OfOneKindRunAsManyAtOnceAsItMay) {
  for (const char* id : {"a", "b", "c"}) put(id, time_.now());
  std::mutex mutex;
  std::condition_variable changed;
  int running = 0, most = 0, done = 0;
  JobRunner runner(database(), time_, quiet_,
                   {{"greet", [&](const Job&) -> std::optional<Instant> {
                       std::unique_lock lock(mutex);
                       most = std::max(most, ++running);
                       changed.notify_all();
                       changed.wait_for(lock, seconds(2), [&] { return most >= 2; });
                       --running;
                       ++done;
                       changed.notify_all();
                       return std::nullopt;
                     }}},
                   {{"greet", 2}});
  runner.start();
  std::unique_lock lock(mutex);
  EXPECT_TRUE(changed.wait_for(lock, seconds(10), [&] { return done == 3; }));
  EXPECT_EQ(most, 2);
}

TEST_P(Jobs, AreStartedAtOnceWhenTheRunnerIsWoken) {
  std::mutex mutex;
  std::condition_variable changed;
  std::chrono::steady_clock::time_point ran{};
  JobRunner runner(database(), time_, quiet_, {{"greet", [&](const Job&) -> std::optional<Instant> {
                                                  const std::scoped_lock lock(mutex);
                                                  ran = std::chrono::steady_clock::now();
                                                  changed.notify_all();
                                                  return std::nullopt;
                                                }}});
  runner.start();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  put("a", time_.now());
  const auto woken = std::chrono::steady_clock::now();
  runner.wake();
  std::unique_lock lock(mutex);
  ASSERT_TRUE(changed.wait_for(lock, seconds(10), [&] { return ran.time_since_epoch().count() != 0; }));
  EXPECT_LT(ran - woken, std::chrono::milliseconds(500)) << "sooner than the next poll";
}

TEST(RetryDelay, DoublesUpToAnHour) {
  EXPECT_EQ(retry_delay(1), Micros(seconds(10)));
  EXPECT_EQ(retry_delay(3), Micros(seconds(40)));
  EXPECT_EQ(retry_delay(50), Micros(minutes(60)));
}

}  // namespace
}  // namespace debrief::journal
