// SPDX-License-Identifier: Apache-2.0
#include "git/remote.hpp"

#include "git/deadline.hpp"
#include "git/repository.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace debrief::git {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

class RemoteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "debrief-git-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    Repository shared(shared_path());
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path shared_path() const { return folder_ / "shared.git"; }
  fs::path mine() const { return folder_ / "mine.git"; }
  fs::path theirs() const { return folder_ / "theirs.git"; }
  Remote remote() const { return {shared_path().string()}; }
  Result<std::optional<std::string>> fetch_to(const fs::path& where) { return fetch(where, remote(), {}, stop_); }
  Result<> push_from(const fs::path& where, const std::string& commit) {
    return push(where, remote(), commit, {}, stop_);
  }
  /// Commits on top of what is shared, from `where`, and pushes.
  std::string share(const fs::path& where, const Files& files, const std::string& subject = "Change") {
    const auto newest = fetch_to(where);
    EXPECT_TRUE(newest) << newest.error().message;
    const std::string made = Repository(where).commit(*newest, files, subject, "Jo Writer", "jo@example.org",
                                                      Instant{1'764'000'000'000'000});
    const auto pushed = push_from(where, made);
    EXPECT_TRUE(pushed) << pushed.error().message;
    return made;
  }

  fs::path folder_;
  std::atomic<bool> stop_{false};
};

TEST_F(RemoteTest, ABranchIsMadeFetchedAndPushedTo) {
  EXPECT_EQ(*fetch_to(mine()), std::nullopt);
  const std::string first = share(mine(), {{"postmortems/a.md", "one\n"}});
  EXPECT_EQ(*fetch_to(theirs()), first);
  EXPECT_EQ(Repository(theirs()).find_file(first, "postmortems/a.md"), "one\n");
  EXPECT_EQ(Repository(theirs()).find_file(first, "postmortems/b.md"), std::nullopt);
  EXPECT_EQ(Repository(theirs()).find_file(first, "postmortems"), std::nullopt);
}

TEST_F(RemoteTest, ACommitTellsWhatItChanged) {
  share(mine(), {{"postmortems/a.md", "one\n"}, {"postmortems/b.md", "bee\n"}, {"other.txt", "x"}});
  const std::string second =
      share(theirs(), {{"postmortems/a.md", "two\n"}, {"postmortems/b.md", std::nullopt}, {"other.txt", "y"}},
            "Say two\n\nAnd more.");
  const Commit commit = Repository(theirs()).read_commit(second, "postmortems", 1000);
  EXPECT_EQ(commit.author, "Jo Writer");
  EXPECT_EQ(commit.subject, "Say two");
  EXPECT_EQ(commit.at, Instant{1'764'000'000'000'000});
  ASSERT_EQ(commit.changes.size(), 2U);
  EXPECT_EQ(commit.changes[0].path, "postmortems/a.md");
  EXPECT_EQ(commit.changes[0].before, "one\n");
  EXPECT_EQ(commit.changes[0].after, "two\n");
  EXPECT_EQ(commit.changes[1].after, std::nullopt);
  EXPECT_TRUE(Repository(theirs()).read_commit(second, "postmortems", 3).changes[0].too_large);
}

TEST_F(RemoteTest, ARenamedFileIsKnownByItsOldPath) {
  share(mine(), {{"postmortems/a.md", "line one\nline two\nline three\nline four\n"}});
  const std::string moved = share(
      mine(), {{"postmortems/a.md", std::nullopt}, {"postmortems/z.md", "line one\nline two\nline 3\nline four\n"}});
  const Commit commit = Repository(mine()).read_commit(moved, "postmortems", 1000);
  ASSERT_EQ(commit.changes.size(), 1U);
  EXPECT_EQ(commit.changes[0].path, "postmortems/a.md");
  EXPECT_EQ(commit.changes[0].after, "line one\nline two\nline 3\nline four\n");
}

TEST_F(RemoteTest, OnlyCommitsThatAreNotKnownAreListedTheOldestFirst) {
  const std::string first = share(mine(), {{"postmortems/a.md", "1\n"}});
  const std::string second = share(mine(), {{"postmortems/a.md", "2\n"}});
  const std::string third = share(mine(), {{"postmortems/a.md", "3\n"}});
  Repository repository(mine());
  EXPECT_EQ(repository.list_commits(third, first), (std::vector{second, third}));
  EXPECT_EQ(repository.list_commits(third, third), std::vector<std::string>{});
  EXPECT_EQ(repository.list_commits(third, std::nullopt).size(), 3U);
  EXPECT_EQ(repository.list_commits(third, std::string(40, 'a')).size(), 3U);
}

TEST_F(RemoteTest, WhatSomebodyPushedInBetweenIsNeverOverwritten) {
  const std::string first = share(mine(), {{"postmortems/a.md", "1\n"}});
  share(theirs(), {{"postmortems/a.md", "theirs\n"}});
  const std::string late =
      Repository(mine()).commit(first, {{"postmortems/a.md", "mine\n"}}, "Late", "Me", "me@example.org", {});
  const auto pushed = push_from(mine(), late);
  ASSERT_FALSE(pushed);
  EXPECT_EQ(pushed.error().code, ErrorCode::conflict) << pushed.error().message;
}

TEST_F(RemoteTest, ARepositoryThatIsNotThereIsUnavailable) {
  const auto fetched = fetch(mine(), {(folder_ / "nowhere.git").string()}, {}, stop_);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, ErrorCode::unavailable);
  EXPECT_FALSE(fetch(mine(), {"https://127.0.0.1:1/x.git"}, {}, stop_));
}

TEST(RemoteAddress, SecretsAndOtherProtocolsAreRefused) {
  const auto code = [](const std::string& address, const std::string& branch = "main") {
    const auto checked = check({address, branch});
    return checked ? "" : checked.error().field;
  };
  EXPECT_EQ(code("https://git.example.org/team/postmortems.git"), "");
  EXPECT_EQ(code("ssh://git@git.example.org/team/postmortems.git"), "");
  EXPECT_EQ(code("git@git.example.org:team/postmortems.git"), "");
  EXPECT_EQ(code("/srv/git/postmortems.git"), "");
  EXPECT_EQ(code("https://jo:secret@git.example.org/x.git"), "address");
  EXPECT_EQ(code("https://token@git.example.org/x.git"), "address");
  EXPECT_EQ(code("ssh://git:secret@git.example.org/x.git"), "address");
  EXPECT_EQ(code("http://git.example.org/x.git"), "address");
  EXPECT_EQ(code("git://git.example.org/x.git"), "address");
  EXPECT_EQ(code("relative/path"), "address");
  EXPECT_EQ(code("/srv/x.git", "a..b"), "branch");
  EXPECT_EQ(code("/srv/x.git", ""), "branch");
}

TEST(Deadline, EndsTheWaitNotTheWork) {
  std::atomic<bool> stop{false};
  const auto slow = within<int>(milliseconds(50), stop, [] {
    std::this_thread::sleep_for(milliseconds(400));
    return Result<int>(1);
  });
  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.error().code, ErrorCode::unavailable);
  EXPECT_EQ(*within<int>(milliseconds(5000), stop, [] { return Result<int>(7); }), 7);
  EXPECT_THROW(
      static_cast<void>(within<int>(milliseconds(5000), stop, []() -> Result<int> { throw std::runtime_error("x"); })),
      std::runtime_error);
  stop = true;
  EXPECT_FALSE(within<int>(milliseconds(5000), stop, [] {
    std::this_thread::sleep_for(milliseconds(300));
    return Result<int>(1);
  }));
}

}  // namespace
}  // namespace debrief::git
