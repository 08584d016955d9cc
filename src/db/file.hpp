// SPDX-License-Identifier: Apache-2.0
// Files of the operating system, closed when they go.
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

namespace debrief::db {

/// An open file. Members throw std::system_error with the path in its text.
class File {
 public:
  File() = default;
  /// Opens with the flags and mode of open(2), and O_CLOEXEC.
  File(const std::filesystem::path& path, int flags, int mode = 0);
  /// Takes over an open descriptor.
  File(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~File();
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}
  File& operator=(File&& other) noexcept;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  void write(std::string_view bytes);
  /// Up to `size` bytes from where the last read ended; 0 at the end.
  [[nodiscard]] std::size_t read(char* into, std::size_t size);
  /// Returns when the content is on the disk. An error must not be followed by another try: the system may
  /// have forgotten what it could not write.
  void sync();

 private:
  int descriptor_ = -1;
  std::filesystem::path path_;
};

/// Makes the names in a directory durable.
void sync_directory(const std::filesystem::path& directory);

/// Throws std::system_error for the present errno.
[[noreturn]] void throw_errno(std::string_view what, const std::filesystem::path& path);

}  // namespace debrief::db
