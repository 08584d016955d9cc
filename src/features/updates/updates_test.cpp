// SPDX-License-Identifier: Apache-2.0
#include "features/updates/updates.hpp"

#include "features/updates/store.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <map>

namespace debrief::features::updates {
namespace {

using domain::AccessRole;
using domain::Audience;
using domain::Principal;
using std::chrono::minutes;

class Updates : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
    insert_incident(2, domain::Visibility::private_, "u-Ana");
    incident_.number = 1;
    incident_.title = "Checkout fails";
    incident_.state = "investigating";
    incident_.severity = "sev1";
    incident_.declared_at = clock_.now();
    incident_.declared_by = "Ana";
  }
  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const auto&, std::int64_t number) -> Result<domain::Incident> {
      if (number != 1) return not_found("another");
      return incident_;
    };
    ports.list_members = [] { return std::vector<domain::Member>{{"u-Bo", "Bo Berg", "", AccessRole::responder}}; };
    ports.find_user_id = [](std::string_view person) { return std::optional("u-" + std::string(person)); };
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) {
      for (const auto& id : notice.to) told_.emplace(id + " " + notice.key, notice.title);
    };
    return ports;
  }
  Result<domain::Update> posted(const NewUpdate& wanted, std::int64_t incident = 1) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return post(tx, ana_, incident, wanted); });
  }
  Result<> paced(const Pace& pace) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return set_pace(tx, ana_, 1, Audience::internal, pace); });
  }
  std::vector<domain::UpdateDue> due() {
    return database().read([&](db::Connection& db) { return list_due(db, incident_); });
  }

  Principal ana_{"u-Ana", "Ana", AccessRole::responder, "web"};
  journal::Origin origin_{"Ana", "u-Ana", "web"};
  domain::Incident incident_;
  std::map<std::string, std::string> told_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Updates, db::both_engines(), db::engine_name);

TEST_P(Updates, AreKeptNewestFirst) {
  ASSERT_TRUE(posted({Audience::internal, "One", "", "", {}, {}}));
  clock_.advance(minutes(5));
  const auto second = posted({Audience::customer, " Two ", "We look", "Nothing", clock_.now() + minutes(60), {}});
  ASSERT_TRUE(second);
  const auto all = database().read([&](db::Connection& db) { return list(db, ana_, 1); });
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].conditions, "Two");
  EXPECT_EQ((*all)[0].next_at, clock_.now() + minutes(60));
  EXPECT_EQ((*all)[1].audience, Audience::internal);
  EXPECT_EQ(journal().list_after(0, 10, 1).back().kind, "update.posted");
  EXPECT_EQ(posted({Audience::internal, " ", "", "", {}, {}}).error().field, "/conditions");
  EXPECT_EQ(posted({Audience::internal, "x", "", "", clock_.now(), {}}).error().field, "/next_at");
}

TEST_P(Updates, AreDueSoonestFirst) {
  ASSERT_EQ(due().size(), 3U);
  EXPECT_EQ(due()[0].audience, Audience::internal);
  EXPECT_EQ(due()[0].due_at, clock_.now() + minutes(30));
  EXPECT_EQ(paced({{}, clock_.now() + minutes(90), " "}).error().field, "/reason");
  EXPECT_EQ(paced({{}, clock_.now(), "x"}).error().field, "/snoozed_until");
  ASSERT_TRUE(paced({{}, clock_.now() + minutes(90), "The restore takes an hour"}));
  EXPECT_EQ(due().back().audience, Audience::internal);
  EXPECT_TRUE(due().back().snoozed);
  ASSERT_TRUE(posted({Audience::internal, "Restored", "", "", {}, {}}));
  EXPECT_EQ(due()[0].due_at, clock_.now() + minutes(30)) << "telling ends the snooze";
}

TEST_P(Updates, RemindThoseWhoLeadOnceForEachDueTime) {
  remind(journal(), ports());
  EXPECT_TRUE(told_.empty());
  clock_.advance(minutes(31));
  remind(journal(), ports());
  remind(journal(), ports());
  EXPECT_EQ(told_.size(), 1U) << "who declared it, where nobody leads";
  incident_.roles = {{"r", "incident_commander", "Cy", {}, {}}, {"s", "communications", "Di", {}, {}}, {"t", "scribe", "Ed", {}, {}},
                     {"u", "communications", "Former", {}, clock_.now()}};
  clock_.advance(minutes(30));
  told_.clear();
  remind(journal(), ports());
  EXPECT_EQ(told_.size(), 6U) << "two people, three audiences";
  EXPECT_EQ(told_.begin()->second.find("INC-1: an update for"), 0U);
  incident_.state = "closed";
  told_.clear();
  remind(journal(), ports());
  EXPECT_TRUE(told_.empty());
}

TEST_P(Updates, ForCustomersNameNobodyUnseen) {
  const auto found = find_names(ports(), incident_, {Audience::customer, "Bo Berg restarts the database", "", "", {}, {}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->conditions.find("Bo"), std::string::npos);
  EXPECT_FALSE(find_names(ports(), incident_, {Audience::customer, "Orders fail", "We restart it", "", {}, {}}));
}

TEST_P(Updates, TakeIntervalsFromTheSettings) {
  Intervals mine;
  mine.minutes["sev1"][Audience::executive] = 10;
  ASSERT_TRUE(journal().write(origin_, [&](journal::Transaction& tx) -> Result<> {
    store::put_intervals(tx.db, mine);
    return {};
  }));
  ASSERT_EQ(due().size(), 1U);
  EXPECT_EQ(due()[0].due_at, clock_.now() + minutes(10));
}

TEST_P(Updates, OfPrivateIncidentsDoNotExistForOthers) {
  const Principal bo{"u-Bo", "Bo", AccessRole::responder, "web"};
  EXPECT_EQ(database().read([&](db::Connection& db) { return list(db, bo, 2); }).error().code, ErrorCode::not_found);
  EXPECT_EQ(journal().write(origin_, [&](journal::Transaction& tx) { return post(tx, bo, 2, {Audience::internal, "x", "", "", {}, {}}); }).error().code,
            ErrorCode::not_found);
}

}  // namespace
}  // namespace debrief::features::updates
