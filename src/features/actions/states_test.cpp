// SPDX-License-Identifier: Apache-2.0
#include "features/actions/states.hpp"
#include "features/actions/report.hpp"
#include "features/actions/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::features::actions {
namespace {

using domain::ActionItem;
using domain::ActionState;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(ActionStates, FollowOneAnotherInFixedWays) {
  EXPECT_TRUE(check_move(ActionState::open, ActionState::done, ""));
  EXPECT_TRUE(check_move(ActionState::done, ActionState::open, ""));
  const auto refused = check_move(ActionState::blocked, ActionState::done, "");
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(refused.error().help, "From here it can become: in_progress, open, will_not_do.");
  EXPECT_EQ(check_move(ActionState::open, ActionState::will_not_do, " ").error().field, "/reason");
  EXPECT_TRUE(check_move(ActionState::open, ActionState::will_not_do, "The service is retired"));
}

TEST(ActionStates, FindTheWayOfACircle) {
  const Waits waits{{1, {2, 3}}, {2, {4}}, {3, {4}}, {4, {5}}};
  EXPECT_THAT(way_between(waits, 1, 5), ElementsAre(1, 2, 4, 5));
  EXPECT_THAT(way_between(waits, 5, 1), IsEmpty());
  EXPECT_THAT(way_between(waits, 3, 3), ElementsAre(3));
}

TEST(ActionSettings, AreReadStrictly) {
  const auto read = [](const char* text) { return read_settings(*json::parse(text)); };
  const auto settings = read(R"({"due_days":{"p1":1,"p2":2,"p3":3,"p4":4},"check_days":14})");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->check_days, 14);
  EXPECT_EQ(settings->due_after({0}, domain::ActionPriority::p2).micros, 2 * 86'400'000'000);
  EXPECT_EQ(read(R"({"due_days":{"p1":0,"p2":2,"p3":3,"p4":4}})").error().field, "/due_days/p1");
  EXPECT_FALSE(read(R"({"due_days":{"p1":1,"p2":2,"p3":3,"p4":4,"p5":5}})"));
}

ActionItem item(std::int64_t added, std::int64_t due, ActionState state, std::int64_t closed = 0) {
  ActionItem one;
  one.priority = domain::ActionPriority::p1;
  one.added_at = {added};
  one.due_at = {due};
  one.state = state;
  if (!domain::is_open(state)) one.closed_at = Instant{closed};
  return one;
}

TEST(ActionReport, CountsWhatIsLateAgainstWhatCameInTime) {
  const std::vector<ActionItem> actions{item(0, 10, ActionState::done, 10),
                                        item(0, 10, ActionState::done, 11),
                                        item(0, 10, ActionState::open),
                                        item(5, 200, ActionState::in_progress),
                                        item(0, 10, ActionState::will_not_do, 50),
                                        item(20, 5, ActionState::blocked)};
  const Report report = report_on(actions, {100});
  const Level& level = report.by_priority[0];
  EXPECT_EQ(level.open, 3);
  EXPECT_EQ(level.overdue, 2);
  EXPECT_EQ(level.done, 2);
  EXPECT_EQ(level.done_in_time, 1);
  EXPECT_EQ(level.given_up, 1);
  EXPECT_DOUBLE_EQ(*level.share_in_time(), 0.25);
  EXPECT_EQ(level.median_age->count(), 95);
  EXPECT_EQ(level.median_time->count(), 10);
  EXPECT_FALSE(report.by_priority[1].share_in_time());
  ASSERT_EQ(report.overdue.size(), 2U);
  EXPECT_EQ(report.overdue.front(), &actions[5]);
}

TEST(ActionLedger, TellsPromisesFromProofs) {
  std::vector<ActionItem> actions{item(0, 1, ActionState::done, 1), item(0, 1, ActionState::done, 1),
                                  item(0, 1, ActionState::open), item(0, 1, ActionState::open),
                                  item(0, 1, ActionState::done, 1)};
  actions[0].proof = domain::ActionProof::proven;
  actions[1].proof = domain::ActionProof::unproven;
  actions[2].proof = domain::ActionProof::unproven;
  actions[3].proof = domain::ActionProof::recurred;
  const Ledger ledger = ledger_of(actions);
  EXPECT_EQ(ledger.proven, 1);
  EXPECT_EQ(ledger.unproven, 1);
  EXPECT_EQ(ledger.promised, 1);
  EXPECT_EQ(ledger.recurred, 1);
  EXPECT_EQ(ledger.unchecked, 1);
}

}  // namespace
}  // namespace debrief::features::actions
