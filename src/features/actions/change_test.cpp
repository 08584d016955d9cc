// SPDX-License-Identifier: Apache-2.0
#include "features/actions/testing_world.hpp"

#include "journal/visibility.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::features::actions {
namespace {

using domain::ActionItem;
using domain::ActionPriority;
using domain::ActionState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ActionChanges : public ActionsStore {};
INSTANTIATE_TEST_SUITE_P(Engines, ActionChanges, db::both_engines(), db::engine_name);

TEST_P(ActionChanges, KeepEverythingThatWasSaid) {
  NewAction wanted;
  wanted.type = domain::ActionType::detect;
  wanted.title = "  Page on queue age\n";
  wanted.text = "With **two** thresholds";
  wanted.priority = ActionPriority::p1;
  wanted.owner = owner_named(ports(), "Bo");
  wanted.team = "Payments";
  wanted.factor = "f1";
  wanted.entries = {7};
  wanted.check = domain::ActionCheck{domain::ActionCheck::Kind::alert_quiet, "QueueOld", "checkout", "", 14};
  const ActionItem before = added(wanted);
  const ActionItem one = now(before.number);
  EXPECT_EQ(one.number, 1);
  EXPECT_EQ(one.title, "Page on queue age");
  EXPECT_EQ(one.type, domain::ActionType::detect);
  EXPECT_EQ(one.text, "With **two** thresholds");
  EXPECT_EQ(one.owner, "Bo");
  EXPECT_EQ(one.owner_id, "u-Bo");
  EXPECT_EQ(one.team, "Payments");
  EXPECT_EQ(one.factor, "f1");
  EXPECT_THAT(one.entries, ElementsAre(7));
  ASSERT_TRUE(one.check);
  EXPECT_EQ(one.check->alert, "QueueOld");
  EXPECT_EQ(one.check->days, 14);
  EXPECT_EQ(one.proof, domain::ActionProof::unproven);
  EXPECT_EQ(one.due_at, clock_.now() + std::chrono::hours(24 * 7));
  EXPECT_EQ(one.added_by, "Ana");
  EXPECT_THAT(facts(1), ElementsAre("action.added"));
  EXPECT_THAT(told_, ElementsAre("u-Bo action.assigned: ACT-1 is yours: Page on queue age"));
}

TEST_P(ActionChanges, MoveTheDateWithThePriorityUnlessItWasSetByHand) {
  const std::int64_t number = added({.title = "Add a limit"}).number;
  Change wanted;
  wanted.priority = ActionPriority::p1;
  EXPECT_EQ(change_to(number, wanted)->due_at, clock_.now() + std::chrono::hours(24 * 7));
  wanted = {};
  wanted.due_at = clock_.now() + std::chrono::hours(1);
  ASSERT_TRUE(change_to(number, wanted));
  wanted = {};
  wanted.priority = ActionPriority::p4;
  EXPECT_EQ(change_to(number, wanted)->due_at, clock_.now() + std::chrono::hours(1));
}

TEST_P(ActionChanges, LoseNobodysUpdate) {
  const ActionItem one = added({.title = "Add a limit"});
  Change wanted;
  wanted.title = "Add two limits";
  EXPECT_EQ(change_to(one.number, wanted, one.version)->version, 2);
  wanted.title = "Add three limits";
  EXPECT_EQ(change_to(one.number, wanted, one.version).error().code, ErrorCode::precondition);
  EXPECT_EQ(now(one.number).title, "Add two limits");
  wanted.title = "Add two limits";
  EXPECT_EQ(change_to(one.number, wanted)->version, 2);  // nothing differs, nothing is recorded
  EXPECT_THAT(facts(1), ElementsAre("action.added", "action.changed"));
}

TEST_P(ActionChanges, GoThroughTheStates) {
  const std::int64_t number = added({.title = "Add a limit"}).number;
  EXPECT_EQ(move(number, ActionState::will_not_do).error().field, "/reason");
  ASSERT_TRUE(move(number, ActionState::blocked, "waits for a decision"));
  EXPECT_EQ(now(number).reason, "waits for a decision");
  EXPECT_EQ(move(number, ActionState::done).error().code, ErrorCode::conflict);
  ASSERT_TRUE(move(number, ActionState::in_progress));
  ASSERT_TRUE(move(number, ActionState::done));
  EXPECT_EQ(now(number).closed_at, clock_.now());
  ASSERT_TRUE(move(number, ActionState::open, "it was the other limit"));
  EXPECT_FALSE(now(number).closed_at);
  ASSERT_TRUE(move(number, ActionState::will_not_do, "the service is retired"));
  EXPECT_THAT(facts(1), ElementsAre("action.added", "action.state", "action.state", "action.state", "action.state",
                                    "action.state"));
}

TEST_P(ActionChanges, CloseNoCircle) {
  const std::int64_t first = added({.title = "First"}).number;
  const std::int64_t second = added({.title = "Second", .waits_for = {first}}).number;
  const std::int64_t third = added({.title = "Third", .waits_for = {second}}).number;
  Change wanted;
  wanted.waits_for = std::vector{third};
  const auto refused = change_to(first, wanted);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("ACT-1 → ACT-3 → ACT-2 → ACT-1"));
  wanted.waits_for = std::vector{first};
  EXPECT_FALSE(change_to(first, wanted));
  wanted.waits_for = std::vector<std::int64_t>{99};
  EXPECT_EQ(change_to(first, wanted).error().field, "/waits_for");
}

