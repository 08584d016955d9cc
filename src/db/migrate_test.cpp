// SPDX-License-Identifier: Apache-2.0
#include "db/testing_engines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace debrief::db {
namespace {

using testing::HasSubstr;

class MigrateTest : public OnEachEngine {
 protected:
  const Migration first{1, "0001_first", "create table a (id {I} primary key, t {T}, b {B}, r {R}) {STRICT};"};
  const Migration second{2, "0002_second", "alter table a add column more {I}; create index a_more on a (more);"};

  std::vector<Row> records() {
    return database().read([](Connection& c) {
      return c.query("select number, name, sha256, applied_at from migrations order by number");
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, MigrateTest, both_engines(), engine_name);

TEST_P(MigrateTest, AppliesWhatIsNewAndRecordsIt) {
  ASSERT_TRUE(migrate(database(), {first}));
  database().write(
      [](Connection& c) { c.execute("insert into a (id, t, b, r) values ($1, 't', $2, 1.5)", 1, Blob{"b"}); });
  ASSERT_TRUE(migrate(database(), {first, second}));
  ASSERT_TRUE(migrate(database(), {first, second}));
  const auto rows = records();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].integer(0), 2);
  EXPECT_EQ(rows[1].text(1), "0002_second");
  EXPECT_EQ(rows[1].text(2).size(), 64U);
  EXPECT_GT(rows[1].integer(3), 1'600'000'000'000'000);
  database().read([](Connection& c) { EXPECT_TRUE(c.query_one("select more from a")->is_null(0)); });
}

TEST_P(MigrateTest, RefusesAStoreThatIsNewer) {
  ASSERT_TRUE(migrate(database(), {first, second}));
  const auto result = migrate(database(), {first});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::conflict);
  EXPECT_THAT(result.error().message, HasSubstr("0002_second"));
}

TEST_P(MigrateTest, RefusesAChangedText) {
  ASSERT_TRUE(migrate(database(), {first}));
  Migration changed = first;
  changed.sql += " ";
  const auto result = migrate(database(), {changed, second});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::conflict);
  EXPECT_EQ(records().size(), 1U);
}

TEST_P(MigrateTest, RefusesAnotherLineOfVersionsAndWrongOrder) {
  ASSERT_TRUE(migrate(database(), {second.number == 2 ? first : second}));
  EXPECT_EQ(migrate(database(), {Migration{3, "0003", "select 1"}}).error().code, ErrorCode::conflict);
  EXPECT_EQ(migrate(database(), {second, first}).error().code, ErrorCode::invalid);
}

TEST_P(MigrateTest, LeavesNothingOfAStepThatFails) {
  const Migration broken{2, "0002_broken", "create table half (id {I}); insert into nowhere values (1);"};
  try {
    (void)migrate(database(), {first, broken});
    ADD_FAILURE() << "a broken migration was applied";
  } catch (const DatabaseError& error) {
    EXPECT_THAT(error.what(), HasSubstr("migration 2 (0002_broken) failed"));
  }
  EXPECT_EQ(records().size(), 1U);
  ASSERT_TRUE(migrate(database(), {first, second}));
  EXPECT_THROW(database().read([](Connection& c) { c.query("select * from half"); }), DatabaseError);
}

TEST_P(MigrateTest, ServersMayStartAtOnce) {
  std::vector<std::unique_ptr<Database>> servers;
  for (int i = 0; i < 3; ++i) servers.push_back(Database::open(location()));
  std::vector<std::thread> threads;
  for (auto& server : servers) {
    threads.emplace_back([&] { EXPECT_TRUE(migrate(*server, {first, second})); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(records().size(), 2U);
}

}  // namespace
}  // namespace debrief::db
