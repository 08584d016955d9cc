// SPDX-License-Identifier: Apache-2.0
// Group commit over a session that fails when it is told to.
#include "db/group_commit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

namespace debrief::db {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

class NoStatements final : public TransactionConnection {
 public:
  Engine engine() const override { return Engine::sqlite; }
  using TransactionConnection::fail;

 protected:
  std::int64_t run_statement(std::string_view, std::span<const Value>, const Each&) override { return 0; }
  void stream_statement(std::string_view, std::span<const Value>, const Each&) override {}
  void run_script(std::string_view) override {}
};

enum class Step { none, begin, check, commit, after_commit };

struct Script {
  std::atomic<Step> fails_at = Step::none;
  std::atomic<bool> for_ever = false;
  milliseconds abandon_takes{0};
  std::atomic<int> kept = 0, undone = 0, commits = 0, abandoned = 0, probes = 0;
};

class ScriptedSession final : public WriteSession {
 public:
  explicit ScriptedSession(Script& script) : script_(script) {}
  TransactionConnection& begin() override {
    reach(Step::begin);
    return connection_;
  }
  void open_savepoint() override {}
  void keep_savepoint() override { script_.kept += 1; }
  void undo_savepoint() override { script_.undone += 1; }
  void check() override { reach(Step::check); }
  void commit() override {
    reach(Step::commit);
    script_.commits += 1;
  }
  void abandon() noexcept override {
    script_.abandoned += 1;
    std::this_thread::sleep_for(script_.abandon_takes);
  }
  void after_commit() override { reach(Step::after_commit); }
  void probe() override {
    script_.probes += 1;
    reach(Step::commit);
  }
  milliseconds idle_probe() const override { return milliseconds{0}; }

 private:
  void reach(Step step) {
    if (script_.fails_at != step) return;
    if (script_.for_ever) throw StoreBroken("the disk said no");
    throw DatabaseError("the disk said not now");
  }

  Script& script_;
  NoStatements connection_;
};

std::string error_of(GroupCommit& writer, const GroupCommit::Work& work) {
  try {
    writer.run(work);
    return "";
  } catch (const DatabaseError& error) {
    return error.what();
  }
}

bool keep(Connection&) {
  return true;
}
bool undo(Connection&) {
  return false;
}

class GroupCommitTest : public testing::Test {
 protected:
  Script script;
  GroupCommit writer{std::make_unique<ScriptedSession>(script)};

