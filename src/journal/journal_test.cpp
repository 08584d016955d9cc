// SPDX-License-Identifier: Apache-2.0
#include "journal/fact_kinds.hpp"
#include "journal/journal.hpp"
#include "journal/testing_store.hpp"
#include "journal/verify.hpp"

#include <gtest/gtest.h>

#include <atomic>

namespace debrief::journal {
namespace {

class JournalStore : public StoreOnEachEngine {
 protected:
  std::int64_t note(std::int64_t incident, const std::string& text) {
    return *journal().write(origin_, [&](Transaction& tx) -> Result<std::int64_t> {
      return tx.append({incident, "note.added", tx.now(), {{"text", text}}}).position;
    });
  }
  Verified walk() {
    return database().read([](db::Connection& db) { return verify(db); });
  }
  void tamper(const std::string& sql) {
    database().write([&](db::Connection& db) { db.execute(sql); });
  }
  void fill() {
    for (int i = 0; i < 6; ++i) note(1 + i % 2, "note " + std::to_string(i));
  }
  Origin origin_{"Ana", "u1", "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, JournalStore, db::both_engines(), db::engine_name);

TEST_P(JournalStore, CountsFactsWithoutGapsAndChainsThemByIncident) {
  fill();
  const auto facts = journal().list_after(0, 100);
  ASSERT_EQ(facts.size(), 6U);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    EXPECT_EQ(facts[i].position, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(facts[i].seq, static_cast<std::int64_t>(i) / 2 + 1);
    EXPECT_EQ(facts[i].actor, "Ana");
  }
  EXPECT_EQ(journal().list_after(4, 100).size(), 2U);
  EXPECT_EQ(journal().list_after(0, 100, 2).size(), 3U);
  EXPECT_EQ(walk().facts, 6);
  EXPECT_FALSE(walk().damage);
}

TEST_P(JournalStore, TellsKindsWithoutData) {
  fill();
  const auto kinds = database().read([](db::Connection& db) { return list_kinds_after(db, 3, 2); });
  ASSERT_EQ(kinds.size(), 2U);
  EXPECT_EQ(kinds.front().position, 4);
  EXPECT_EQ(kinds.front().incident, 2);
  EXPECT_EQ(kinds.front().kind, "note.added");
}

TEST_P(JournalStore, LeavesNothingOfARefusedTransaction) {
  note(1, "kept");
  const auto refused = journal().write(origin_, [&](Transaction& tx) -> Result<int> {
    tx.append({1, "note.added", tx.now(), {{"text", "lost"}}});
    return conflict("no");
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(note(1, "next"), 2);
  EXPECT_FALSE(walk().damage);
}

TEST_P(JournalStore, TellsListenersAfterTheCommit) {
  std::atomic<int> heard = 0;
  {
    const auto subscription = journal().on_news([&] { ++heard; });
    note(1, "a");
    EXPECT_GE(heard, 1);
  }
  heard = 0;
  note(1, "b");
  EXPECT_EQ(heard, 0);
}

struct Answer {
  int status;
  std::string body;
};

TEST_P(JournalStore, KeepsTheAnswerUnderItsKey) {
  origin_.idempotency = Idempotency{"u1", "key-1", "hash"};
  const auto once = [&] {
    return journal().write(origin_, [&](Transaction& tx) -> Result<Answer> {
      tx.append({1, "note.added", tx.now(), {}});
      return Answer{201, "{\"id\":1}"};
    });
  };
  ASSERT_TRUE(once());
  EXPECT_THROW((void)once(), db::KeyExists);
  EXPECT_EQ(journal().newest_position(), 1);
  const auto kept = journal().find_answer(*origin_.idempotency);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->status, 201);
  EXPECT_EQ(kept->body, "{\"id\":1}");
}

TEST_P(JournalStore, FreesTheKeyOfARefusedRequest) {
  origin_.idempotency = Idempotency{"u1", "key-1", "hash"};
  EXPECT_FALSE(journal().write(origin_, [](Transaction&) -> Result<Answer> { return conflict("not now"); }));
  EXPECT_TRUE(journal().write(origin_, [](Transaction&) -> Result<Answer> { return Answer{200, ""}; }));
}

TEST_P(JournalStore, FindsAnAlteredFact) {
  fill();
  tamper("update facts set data = '{\"text\":\"note X\"}' where position = 3");
  ASSERT_TRUE(walk().damage);
  EXPECT_NE(walk().damage->find("fact 3 "), std::string::npos) << *walk().damage;
  EXPECT_NE(walk().damage->find("altered"), std::string::npos);
}

TEST_P(JournalStore, FindsAnAlteredTime) {
  fill();
  tamper("update facts set occurred_at = occurred_at + 1 where position = 2");
  ASSERT_TRUE(walk().damage);
  EXPECT_NE(walk().damage->find("fact 2 "), std::string::npos);
}

TEST_P(JournalStore, FindsAMissingFact) {
  fill();
  tamper("delete from facts where position = 4");
  ASSERT_TRUE(walk().damage);
  EXPECT_NE(walk().damage->find("fact 4 is missing"), std::string::npos) << *walk().damage;
}

TEST_P(JournalStore, FindsTheLastFactMissing) {
  fill();
  tamper("delete from facts where position = 6");
  ASSERT_TRUE(walk().damage);
  EXPECT_NE(walk().damage->find("the last ones are missing"), std::string::npos) << *walk().damage;
}

TEST_P(JournalStore, FindsSwappedFacts) {
  fill();
  tamper("update facts set position = 100 where position = 1");
  tamper("update facts set position = 1 where position = 3");
  tamper("update facts set position = 3 where position = 100");
  ASSERT_TRUE(walk().damage);
  EXPECT_NE(walk().damage->find("fact 1 "), std::string::npos) << *walk().damage;
}

TEST_P(JournalStore, FindsAnAlteredCounter) {
  fill();
  tamper("update journal set position = 5");
  EXPECT_TRUE(walk().damage);
}

TEST_P(JournalStore, CountsFactsOfOneTransactionOnEachChain) {
  fill();
  const std::int64_t before = journal().newest_position();
  const auto written = journal().write(Origin{"Ada", "u1", "test"}, [](Transaction& tx) -> Result<std::int64_t> {
    tx.append({1, "note.added", tx.now(), {{"text", "a"}}});
    tx.append({7, "note.added", tx.now(), {{"text", "b"}}});
    return tx.append({1, "note.added", tx.now(), {{"text", "c"}}}).position;
  });
  EXPECT_EQ(written.value(), before + 3);
  EXPECT_EQ(journal().newest_position(), before + 3);
  EXPECT_FALSE(walk().damage) << *walk().damage;
}

}  // namespace
}  // namespace debrief::journal
