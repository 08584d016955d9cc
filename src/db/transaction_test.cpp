// SPDX-License-Identifier: Apache-2.0
#include "db/testing_engines.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <set>
#include <thread>

namespace debrief::db {
namespace {

class TransactionTest : public OnEachEngine {
 protected:
  std::vector<Migration> migrations() const override {
    return {{1, "things", "create table things (id {I} primary key, worker {I}) {STRICT};"}};
  }
  static void add(Connection& c, std::int64_t id, std::int64_t worker = 0) {
    c.execute("insert into things (id, worker) values ($1, $2)", id, worker);
  }
  std::set<std::int64_t> ids() {
    return database().read([](Connection& c) {
      std::set<std::int64_t> all;
      c.scan([&](const Row& row) { all.insert(row.integer(0)); }, "select id from things");
      return all;
    });
  }
  using Ids = std::set<std::int64_t>;
};
INSTANTIATE_TEST_SUITE_P(Engines, TransactionTest, both_engines(), engine_name);

TEST_P(TransactionTest, ReturnsWhatTheWorkReturns) {
  EXPECT_EQ(database().write([](Connection&) { return std::string("done"); }), "done");
  EXPECT_EQ(database().write([](Connection&) -> std::optional<int> { return std::nullopt; }), std::nullopt);
  EXPECT_TRUE(database().write([](Connection&) -> Result<> { return {}; }));
  EXPECT_EQ(*database().read([](Connection&) -> Result<int> { return 5; }), 5);
}

TEST_P(TransactionTest, UndoesWorkThatThrows) {
  EXPECT_THROW(database().write([](Connection& c) {
    add(c, 1);
    throw std::runtime_error("stop");
  }),
               std::runtime_error);
  database().write([](Connection& c) { add(c, 2); });
  EXPECT_EQ(ids(), Ids{2});
}

TEST_P(TransactionTest, UndoesWorkThatReturnsAnError) {
  const auto result = database().write([](Connection& c) -> Result<int> {
    add(c, 1);
    return conflict("no");
  });
  EXPECT_EQ(result.error().message, "no");
  EXPECT_EQ(ids(), Ids{});
}

TEST_P(TransactionTest, TurnsAnExistingKeyIntoAnError) {
  database().write([](Connection& c) { add(c, 1); });
  const auto result = database().write([](Connection& c) -> Result<> {
    add(c, 2);
    try {
      add(c, 1);
    } catch (const KeyExists&) {
      return conflict("there is one");
    }
    return {};
  });
  EXPECT_FALSE(result);
  EXPECT_EQ(ids(), Ids{1});
}

TEST_P(TransactionTest, LetsNothingFollowAFailedStatement) {
  database().write([](Connection& c) { add(c, 1); });
  const auto go_on = [](Connection& c) {
    add(c, 2);
    try {
      add(c, 1);
    } catch (const DatabaseError&) {
    }
    EXPECT_THROW(add(c, 3), KeyExists);
  };
  EXPECT_THROW(database().write([&](Connection& c) {
    try {
      go_on(c);
    } catch (const DatabaseError&) {
    }
  }),
               KeyExists);
  EXPECT_EQ(ids(), Ids{1});
}

TEST_P(TransactionTest, SeesItsOwnWritesBeforeOthersDo) {
  std::promise<void> written, looked;
  auto writer = std::async(std::launch::async, [&] {
    database().write([&](Connection& c) {
      add(c, 1);
      EXPECT_EQ(c.query("select id from things").size(), 1U);
      written.set_value();
      looked.get_future().wait();
    });
  });
  written.get_future().wait();
  EXPECT_EQ(ids(), Ids{});
  looked.set_value();
  writer.get();
  EXPECT_EQ(ids(), Ids{1});
}

TEST_P(TransactionTest, ReadsOneSnapshot) {
  database().write([](Connection& c) { add(c, 1); });
  database().read([&](Connection& c) {
    EXPECT_EQ(c.query("select id from things").size(), 1U);
    std::async(std::launch::async, [&] { database().write([](Connection& w) { add(w, 2); }); }).get();
    EXPECT_EQ(c.query("select id from things").size(), 1U);
  });
  EXPECT_EQ(ids(), (Ids{1, 2}));
}

TEST_P(TransactionTest, RefusesATransactionInsideAWrite) {
  EXPECT_THROW(database().write([&](Connection&) { database().write([](Connection&) {}); }), std::logic_error);
  EXPECT_THROW(database().write([&](Connection&) { database().read([](Connection&) {}); }), std::logic_error);
}

TEST_P(TransactionTest, KeepsCallersOfOneCommitApart) {
  // While the first caller holds the writer, the others queue up for one batch.
  std::promise<void> running, go;
  auto first = std::async(std::launch::async, [&] {
    database().write([&](Connection& c) {
      add(c, 1000);
      running.set_value();
      go.get_future().wait();
    });
  });
  running.get_future().wait();
  const auto before = database().statistics();
  std::atomic<int> kept = 0, refused = 0, thrown = 0, existing = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 40; ++i) {
    callers.emplace_back([&, i] {
      try {
        const auto result = database().write([&](Connection& c) -> Result<> {
          add(c, i);
          if (i % 4 == 1) return conflict("refused");
          if (i % 4 == 2) throw std::runtime_error("thrown");
          if (i % 4 == 3) add(c, 1000);
          return {};
        });
        (result ? kept : refused) += 1;
      } catch (const KeyExists&) {
        existing += 1;
      } catch (const std::runtime_error&) {
        thrown += 1;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  go.set_value();
  first.get();
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(kept, 10);
  EXPECT_EQ(refused, 10);
  EXPECT_EQ(thrown, 10);
  EXPECT_EQ(existing, 10);
  Ids expected{1000};
  for (int i = 0; i < 40; i += 4) expected.insert(i);
  EXPECT_EQ(ids(), expected);
  const auto after = database().statistics();
  EXPECT_EQ(after.transactions - before.transactions, 41U);
  EXPECT_LE(after.commits - before.commits, 3U);
}

TEST_P(TransactionTest, Serves256ThreadsAndLosesNothing) {
  constexpr int kThreads = 256, kEach = 8;
  const auto before = database().statistics();
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) database().write([&](Connection& c) { add(c, t * kEach + i, t); });
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(ids().size(), std::size_t{kThreads * kEach});
  const auto after = database().statistics();
  EXPECT_EQ(after.transactions - before.transactions, std::uint64_t{kThreads * kEach});
  EXPECT_LT(after.commits - before.commits, std::uint64_t{kThreads * kEach / 8});
}

TEST_P(TransactionTest, ReadsFromManyThreadsWhileWriting) {
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int t = 0; t < 40; ++t) {
    readers.emplace_back([&] {
      while (!done) {
        // Both are written in one transaction, so no snapshot has one of them only.
        const auto [all, odd] = database().read([](Connection& c) {
          return std::pair{c.query_one("select count(*) from things")->integer(0),
                           c.query_one("select count(*) from things where id % 2 = 1")->integer(0)};
        });
        EXPECT_EQ(all, 2 * odd);
      }
    });
  }
  for (int i = 0; i < 50; ++i) {
    database().write([&](Connection& c) {
      add(c, 2 * i);
      add(c, 2 * i + 1);
    });
  }
  done = true;
  for (auto& reader : readers) reader.join();
}

}  // namespace
}  // namespace debrief::db
