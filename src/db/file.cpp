// SPDX-License-Identifier: Apache-2.0
#include "db/file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace debrief::db {

void throw_errno(std::string_view what, const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), fmt::format("cannot {} {}", what, path.string()));
}

File::File(const std::filesystem::path& path, int flags, int mode)
    : descriptor_(open(path.c_str(), flags | O_CLOEXEC, mode)), path_(path) {
  if (descriptor_ < 0) throw_errno("open", path);
}

File::~File() {
  if (descriptor_ >= 0) close(descriptor_);
}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

void File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno("write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t File::read(char* into, std::size_t size) {
  for (;;) {
    const ssize_t count = ::read(descriptor_, into, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) throw_errno("read", path_);
  }
}

void File::sync() {
  if (fsync(descriptor_) != 0) throw_errno("sync", path_);
}

void sync_directory(const std::filesystem::path& directory) {
  File(directory, O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace debrief::db
