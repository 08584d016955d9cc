// SPDX-License-Identifier: Apache-2.0
#include "db/database.hpp"

#include "db/testing_engines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace debrief::db {
namespace {

class DatabaseTest : public OnEachEngine {
 protected:
  std::vector<Migration> migrations() const override {
    return {{1, "things", "create table things (id {I} primary key, name {T} unique, data {B}, weight {R}) {STRICT};"}};
  }
  std::int64_t count() {
    return database().read([](Connection& c) { return c.query_one("select count(*) from things")->integer(0); });
  }
  void add(std::int64_t id, const std::string& name) {
    database().write([&](Connection& c) { c.execute("insert into things (id, name) values ($1, $2)", id, name); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, DatabaseTest, both_engines(), engine_name);

TEST_P(DatabaseTest, KeepsEveryKindOfValue) {
  const std::string bytes("\0\x01\xff'\\x", 6);
  const auto big = std::numeric_limits<std::int64_t>::min();
  const auto changed = database().write([&](Connection& c) {
    c.execute("insert into things (id, name, data, weight) values ($1, $2, $3, $4)", 2, nullptr, Blob{}, -0.1);
    return c.execute("insert into things (id, name, data, weight) values ($1, $2, $3, $4)", big, "Zoë's \"$1\" 🚒",
                     Blob{bytes}, 1e300);
  });
  EXPECT_EQ(changed, 1);
  const auto rows =
      database().read([](Connection& c) { return c.query("select id, name, data, weight from things order by id"); });
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].integer(0), big);
  EXPECT_EQ(rows[0].text(1), "Zoë's \"$1\" 🚒");
  EXPECT_EQ(rows[0].blob(2), bytes);
  EXPECT_EQ(rows[0].real(3), 1e300);
  EXPECT_TRUE(rows[1].is_null(1));
  EXPECT_EQ(rows[1].optional_text(1), std::nullopt);
  EXPECT_EQ(rows[1].blob(2), "");
  EXPECT_EQ(rows[1].real(3), -0.1);
  EXPECT_THROW((void)rows[0].integer(1), DatabaseError);
  EXPECT_THROW((void)rows[0].text(4), DatabaseError);
}

TEST_P(DatabaseTest, GivesTheSameTypesForTheSameExpressions) {
  add(1, "a");
  add(2, "b");
  const auto row = database().read([](Connection& c) {
    return *c.query_one(
        "select sum(id), avg(id), count(*), exists(select 1 from things where id = $1), id_max = 2, $2, $3 + 1, "
        "greatest(1, $4, 3), least(7, 8) from (select id, max(id) over () as id_max from things) as t "
        "group by id_max",
        1, "text", std::int64_t{1} << 40, 2);
  });
  EXPECT_EQ(row.integer(0), 3);
  EXPECT_DOUBLE_EQ(row.real(1), 1.5);
  EXPECT_EQ(row.integer(2), 2);
  EXPECT_TRUE(row.boolean(3));
  EXPECT_TRUE(row.boolean(4));
  EXPECT_EQ(row.text(5), "text");
  EXPECT_EQ(row.integer(6), (std::int64_t{1} << 40) + 1);
  EXPECT_EQ(row.integer(7), 3);
  EXPECT_EQ(row.integer(8), 7);
}

TEST_P(DatabaseTest, TakesOptionalFiltersAndUsesAParameterTwice) {
  add(1, "a");
  add(2, "b");
  const auto found = [&](std::optional<std::string> name, std::optional<std::int64_t> id) {
    return database().read([&](Connection& c) {
      return c.query("select id from things where ($1 is null or name = $1) and ($2 is null or id = $2)", name, id)
          .size();
    });
  };
  EXPECT_EQ(found("a", std::nullopt), 1U);
  EXPECT_EQ(found(std::nullopt, 2), 1U);
  EXPECT_EQ(found(std::nullopt, std::nullopt), 2U);
  EXPECT_EQ(found("a", 2), 0U);
}

TEST_P(DatabaseTest, LowersLettersBeyondAsciiAndMindsTheCaseElsewhere) {
  const Dialect dialect{database().engine()};
  const auto row = database().read([&](Connection& c) {
    return *c.query_one("select " + dialect.lower("$1") + ", cast($2 as text) like 'A%', cast($3 as text) like 'A%'",
                        "ÄÖÜ ÉŁŽ ΣΩ ЖД İß 漢 A", "apple", "Apple");
  });
  EXPECT_EQ(row.text(0).substr(0, 23), "äöü éłž σω жд");
  EXPECT_TRUE(row.text(0).ends_with("ß 漢 a"));
  EXPECT_FALSE(row.boolean(1));
  EXPECT_TRUE(row.boolean(2));
}

TEST_P(DatabaseTest, CountsChangesOfWritesOnly) {
  add(1, "a");
  add(2, "b");
  database().write([](Connection& c) {
    EXPECT_EQ(c.execute("update things set weight = 1"), 2);
    EXPECT_EQ(c.execute("select * from things"), 0);
    EXPECT_EQ(c.execute("create table other (id integer)"), 0);
    EXPECT_EQ(c.query("delete from things where id < $1 returning id", 10).size(), 2U);
  });
}

TEST_P(DatabaseTest, RefusesTextThatOneEngineCannotStore) {
  EXPECT_THROW(add(1, std::string("a\0b", 3)), DatabaseError);
  EXPECT_THROW(add(1, "\xff"), DatabaseError);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, RefusesParametersThatDoNotFit) {
  const auto query = [&](const char* sql, auto... args) {
    database().read([&](Connection& c) { c.query(sql, args...); });
  };
  EXPECT_THROW(query("select id from things where id = $1"), DatabaseError);
  EXPECT_THROW(query("select id from things where id = $1", 1, 2), DatabaseError);
  EXPECT_THROW(query("select 1; select 2"), DatabaseError);
  EXPECT_THROW(query("select nothing"), DatabaseError);
  EXPECT_THROW(query("select \"nothing\""), DatabaseError);
}

TEST_P(DatabaseTest, TellsAnExistingKeyFromOtherErrors) {
  add(1, "a");
  EXPECT_THROW(add(1, "b"), KeyExists);
  EXPECT_THROW(add(2, "a"), KeyExists);
  try {
    database().write([](Connection& c) { c.execute("insert into things (id, name) values ('x', 'b')"); });
    ADD_FAILURE() << "text was taken for an integer";
  } catch (const KeyExists&) {
    ADD_FAILURE() << "a wrong type is no existing key";
  } catch (const DatabaseError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("insert into things"));
  }
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, ScansMoreRowsThanItHolds) {
  database().write([](Connection& c) {
    for (int i = 0; i < 1234; ++i) c.execute("insert into things (id) values ($1)", i);
  });
  std::int64_t next = 100;
  database().read([&](Connection& c) {
    c.scan(
        [&](const Row& row) {
          EXPECT_EQ(row.integer(0), next++);
          EXPECT_EQ(c.query_one("select $1 + 1", row.integer(0))->integer(0), next);
          if (next == 200) c.scan([](const Row&) {}, "select id from things where id >= $1 order by id", 1200);
        },
        "select id from things where id >= $1 order by id", 100);
  });
  EXPECT_EQ(next, 1234);
}

TEST_P(DatabaseTest, RunsScriptsOfManyStatements) {
  database().write([](Connection& c) {
    c.execute("insert into things (id) values (5)");
    c.execute_script("-- two of them\ncreate table a (id integer); insert into a values (1);\n\n-- the end\n");
    c.execute("insert into a values (2)");
  });
  database().read([](Connection& c) { EXPECT_EQ(c.query("select id from a").size(), 2U); });
  EXPECT_EQ(count(), 1);
  EXPECT_THROW(database().write([](Connection& c) { c.execute_script("create table b (id integer); nonsense"); }),
               DatabaseError);
  EXPECT_THROW(database().read([](Connection& c) { c.query("select * from b"); }), DatabaseError);
}

TEST_P(DatabaseTest, UsesMoreStatementsThanItKeeps) {
  database().write([](Connection& c) {
    for (int round = 0; round < 2; ++round) {
      for (int i = 0; i < 300; ++i) {
        EXPECT_EQ(c.query_one("select $1 + " + std::to_string(i), 1)->integer(0), i + 1);
      }
    }
  });
}

TEST_P(DatabaseTest, ReadsCannotWrite) {
  EXPECT_THROW(database().read([](Connection& c) { c.execute("insert into things (id) values (1)"); }), DatabaseError);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, KeepsWhatItHoldsWhenOpenedAgain) {
  add(7, "seven");
  const auto again = Database::open(location());
  EXPECT_EQ(again->read([](Connection& c) { return c.query_one("select name from things")->text(0); }), "seven");
  again->write([](Connection& c) { c.execute("insert into things (id) values (8)"); });
  EXPECT_EQ(count(), 2);
}

TEST(DatabaseInMemory, IsOneStoreForAllThreads) {
  const auto database = Database::open({":memory:", ""});
  database->write([](Connection& c) { c.execute_script("create table a (id integer); insert into a values (3)"); });
  EXPECT_EQ(database->read([](Connection& c) { return c.query_one("select id from a")->integer(0); }), 3);
}

TEST(DatabaseOpen, SaysWhatIsWrong) {
  EXPECT_THROW(Database::open({}), DatabaseError);
  EXPECT_THROW(Database::open({"/nowhere/at/all/store.db", ""}), DatabaseError);
  EXPECT_THROW(Database::open({"", "postgresql:///x?host=/nowhere"}), DatabaseError);
}

TEST(ToValue, RefusesNumbersBeyond64BitsWithASign) {
  EXPECT_EQ(std::get<std::int64_t>(to_value(std::size_t{7})), 7);
  EXPECT_EQ(std::get<std::int64_t>(to_value(true)), 1);
  EXPECT_THROW(to_value(std::numeric_limits<std::uint64_t>::max()), DatabaseError);
}

}  // namespace
}  // namespace debrief::db
