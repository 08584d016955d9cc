// SPDX-License-Identifier: Apache-2.0
#include "features/hypotheses/hypotheses.hpp"

#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::hypotheses {
namespace {

using domain::AccessRole;
using domain::Hypothesis;
using domain::HypothesisState;
using domain::Principal;
using domain::Stance;

class Hypotheses : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
    insert_incident(2, domain::Visibility::private_, "u-Ana");
  }
  template <class Work>
  auto write(const Work& work) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return work(tx); });
  }
  Hypothesis added(const std::string& text) {
    return write([&](auto& tx) { return add(tx, ana_, 1, text, {}); }).value();
  }
  Result<Hypothesis> settled(const Hypothesis& one, HypothesisState state, std::string reason = "",
                             std::optional<std::int64_t> expected = {}) {
    return write([&](auto& tx) { return settle(tx, ana_, 1, one.id, {state, std::move(reason), {}}, expected); });
  }
  std::vector<Hypothesis> all() {
    return database().read([&](db::Connection& db) { return list(db, ana_, 1); }).value();
  }

  Principal ana_{"u-Ana", "Ana", AccessRole::responder, "web"};
  Principal bo_{"u-Bo", "Bo", AccessRole::responder, "web"};
  journal::Origin origin_{"Ana", "u-Ana", "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, Hypotheses, db::both_engines(), db::engine_name);

TEST_P(Hypotheses, KeepWhatSpeaksForAndAgainst) {
  const Hypothesis pool = added(" The pool is exhausted ");
  EXPECT_EQ(pool.text, "The pool is exhausted");
  const auto fact = journal().list_after(0, 10, 1).front();
  const auto argued = write([&](auto& tx) {
    return argue(tx, ana_, 1, pool.id, {Stance::supports, "300 requests wait", {fact.position}, {"e1"}, {}});
  });
  ASSERT_TRUE(argued);
  clock_.advance(std::chrono::seconds(1));
  ASSERT_TRUE(write([&](auto& tx) { return argue(tx, bo_, 1, pool.id, {Stance::contradicts, "It was so yesterday", {}, {}, {}}); }));
  const auto known = all();
  ASSERT_EQ(known.size(), 1U);
  ASSERT_EQ(known[0].arguments.size(), 2U);
  EXPECT_EQ(known[0].arguments[0].entries, std::vector<std::int64_t>{fact.position});
  EXPECT_EQ(known[0].arguments[0].evidence, std::vector<std::string>{"e1"});
  EXPECT_EQ(known[0].arguments[1].stance, Stance::contradicts);
  EXPECT_EQ(known[0].arguments[1].by, "Bo");
  const auto wrong = write([&](auto& tx) { return argue(tx, ana_, 1, pool.id, {Stance::supports, "x", {4711}, {}, {}}); });
  EXPECT_EQ(wrong.error().field, "/entries");
}

TEST_P(Hypotheses, AreSettledWithAReasonAndOpenedAgain) {
  const Hypothesis one = added("A deploy");
  EXPECT_EQ(settled(one, HypothesisState::refuted).error().field, "/reason");
  EXPECT_EQ(settled(one, HypothesisState::refuted, "None that day", 9).error().code, ErrorCode::precondition);
  const auto refuted = settled(one, HypothesisState::refuted, "None that day", 1);
  ASSERT_TRUE(refuted);
  EXPECT_EQ(refuted->settled_at, clock_.now());
  EXPECT_EQ(settled(one, HypothesisState::refuted, "None that day")->version, 2) << "nothing is new";
  const auto opened = settled(one, HypothesisState::open);
  EXPECT_FALSE(opened->settled_at);
  EXPECT_EQ(opened->reason, "");
  EXPECT_EQ(all()[0].state, HypothesisState::open);
  std::vector<std::string> kinds;
  const auto facts = journal().list_after(0, 10, 1);
  for (const auto& fact : facts) kinds.push_back(fact.kind);
  EXPECT_EQ(kinds, (std::vector<std::string>{"hypothesis.added", "hypothesis.state", "hypothesis.state"}));
}

TEST_P(Hypotheses, OfPrivateIncidentsDoNotExistForOthers) {
  const auto secret = write([&](auto& tx) { return add(tx, ana_, 2, "secret", {}); });
  ASSERT_TRUE(secret);
  EXPECT_EQ(database().read([&](db::Connection& db) { return list(db, bo_, 2); }).error().code, ErrorCode::not_found);
  EXPECT_EQ(write([&](auto& tx) { return settle(tx, bo_, 2, secret->id, {HypothesisState::confirmed, "x", {}}, {}); }).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(write([&](auto& tx) { return settle(tx, bo_, 1, secret->id, {HypothesisState::confirmed, "x", {}}, {}); }).error().code,
            ErrorCode::not_found)
      << "nor under another incident";
  EXPECT_EQ(write([&](auto& tx) { return add(tx, {"v", "V", AccessRole::viewer, "web"}, 1, "x", {}); }).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(write([&](auto& tx) { return add(tx, ana_, 1, " ", {}); }).error().field, "/text");
}

}  // namespace
}  // namespace debrief::features::hypotheses
