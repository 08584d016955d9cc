// SPDX-License-Identifier: Apache-2.0
#include "features/actions/testing_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::features::actions {
namespace {

using domain::ActionCheck;
using domain::ActionProof;
using domain::ActionState;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class ActionProofs : public ActionsStore {
 protected:
  std::int64_t promised(ActionCheck check, std::int64_t incident = 1) {
    NewAction wanted{.title = "Rotate the logs", .owner = owner_named(ports(), "Bo"), .check = std::move(check)};
    const std::int64_t number = added(std::move(wanted), incident).number;
    EXPECT_TRUE(move(number, ActionState::done));
    pass(2);
    told_.clear();
    return number;
  }
  std::int64_t quiet(const std::string& service = "", std::int64_t incident = 1) {
    return promised({ActionCheck::Kind::alert_quiet, "DiskFull", service, "", 30}, incident);
  }
  std::int64_t declare(std::int64_t number, domain::Visibility visibility = domain::Visibility::everyone) {
    insert_incident(number, visibility, "u-Ana", clock_.now());
    return number;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, ActionProofs, db::both_engines(), db::engine_name);

TEST_P(ActionProofs, ComeWithTime) {
  const std::int64_t number = quiet();
  prove(journal(), ports());
  EXPECT_EQ(now(number).proof, ActionProof::unproven);
  pass(29);
  prove(journal(), ports());
  EXPECT_EQ(now(number).proof, ActionProof::proven);
  prove(journal(), ports());
  EXPECT_THAT(facts(1), ElementsAre("action.added", "action.state", "action.proven"));
}

TEST_P(ActionProofs, AreBrokenByTheAlertInANewIncident) {
  const std::int64_t number = quiet();
  fire(declare(3), "DiskFull", "api");
  const auto one = now(number);
  EXPECT_EQ(one.proof, ActionProof::recurred);
  EXPECT_EQ(one.state, ActionState::open);
  EXPECT_EQ(one.reason, "alert DiskFull came again in INC-3, 2 d after this was done");
  EXPECT_FALSE(one.closed_at);
  EXPECT_THAT(facts(1), ElementsAre("action.added", "action.state", "action.recurred", "action.state"));
  EXPECT_THAT(facts(3), ElementsAre("action.broken"));
  EXPECT_THAT(told_, ElementsAre("u-Bo action.recurred: ACT-1 is open again: Rotate the logs"));
  fire(3, "DiskFull", "api");
  EXPECT_EQ(facts(3).size(), 1U);
  // Done again, it is watched again.
  ASSERT_TRUE(move(number, ActionState::done));
  EXPECT_EQ(now(number).proof, ActionProof::unproven);
  prove(journal(), ports());
  EXPECT_EQ(now(number).state, ActionState::done);
}

TEST_P(ActionProofs, LookAtTheServiceThatTheCheckNames) {
  const std::int64_t number = quiet("checkout");
  fire(declare(3), "DiskFull", "api");
  EXPECT_EQ(now(number).state, ActionState::done);
  fire(3, "DiskFull", "checkout");
  EXPECT_EQ(now(number).state, ActionState::open);
}

TEST_P(ActionProofs, AreNotBrokenByDrillsOtherAlertsOrWhatWasBefore) {
  const std::int64_t number = quiet();
  declare(3);
  database().write([](db::Connection& db) { db.execute("update incidents set kind = 'drill' where number = 3"); });
  fire(3, "DiskFull", "api");
  fire(declare(4), "DiskSlow", "api");
  EXPECT_EQ(now(number).state, ActionState::done);
  const std::int64_t open = added({.title = "Add disks", .check = now(number).check}).number;
  fire(declare(5), "DiskFull", "api");
  EXPECT_EQ(now(open).proof, ActionProof::unproven);
}

TEST_P(ActionProofs, BetrayNoPrivateIncident) {
  const std::int64_t known = quiet();
  const std::int64_t hidden = quiet("", 2);
  fire(declare(3), "DiskFull", "api");
  EXPECT_EQ(facts(3).size(), 1U);  // of the one that everybody may know
  EXPECT_EQ(now(hidden).state, ActionState::open);
  ASSERT_TRUE(move(known, ActionState::done));
  pass(1);
  fire(declare(4, domain::Visibility::private_), "DiskFull", "api");
  EXPECT_EQ(now(known).reason, "alert DiskFull came again in another incident, 1 d after this was done");
  for (const domain::Fact& fact : journal().list_after(0, 1000, 1)) {
    EXPECT_EQ(json::write(fact.data).find("INC-4"), std::string::npos);
    const auto* incident = fact.data.if_contains("incident");
    EXPECT_TRUE(incident == nullptr || incident->as_int64() != 4);
  }
  EXPECT_THAT(facts(4), ElementsAre("action.broken"));
}

TEST_P(ActionProofs, LookIntoTheLogsOfLaterIncidents) {
  const std::int64_t number = promised({ActionCheck::Kind::template_quiet, "", "", "abcdefgh1234", 30});
  add_logs(1);
  add_logs(declare(3));
  reading_ = true;
  pass(40);
  prove(journal(), ports());
  EXPECT_EQ(now(number).proof, ActionProof::unproven);  // not while logs are being read
  reading_ = false;
  prove(journal(), ports());
  EXPECT_EQ(now(number).proof, ActionProof::proven);
  EXPECT_EQ(looks_, 2);
  prove(journal(), ports());
  EXPECT_EQ(looks_, 2);  // what was looked into is not looked into again
  add_logs(declare(4));
  templates_.insert({4, "abcdefgh1234"});
  prove(journal(), ports());
  EXPECT_EQ(now(number).proof, ActionProof::recurred);
  EXPECT_THAT(facts(4), Contains("action.broken"));
}

TEST_P(ActionProofs, ComeWithADrillThatIsPassed) {
  ActionCheck check;
  check.kind = ActionCheck::Kind::drill_passed;
  check.minutes = 10;
  drills_.push_back({"Bo", clock_.now(), clock_.now(), {}, {}, true, "Cy"});
  const std::int64_t number = promised(check);
  prove(journal(), ports());
  EXPECT_EQ(now(number).proof, ActionProof::unproven) << "that drill was before the action was done";
  EXPECT_EQ(now(number).proof_note, "");
  const auto drilled = [&](minutes recognised, std::optional<minutes> next, std::optional<bool> passed = {}) {
    pass(1);
    domain::DrillResult result{"Bo", clock_.now(), clock_.now(), recognised, {}, passed, "Bo"};
    if (next) result.next_step_after = *next;
    drills_.insert(drills_.begin(), result);
    domain::Fact fact;
    fact.kind = domain::events::kDrillJudged;
    fact.data = {{"incident", 1}};
    keep(journal(), ports(), {fact});
  };
  drilled(minutes(4), std::nullopt);
  EXPECT_EQ(now(number).proof, ActionProof::unproven);
  drilled(minutes(4), minutes(11));
  EXPECT_EQ(now(number).proof, ActionProof::unproven);
  EXPECT_THAT(now(number).proof_note, testing::HasSubstr("Bo did not pass a drill on "));
  drilled(minutes(4), minutes(9), false);
  EXPECT_EQ(now(number).proof, ActionProof::unproven) << "the facilitator's word counts for more";
  drilled(minutes(4), minutes(9));
  EXPECT_EQ(now(number).proof, ActionProof::proven);
  EXPECT_THAT(now(number).proof_note, testing::HasSubstr("recognised after 4 min, right next step after 9 min, as they themselves judged"));
  EXPECT_THAT(facts(1), ElementsAre("action.added", "action.state", "action.proven"));
  drilled(minutes(30), std::nullopt);
  EXPECT_EQ(now(number).proof, ActionProof::proven) << "one that is not passed takes nothing back";
}

TEST_P(ActionProofs, TakeTheFacilitatorsWordForADrill) {
  ActionCheck check;
  check.kind = ActionCheck::Kind::drill_passed;
  const std::int64_t number = promised(check);
  drills_.push_back({"Bo", clock_.now(), clock_.now(), {}, {}, true, "Cy"});
  prove(journal(), ports());
  EXPECT_EQ(now(number).proof, ActionProof::proven);
  EXPECT_THAT(now(number).proof_note, testing::HasSubstr("as Cy judged"));
}

}  // namespace
}  // namespace debrief::features::actions
