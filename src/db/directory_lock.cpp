// SPDX-License-Identifier: Apache-2.0
#include "db/directory_lock.hpp"

#include "base/text.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace debrief::db {
namespace {

/// The error that names the holder, as far as it has written its name yet.
Error in_use(const std::filesystem::path& directory, File& file) {
  std::array<char, 2000> content{};
  const std::size_t size = file.read(content.data(), content.size());
  const auto lines = split_lines({content.data(), size});
  const std::string process = !lines.empty() && !lines[0].empty() ? fmt::format("process {}", lines[0]) : "a process";
  const bool serves = lines.size() > 1 && !lines[1].empty();
  return conflict("the directory {} is in use by {}{}", directory.string(), process,
                  serves ? fmt::format(" (serving {})", lines[1]) : "")
      .with_help(serves ? fmt::format("Use --server {}, or stop it.", lines[1]) : "Wait until it ends, or stop it.");
}

void write_holder(File& file, std::string_view server_url) {
  const std::string content = fmt::format("{}\n{}\n", getpid(), server_url);
  if (ftruncate(file.descriptor(), 0) != 0 || lseek(file.descriptor(), 0, SEEK_SET) != 0) {
    throw_errno("write", file.path());
  }
  file.write(content);
}

}  // namespace

Result<DirectoryLock> DirectoryLock::acquire(const std::filesystem::path& directory) {
  std::filesystem::create_directories(directory);
  File file(directory / "lock", O_RDWR | O_CREAT, 0644);
  if (flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return in_use(directory, file);
    throw_errno("lock", file.path());
  }
  write_holder(file, "");
  return DirectoryLock(std::move(file));
}

void DirectoryLock::announce(std::string_view server_url) {
  write_holder(file_, server_url);
}

}  // namespace debrief::db