  /// Runs `works` in this order in one batch, the next after a first caller's; returns their errors, after his.
  std::vector<std::string> in_one_batch(const std::vector<GroupCommit::Work>& works) {
    std::promise<void> running, go;
    std::vector<std::future<std::string>> callers;
    callers.push_back(std::async(std::launch::async, [&] {
      return error_of(writer, [&](Connection&) {
        running.set_value();
        go.get_future().wait();
        return true;
      });
    }));
    running.get_future().wait();
    for (const auto& work : works) {
      callers.push_back(std::async(std::launch::async, [&] { return error_of(writer, work); }));
      std::this_thread::sleep_for(milliseconds(20));
    }
    go.set_value();
    std::vector<std::string> errors;
    for (auto& caller : callers) errors.push_back(caller.get());
    return errors;
  }
};

TEST_F(GroupCommitTest, FailsAllCallersOfACommitThatFailed) {
  script.fails_at = Step::commit;
  script.for_ever = true;
  const auto errors = in_one_batch({keep, undo});
  for (const auto& error : errors) EXPECT_THAT(error, HasSubstr("the disk said no"));
  EXPECT_EQ(script.commits, 0);
}

TEST_F(GroupCommitTest, NeverWritesAgainOnceBroken) {
  script.fails_at = Step::commit;
  script.for_ever = true;
  EXPECT_NE(error_of(writer, keep), "");
  EXPECT_FALSE(writer.writable());
  script.fails_at = Step::none;
  bool ran = false;
  const auto error = error_of(writer, [&](Connection&) { return ran = true; });
  EXPECT_THAT(error, HasSubstr("nothing is stored any more"));
  EXPECT_FALSE(ran);
  EXPECT_FALSE(writer.writable());
  EXPECT_EQ(script.probes, 0);
}

TEST_F(GroupCommitTest, BreaksWhenTheUpkeepFailsButAcknowledgesWhatWasDurable) {
  script.fails_at = Step::after_commit;
  script.for_ever = true;
  EXPECT_EQ(error_of(writer, keep), "");
  EXPECT_NE(error_of(writer, keep), "");
  EXPECT_EQ(script.commits, 1);
}

TEST_F(GroupCommitTest, GoesOnAfterAFailureThatMayPass) {
  script.fails_at = Step::commit;
  EXPECT_EQ(error_of(writer, keep), "the disk said not now");
  EXPECT_FALSE(writer.writable());
  script.fails_at = Step::none;
  EXPECT_EQ(error_of(writer, keep), "");
  EXPECT_TRUE(writer.writable());
}

TEST_F(GroupCommitTest, FindsOutByItselfThatWritingWorksAgain) {
  script.fails_at = Step::begin;
  EXPECT_EQ(error_of(writer, keep), "the disk said not now");
  EXPECT_FALSE(writer.writable());
  script.fails_at = Step::none;
  for (int i = 0; i < 100 && !writer.writable(); ++i) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_TRUE(writer.writable());
  EXPECT_GE(script.probes, 1);
}

TEST_F(GroupCommitTest, RunsLaterCallersInAnotherBatchWhenOneLosesTheTransaction) {
  const auto lose = [&](Connection&) {
    script.fails_at = Step::check;
    return true;
  };
  auto repair = std::async(std::launch::async, [&] {
    while (script.abandoned == 0) std::this_thread::sleep_for(milliseconds(1));
    script.fails_at = Step::none;
  });
  script.abandon_takes = milliseconds(50);
  const auto errors = in_one_batch({keep, lose, keep});
  EXPECT_THAT(errors, testing::ElementsAre("", "the disk said not now", "the disk said not now", ""));
  EXPECT_EQ(script.abandoned, 1);
}

TEST_F(GroupCommitTest, ReportsAFailureThatTheWorkHasSwallowed) {
  const auto swallow = [](Connection& connection) {
    try {
      static_cast<NoStatements&>(connection).fail(KeyExists("there is one"));
    } catch (const DatabaseError&) {
    }
    return true;
  };
  EXPECT_EQ(error_of(writer, swallow), "there is one");
  EXPECT_EQ(script.undone, 1);
  EXPECT_EQ(error_of(writer, keep), "");
}

TEST_F(GroupCommitTest, MakesOneCommitOfManyCallers) {
  for (const auto& error : in_one_batch(std::vector<GroupCommit::Work>(5, keep))) EXPECT_EQ(error, "");
  EXPECT_LE(script.commits, 2);
  EXPECT_EQ(writer.statistics().transactions, 6U);
}

TEST(GroupCommit, FinishesWhatIsQueuedBeforeItGoes) {
  Script script;
  std::vector<std::future<std::string>> callers;
  {
    GroupCommit writer(std::make_unique<ScriptedSession>(script));
    std::promise<void> running;
    callers.push_back(std::async(std::launch::async, [&] {
      return error_of(writer, [&](Connection&) {
        running.set_value();
        std::this_thread::sleep_for(milliseconds(100));
        return true;
      });
    }));
    running.get_future().wait();
    callers.push_back(std::async(std::launch::async, [&] { return error_of(writer, keep); }));
    std::this_thread::sleep_for(milliseconds(30));
  }
  for (auto& caller : callers) EXPECT_EQ(caller.get(), "");
}

}  // namespace
}  // namespace debrief::db