TEST_P(ActionChanges, BringBackWhatWasRemoved) {
  const std::int64_t number = added({.title = "Add a limit"}).number;
  const auto remove_it = [&] {
    return journal().write(origin_, [&](journal::Transaction& tx) { return remove(tx, as("Ana"), number, {}); });
  };
  const auto restore_it = [&] {
    return journal().write(origin_, [&](journal::Transaction& tx) { return restore(tx, as("Ana"), number, {}); });
  };
  ASSERT_TRUE(remove_it());
  EXPECT_EQ(remove_it().error().code, ErrorCode::not_found);
  EXPECT_FALSE(database().read([&](db::Connection& db) { return get(db, as("Ana"), number); }));
  ASSERT_TRUE(restore_it());
  EXPECT_EQ(restore_it().error().code, ErrorCode::conflict);
  EXPECT_EQ(now(number).version, 3);
}

TEST_P(ActionChanges, AreForThoseWhoMay) {
  const std::int64_t hidden = added({.title = "Secret work"}, 2).number;
  const auto got = [&](const domain::Principal& who) {
    return database().read([&](db::Connection& db) { return get(db, who, hidden); });
  };
  EXPECT_TRUE(got(as("Ana")));
  EXPECT_EQ(got(as("Bo", domain::AccessRole::editor)).error().code, ErrorCode::not_found);
  EXPECT_EQ(add_to(2, {.title = "More"}, as("Bo")).error().code, ErrorCode::not_found);
  EXPECT_EQ(add_to(1, {.title = "More"}, as("Bo", domain::AccessRole::viewer)).error().code, ErrorCode::forbidden);
  EXPECT_EQ(add_to(1, {.title = "More", .waits_for = {hidden}}, as("Bo")).error().field, "/waits_for");
}

TEST_P(ActionChanges, ListWhatOneMayReadOpenOnesFirst) {
  const std::int64_t late = added({.title = "Late", .due_at = clock_.now() - std::chrono::hours(1)}).number;
  const std::int64_t next =
      added({.title = "Next", .priority = ActionPriority::p1, .owner = owner_named(ports(), "Bo")}).number;
  const std::int64_t done = added({.title = "Done", .due_at = clock_.now() - std::chrono::hours(2)}).number;
  added({.title = "Hidden"}, 2);
  ASSERT_TRUE(move(done, ActionState::done));
  const auto numbers = [&](const store::Filter& filter, const std::string& who = "Bo") {
    std::vector<std::int64_t> all;
    std::optional<std::string> after;
    do {
      const auto page =
          database().read([&](db::Connection& db) { return *store::list(db, as(who), filter, after, 1); });
      for (const auto& item : page.items) all.push_back(item.action.number);
      after = page.next;
    } while (after);
    return all;
  };
  EXPECT_THAT(numbers({}), ElementsAre(late, next, done));
  EXPECT_EQ(numbers({}, "Ana").size(), 4U);
  EXPECT_THAT(numbers({.open_only = true}), ElementsAre(late, next));
  EXPECT_THAT(numbers({.state = ActionState::done}), ElementsAre(done));
  EXPECT_THAT(numbers({.owner = "Bo"}), ElementsAre(next));
  EXPECT_THAT(numbers({.owner = ""}), ElementsAre(late, done));
  EXPECT_THAT(numbers({.due_before = clock_.now()}), ElementsAre(late, done));
  EXPECT_THAT(numbers({.service = "search"}), IsEmpty());
  const auto counts =
      database().read([&](db::Connection& db) { return store::count_states(db, as("Bo"), {}, clock_.now()); });
  EXPECT_EQ(counts.by_state[0], 2);
  EXPECT_EQ(counts.overdue, 1);
  const auto of = database().read([&](db::Connection& db) { return list_actions(db, as("Bo"), {1, 2}, true); });
  EXPECT_EQ(of.size(), 2U);
}

TEST_P(ActionChanges, RemindOwners) {
  added({.title = "Add a limit", .owner = owner_named(ports(), "Bo"), .due_at = clock_.now() + std::chrono::hours(48)});
  told_.clear();
  remind(journal(), ports());
  remind(journal(), ports());
  EXPECT_THAT(told_, ElementsAre("u-Bo action.due: ACT-1 is due in 2 d: Add a limit"));
  pass(3);
  remind(journal(), ports());
  pass(1);
  remind(journal(), ports());
  EXPECT_EQ(told_.size(), 2U);
  pass(7);
  remind(journal(), ports());
  EXPECT_EQ(told_.size(), 3U);
}

}  // namespace
}  // namespace debrief::features::actions
