// SPDX-License-Identifier: Apache-2.0
#include "db/directory_lock.hpp"

#include "db/sqlite_database.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace debrief::db {
namespace {

/// What another process is told when it wants the directory; empty when it got it.
std::string told_to_another_process(const std::filesystem::path& directory) {
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) return "no pipe";
  const pid_t child = fork();
  if (child == 0) {
    const auto lock = DirectoryLock::acquire(directory);
    const std::string text = lock ? "" : lock.error().message + " | " + lock.error().help;
    const bool sent = write(pipe_ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
    _exit(sent ? 0 : 1);
  }
  close(pipe_ends[1]);
  std::string text(4000, '\0');
  const ssize_t size = read(pipe_ends[0], text.data(), text.size());
  close(pipe_ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return text;
}

TEST(DirectoryLock, KeepsASecondProcessOutAndTellsItWhy) {
  const VanishingDirectory parent;
  const auto directory = parent.path() / "data";
  {
    auto lock = DirectoryLock::acquire(directory);
    ASSERT_TRUE(lock);
    const std::string in_use =
        "the directory " + directory.string() + " is in use by process " + std::to_string(getpid());
    EXPECT_EQ(told_to_another_process(directory), in_use + " | Wait until it ends, or stop it.");
    lock->announce("http://127.0.0.1:8080");
    EXPECT_EQ(told_to_another_process(directory),
              in_use + " (serving http://127.0.0.1:8080) | Use --server http://127.0.0.1:8080, or stop it.");
    EXPECT_EQ(DirectoryLock::acquire(directory).error().code, ErrorCode::conflict);
  }
  EXPECT_EQ(told_to_another_process(directory), "");
  EXPECT_TRUE(DirectoryLock::acquire(directory));
}

TEST(DirectoryLock, MovesWithItsOwner) {
  const VanishingDirectory directory;
  auto first = DirectoryLock::acquire(directory.path());
  const auto second = std::move(first);
  EXPECT_NE(told_to_another_process(directory.path()), "");
}

}  // namespace
}  // namespace debrief::db
