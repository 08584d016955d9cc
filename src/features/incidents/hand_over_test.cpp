// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/hand_over.hpp"

#include "base/time.hpp"
#include "features/incidents/incidents.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::incidents {
namespace {

using std::chrono::minutes;

const Instant kNow = *parse_rfc3339("2026-05-04T11:00:00Z");

HandOverInput running() {
  HandOverInput input;
  input.now = kNow;
  input.incident.number = 7;
  input.incident.state = "investigating";
  input.incident.severity = "sev1";
  input.incident.declared_at = kNow - minutes(40);
  input.incident.milestones = {{"started", kNow - minutes(45), "Ana", {}, false}};
  return input;
}

TEST(HandOverSummary, SaysThatNothingIsKnown) {
  EXPECT_EQ(hand_over_summary(running()),
            "SEV1, investigating, for 45 min (since 10:15 UTC).\n"
            "Nobody was told anything yet, and no impact is recorded.\n"
            "No task is open.");
}

TEST(HandOverSummary, SaysWhatWhoTakesOverMustKnow) {
  HandOverInput input = running();
  domain::Update update;
  update.at = kNow - minutes(10);
  update.conditions = "Orders fail\nfor a quarter";
  input.updates = {update};
  domain::Task late;
  late.title = "Look at the pool";
  late.owner = "Bo";
  late.state = domain::TaskState::doing;
  late.due_at = kNow - minutes(2);
  domain::Task done = late;
  done.state = domain::TaskState::done;
  domain::Task free;
  free.title = "Tell support";
  input.tasks = {late, done, free};
  domain::Hypothesis pool;
  pool.text = "The pool is full";
  pool.arguments.resize(2);
  pool.arguments[1].stance = domain::Stance::contradicts;
  domain::Hypothesis refuted = pool;
  refuted.state = domain::HypothesisState::refuted;
  input.hypotheses = {pool, refuted};
  domain::Alert alert;
  alert.name = "ErrorRateHigh";
  input.alerts = {alert, alert};
  input.due = {{domain::Audience::internal, kNow - minutes(1), false}, {domain::Audience::customer, kNow + minutes(20), false}};
  EXPECT_EQ(hand_over_summary(input),
            "SEV1, investigating, for 45 min (since 10:15 UTC).\n"
            "Last told at 10:50 UTC: Orders fail for a quarter\n"
            "Open tasks: Look at the pool (Bo, begun, was due 10:58 UTC); Tell support (nobody yet).\n"
            "What we think: The pool is full (1 for, 1 against).\n"
            "Firing: ErrorRateHigh.\n"
            "Next update: internal overdue since 10:59 UTC; customer by 11:20 UTC.");
}

TEST(HandOverSummary, CutsLongLists) {
  HandOverInput input = running();
  input.incident.impact = "Orders fail";
  input.tasks.resize(11);
  for (auto& task : input.tasks) task.title = "t";
  const std::string text = hand_over_summary(input);
  EXPECT_NE(text.find("; and 3 more."), std::string::npos);
  EXPECT_NE(text.find("Impact: Orders fail"), std::string::npos);
}

class HandOvers : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
    ASSERT_TRUE(journal().write(origin_, [&](journal::Transaction& tx) {
      return assign_role(tx, ana_, 1, "incident_commander", "Ana", "u-Ana", {});
    }));
  }
  Result<domain::Incident> handed(const HandOver& wanted) {
    const domain::Notify notify = [this](journal::Transaction&, const domain::Notice& notice) { told_.push_back(notice); };
    return journal().write(origin_, [&](journal::Transaction& tx) { return hand_over(tx, notify, ana_, 1, wanted); });
  }
  domain::Principal ana_{"u-Ana", "Ana", domain::AccessRole::responder, "web"};
  journal::Origin origin_{"Ana", "u-Ana", "web"};
  std::vector<domain::Notice> told_;
};

INSTANTIATE_TEST_SUITE_P(Engines, HandOvers, db::both_engines(), db::engine_name);

TEST_P(HandOvers, GiveTheRoleWithASummary) {
  clock_.advance(minutes(30));
  const auto after = handed({"incident_commander", "", "Bo", "u-Bo", "All is well", {}});
  ASSERT_TRUE(after);
  EXPECT_EQ(after->find_holder("incident_commander")->person, "Bo");
  ASSERT_EQ(after->roles.size(), 2U);
  EXPECT_EQ(after->roles[0].until, clock_.now());
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0].to, std::vector<std::string>{"u-Bo"});
  EXPECT_EQ(told_[0].title, "INC-1: you take over as incident commander");
  const auto fact = journal().list_after(0, 100, 1).back();
  EXPECT_EQ(fact.kind, "role.handed_over");
  EXPECT_EQ(json::text_at(fact.data, "from"), "Ana");
  EXPECT_EQ(json::text_at(fact.data, "summary"), "All is well");
}

TEST_P(HandOvers, NeedAHolder) {
  EXPECT_EQ(handed({"scribe", "", "Bo", {}, "", {}}).error().code, ErrorCode::conflict);
  EXPECT_EQ(handed({"incident_commander", "Cy", "Bo", {}, "", {}}).error().code, ErrorCode::conflict);
  EXPECT_EQ(handed({"incident_commander", "", "Ana", {}, "", {}}).error().code, ErrorCode::conflict);
  EXPECT_EQ(handed({"emperor", "", "Bo", {}, "", {}}).error().code, ErrorCode::not_found);
  EXPECT_EQ(handed({"incident_commander", "", " ", {}, "", {}}).error().field, "/to");
}

}  // namespace
}  // namespace debrief::features::incidents
