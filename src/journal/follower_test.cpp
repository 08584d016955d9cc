// SPDX-License-Identifier: Apache-2.0
#include "journal/follower.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <stdexcept>

namespace debrief::journal {
namespace {

class FollowerStore : public StoreOnEachEngine {
 protected:
  void note(const std::string& text) {
    ASSERT_TRUE(journal().write(Origin{"Ana", "u1", "web"}, [&](Transaction& tx) -> Result<std::int64_t> {
      return tx.append({1, "note.added", tx.now(), {{"text", text}}}).position;
    }));
  }
  Follower::Hear into(std::vector<std::string>& texts) {
    return [&](const std::vector<domain::Fact>& facts) {
      for (const auto& fact : facts) texts.emplace_back(json::text_at(fact.data, "text"));
    };
  }
  Log log_{LogLevel::off};
};

INSTANTIATE_TEST_SUITE_P(Engines, FollowerStore, db::both_engines(), db::engine_name);

TEST_P(FollowerStore, GoesOnWhereItStopped) {
  std::vector<std::string> heard;
  note("a");
  Follower(journal(), "duties", into(heard), log_).catch_up();
  note("b");
  note("c");
  Follower(journal(), "duties", into(heard), log_).catch_up();
  Follower(journal(), "duties", into(heard), log_).catch_up();
  EXPECT_EQ(heard, (std::vector<std::string>{"a", "b", "c"}));
}

TEST_P(FollowerStore, HearsAgainWhatItCouldNotHandle) {
  std::vector<std::string> heard;
  note("a");
  Follower failing(journal(), "duties", [](const auto&) { throw std::runtime_error("no"); }, log_);
  EXPECT_THROW(failing.catch_up(), std::runtime_error);
  Follower(journal(), "duties", into(heard), log_).catch_up();
  EXPECT_EQ(heard, std::vector<std::string>{"a"});
}

TEST_P(FollowerStore, HearsSoonAfterTheCommit) {
  std::promise<std::string> heard;
  Follower follower(journal(), "duties",
                    [&](const auto& facts) { heard.set_value(std::string(json::text_at(facts.back().data, "text"))); }, log_);
  follower.start();
  note("soon");
  auto future = heard.get_future();
  ASSERT_EQ(future.wait_for(std::chrono::seconds(20)), std::future_status::ready);
  EXPECT_EQ(future.get(), "soon");
}

}  // namespace
}  // namespace debrief::journal
