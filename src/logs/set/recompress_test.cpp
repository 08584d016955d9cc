// SPDX-License-Identifier: Apache-2.0
#include "logs/set/recompress.hpp"

#include "logs/set/log_set.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <thread>

namespace debrief::logs {
namespace {

namespace fs = std::filesystem;

class RecompressTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = fs::temp_directory_path() / "debrief-XXXXXX";
    folder_ = mkdtemp(name.data());
    formats_ = std::make_unique<Formats>(*Formats::load(std::nullopt));
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Batches of two sources in turn; the first has a line that is longer than a block that is kept.
  void fill(int batches) {
    LogSet set(store(), Store::Access::write, *formats_);
    for (int i = 0; i < batches; ++i) {
      std::string lines;
      for (int line = 0; line < 20; ++line)
        lines +=
            fmt::format("2026-11-20 10:{:02}:{:02} INFO order {} stored in {} ms\n", i % 60, line, i * 20 + line, line);
      set.append(i % 2 == 0 ? "a.log" : "b.log", lines, 0);
      if (i == batches / 2) {
        lines.clear();
        for (int line = 0; line < 2000; ++line) lines += fmt::format("2026-11-20 11:00:00 WARN large {}\n", line);
        set.append("a.log", lines, 0);
      }
    }
  }
  [[nodiscard]] fs::path store() const { return folder_ / "store"; }
  // All lines of all sources with their times.
  [[nodiscard]] std::string lines_of_store() const {
    LogSet set(store(), Store::Access::read, *formats_);
    std::string all;
    const auto catalogue = set.catalogue();
    for (const Source& source : catalogue->sources)
      for (const FoundLine& line : set.lines(source.number, 0, 1'000'000))
        all += fmt::format("{}:{} {} {}\n", source.name, line.at.line, line.at.time_ns, line.text);
    return all;
  }

  fs::path folder_;
  std::unique_ptr<Formats> formats_;
};

TEST_F(RecompressTest, KeepsLargeBlocksAndMergesSmallOnes) {
  fill(40);
  std::ofstream(store() / "mark") << "of its owner";
  const std::string before = lines_of_store();
  Rewriting wanted;
  wanted.kept_bytes = 50'000;
  recompress(store(), wanted);
  EXPECT_EQ(lines_of_store(), before);
  EXPECT_TRUE(fs::exists(store() / "mark"));
  LogSet set(store(), Store::Access::write, *formats_);
  EXPECT_EQ(set.catalogue()->blocks.size(), 4U) << "of one source before and behind the one that was kept";
  set.append("a.log", "2026-11-20 12:00:00 INFO behind it\n", 0);
  const auto found = set.search({"behind it"});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->count(), 1U);
}

TEST_F(RecompressTest, LeavesNothingBehindWhenItIsToldToStop) {
  fill(10);
  const std::string before = lines_of_store();
  {
    LogSet set(store(), Store::Access::write, *formats_);
    int asked = 0;
    Rewriting wanted;
    wanted.go_on = [&] { return ++asked < 3; };
    EXPECT_FALSE(set.rewrite(folder_ / "beside", wanted));
    EXPECT_FALSE(fs::exists(folder_ / "beside"));
  }
  EXPECT_EQ(lines_of_store(), before);
}

TEST_F(RecompressTest, LosesNothingWhenItIsKilled) {
  fill(30);
  const std::string before = lines_of_store();
  int finished = 0;
  for (int round = 0; round < 25; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      Rewriting wanted;
      wanted.kept_bytes = 50'000;
      recompress(store(), wanted);
      _exit(0);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(700) * round);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status)) ++finished;
    ASSERT_EQ(lines_of_store(), before) << "killed in round " << round;
  }
  EXPECT_LT(finished, 25) << "it was killed at least once";
}

}  // namespace
}  // namespace debrief::logs
