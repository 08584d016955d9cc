// SPDX-License-Identifier: Apache-2.0
// What only PostgreSQL does: connections that are lost, several servers on one store, notifications.
#include "db/postgres_listener.hpp"
#include "db/testing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

namespace debrief::db {
namespace {

using testing::HasSubstr;

class PostgresTest : public testing::Test {
 protected:
  std::unique_ptr<ScratchStore> store;
  std::unique_ptr<Database> other;  // another server on the same store

  void SetUp() override {
    std::string why;
    store = ScratchStore::create(Engine::postgresql, why);
    if (!store) GTEST_SKIP() << why;
    other = Database::open(store->location());
    database().write([](Connection& c) { c.execute("create table things (id bigint primary key)"); });
  }
  Database& database() { return store->database(); }

  static void add(Connection& c, std::int64_t id) { c.execute("insert into things (id) values ($1)", id); }
  /// Ends every connection of this store but the one that runs it.
  static void cut_all(Database& by) {
    by.write([](Connection& c) {
      c.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() "
          "and application_name = current_setting('application_name')");
    });
  }
  std::int64_t count() {
    return database().read([](Connection& c) { return c.query_one("select count(*) from things")->integer(0); });
  }
};

TEST_F(PostgresTest, ConnectsAgainBetweenTransactions) {
  database().write([](Connection& c) { add(c, 1); });
  EXPECT_EQ(count(), 1);
  cut_all(*other);
  EXPECT_EQ(count(), 1);
  database().write([](Connection& c) { add(c, 2); });
  EXPECT_EQ(count(), 2);
}

TEST_F(PostgresTest, FailsATransactionWhoseConnectionIsLost) {
  const auto cut_off = [&](Connection& c) {
    add(c, 1);
    const auto own = c.query_one("select pg_backend_pid()")->integer(0);
    other->read([&](Connection& o) { o.query("select pg_terminate_backend(cast($1 as integer))", own); });
    add(c, 2);
  };
  EXPECT_THROW(database().write(cut_off), DatabaseError);
  EXPECT_EQ(count(), 0);
  EXPECT_THROW(database().read([&](Connection& c) {
    const auto own = c.query_one("select pg_backend_pid()")->integer(0);
    other->read([&](Connection& o) { o.query("select pg_terminate_backend(cast($1 as integer))", own); });
    c.query("select 1");
  }),
               DatabaseError);
  database().write([](Connection& c) { add(c, 3); });
  EXPECT_EQ(count(), 1);
}

TEST_F(PostgresTest, ReportsACommitThatItCannotKnowAsUnknown) {
  try {
    database().write([&](Connection& c) {
      const auto own = c.query_one("select pg_backend_pid()")->integer(0);
      add(c, 1);
      other->read([&](Connection& o) { o.query("select pg_terminate_backend(cast($1 as integer))", own); });
    });
    ADD_FAILURE() << "a commit over a lost connection was acknowledged";
  } catch (const DatabaseError& error) {
    EXPECT_THAT(error.what(), HasSubstr("unknown whether this was stored"));
  }
  EXPECT_FALSE(database().writable());
  for (int i = 0; i < 100 && !database().writable(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_TRUE(database().writable());
}

TEST_F(PostgresTest, GivesTheCommitsOfSeveralServersOneOrder) {
  // Without the lock, two servers would read the same largest number and one of them would fail.
  const auto add_next = [](Connection& c) {
    const auto next = c.query_one("select coalesce(max(id), 0) + 1 from things")->integer(0);
    add(c, next);
  };
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) (t % 2 == 0 ? database() : *other).write(add_next);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count(), 200);
}

TEST_F(PostgresTest, DoesNotCommitWhatADeferredConstraintRefuses) {
  database().write([](Connection& c) {
    c.execute("create table parts (thing bigint references things (id) deferrable initially deferred)");
  });
  EXPECT_THROW(database().write([](Connection& c) { c.execute("insert into parts values (99)"); }), DatabaseError);
  database().write([](Connection& c) { add(c, 1); });
  EXPECT_EQ(count(), 1);
}

class Heard {
 public:
  void add(std::string payload) {
    const std::lock_guard lock(mutex_);
    payloads_.push_back(std::move(payload));
    changed_.notify_all();
  }
  std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return payloads_.size() >= count; });
    return payloads_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> payloads_;
};

TEST_F(PostgresTest, HearsWhatAnyServerNotifies) {
  Heard heard;
  store->database().listen("Facts", [&](std::string payload) { heard.add(std::move(payload)); });
  ASSERT_EQ(heard.wait_for(1), std::vector<std::string>{""});
  other->write([](Connection& c) { notify(c, "Facts", "one"); });
  database().write([](Connection& c) { notify(c, "Facts", "two"); });
  other->write([](Connection& c) { notify(c, "elsewhere", "three"); });
  EXPECT_EQ(heard.wait_for(3), (std::vector<std::string>{"", "one", "two"}));
  EXPECT_FALSE(other->write([](Connection& c) -> Result<> {
    notify(c, "Facts", "undone");
    return conflict("no");
  }));
  cut_all(*other);
  ASSERT_EQ(heard.wait_for(4).size(), 4U);
  other->write([](Connection& c) { notify(c, "Facts", "four"); });
  EXPECT_EQ(heard.wait_for(5), (std::vector<std::string>{"", "one", "two", "", "four"}));
  store.reset();  // before `heard`, which its thread uses
}

TEST_F(PostgresTest, KeepsSecretsOutOfMessages) {
  database().write([](Connection& c) { add(c, 1234567); });
  try {
    database().write([](Connection& c) { add(c, 1234567); });
    ADD_FAILURE() << "one key was stored twice";
  } catch (const KeyExists& error) {
    EXPECT_THAT(error.what(), testing::Not(HasSubstr("1234567")));
  }
  try {
    (void)Database::open({"", "postgresql://me:hidden-word@127.0.0.1:1/x"});
    ADD_FAILURE() << "connected to nothing";
  } catch (const DatabaseError& error) {
    EXPECT_THAT(error.what(), testing::Not(HasSubstr("hidden-word")));
  }
}

TEST(NotifyOnSqlite, DoesNothing) {
  const auto database = Database::open({":memory:", ""});
  database->listen("facts", [](const std::string&) {});
  database->write([](Connection& c) { notify(c, "facts", "x"); });
}

}  // namespace
}  // namespace debrief::db
