// SPDX-License-Identifier: Apache-2.0
#include "features/tasks/tasks.hpp"
#include "features/tasks/store.hpp"

#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::tasks {
namespace {

using domain::AccessRole;
using domain::Principal;
using domain::Task;
using domain::TaskState;
using std::chrono::minutes;

class Tasks : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
    insert_incident(2, domain::Visibility::private_, "u-Ana");
  }
  Ports ports() {
    Ports ports;
    ports.find_user_id = [](std::string_view person) -> std::optional<std::string> {
      if (person == "Nobody") return std::nullopt;
      return "u-" + std::string(person);
    };
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) { told_.push_back(notice); };
    return ports;
  }
  Result<Task> add_to(std::int64_t incident, const NewTask& wanted, const Principal& who) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return add(tx, ports(), who, incident, wanted); });
  }
  Task added(std::string title, std::string owner = "", std::optional<Instant> due = {}) {
    return add_to(1, {std::move(title), owner_named(ports(), owner), due, {}, {}}, ana_).value();
  }
  Result<Task> change_to(const Task& task, const Change& wanted, std::optional<std::int64_t> expected = {}) {
    return journal().write(origin_,
                           [&](journal::Transaction& tx) { return change(tx, ports(), ana_, 1, task.id, wanted, expected); });
  }
  std::vector<std::string> titles() {
    std::vector<std::string> all;
    const auto tasks = database().read([&](db::Connection& db) { return list(db, ana_, 1); });
    for (const Task& task : *tasks) all.push_back(task.title);
    return all;
  }
  std::vector<std::string> facts() {
    std::vector<std::string> kinds;
    const auto all = journal().list_after(0, 1000, 1);
    for (const auto& fact : all) kinds.push_back(fact.kind);
    return kinds;
  }

  Principal ana_{"u-Ana", "Ana", AccessRole::responder, "web"};
  Principal bo_{"u-Bo", "Bo", AccessRole::responder, "web"};
  journal::Origin origin_{"Ana", "u-Ana", "web"};
  std::vector<domain::Notice> told_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Tasks, db::both_engines(), db::engine_name);

TEST_P(Tasks, AreListedOpenOnesFirstByDate) {
  const Task later = added("later", "", clock_.now() + minutes(20));
  added("whenever");
  added("soon", "", clock_.now() + minutes(5));
  Change done;
  done.state = TaskState::done;
  done.note = "It was the pool";
  const auto ended = change_to(later, done);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->ended_at, clock_.now());
  EXPECT_EQ(titles(), (std::vector<std::string>{"soon", "whenever", "later"}));
  EXPECT_EQ(facts(), (std::vector<std::string>{"task.added", "task.added", "task.added", "task.state"}));
}

TEST_P(Tasks, TellOwnersButNotThemselves) {
  added("mine", "Ana");
  EXPECT_TRUE(told_.empty());
  const Task task = added("look at the pool", "Bo", clock_.now() + minutes(20));
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0].to, std::vector<std::string>{"u-Bo"});
  EXPECT_EQ(told_[0].title, "INC-1: Ana asks you to: look at the pool");
  EXPECT_EQ(told_[0].path, "/incidents/1/room");
  Change given;
  given.owner = Owner{"Cy", "u-Cy"};
  ASSERT_TRUE(change_to(task, given));
  ASSERT_EQ(told_.size(), 2U);
  EXPECT_EQ(told_[1].to, std::vector<std::string>{"u-Cy"});
  Change again = given;
  ASSERT_TRUE(change_to(task, again));
  EXPECT_EQ(told_.size(), 2U) << "nothing is new";
}

TEST_P(Tasks, RemindOnceForEachDueTime) {
  const Task task = added("look", "Bo", clock_.now() + minutes(20));
  added("nobody's", "Nobody", clock_.now() + minutes(1));
  told_.clear();
  EXPECT_EQ(remind(journal(), ports()), clock_.now() + minutes(1));
  EXPECT_TRUE(told_.empty());
  clock_.advance(minutes(21));
  remind(journal(), ports());
  ASSERT_EQ(told_.size(), 1U);
  const std::string key = told_[0].key;
  remind(journal(), ports());
  EXPECT_EQ(told_[1].key, key) << "the same key: nobody is told twice";
  Change moved;
  moved.due_at = std::optional(clock_.now());
  ASSERT_TRUE(change_to(task, moved));
  remind(journal(), ports());
  EXPECT_NE(told_.back().key, key);
}

TEST_P(Tasks, OfPrivateIncidentsAreAsPrivate) {
  ASSERT_TRUE(add_to(2, {"secret", owner_named(ports(), "Bo"), {}, {}, {}}, ana_));
  added("open");
  const auto count = [&](const Principal& who, std::optional<std::string> owner) {
    return database().read([&](db::Connection& db) { return store::list_open(db, who, owner, 10); }).size();
  };
  EXPECT_EQ(count(ana_, {}), 2U);
  EXPECT_EQ(count(bo_, {}), 1U);
  EXPECT_EQ(count(bo_, "u-Bo"), 0U);
  EXPECT_EQ(add_to(2, {"x", {}, {}, {}, {}}, bo_).error().code, ErrorCode::not_found);
  EXPECT_EQ(add_to(1, {"x", {}, {}, {}, {}}, {"u", "V", AccessRole::viewer, "web"}).error().code, ErrorCode::forbidden);
}

TEST_P(Tasks, RefuseWhatIsNotOne) {
  EXPECT_EQ(add_to(1, {" \n ", {}, {}, {}, {}}, ana_).error().field, "/title");
  EXPECT_EQ(add_to(1, {"x", {}, {}, "01ARZ3NDEKTSV4RRFFQ69G5FAV", {}}, ana_).error().field, "/run");
  const Task task = added("one\ntwo");
  EXPECT_EQ(task.title, "one two");
  Change wanted;
  wanted.state = TaskState::doing;
  EXPECT_EQ(change_to(task, wanted, 7).error().code, ErrorCode::precondition);
  EXPECT_TRUE(change_to(task, wanted, 1));
  Task unknown = task;
  unknown.id = "none";
  EXPECT_EQ(change_to(unknown, wanted).error().code, ErrorCode::not_found);
}

TEST_P(Tasks, HappenWhenTheyWereTyped) {
  const Instant typed = clock_.now() - minutes(9);
  const auto task = add_to(1, {"offline", {}, {}, {}, typed}, ana_);
  EXPECT_EQ(task->added_at, typed);
  EXPECT_EQ(journal().list_after(0, 10, 1).front().occurred_at, typed);
}

}  // namespace
}  // namespace debrief::features::tasks
