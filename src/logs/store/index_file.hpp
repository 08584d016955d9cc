// SPDX-License-Identifier: Apache-2.0
// A file to which records are appended. A record that was cut off by a crash, and everything behind it, is dropped when
// the file is opened for writing.
//
// Form: "DBLOGIX1", then records: length (32 bits, little-endian), the first 8 bytes of the SHA-256 of what follows,
// and the zstd-compressed record, whose first byte is its kind.
#pragma once

#include "base/result.hpp"
#include "logs/store/frames.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace debrief::logs {

/// A file that is closed in the end. Throws std::system_error where the disk fails.
class File {
 public:
  enum class Mode { read, append };
  File(const std::filesystem::path& path, Mode mode);
  ~File();
  File(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File& operator=(File&&) = delete;

  [[nodiscard]] std::uint64_t size() const;
  /// Writes all of it behind the end.
  void append(std::string_view bytes);
  /// Fewer bytes only at the end of the file. Safe from any thread.
  [[nodiscard]] std::string read(std::uint64_t offset, std::size_t size) const;
  void truncate(std::uint64_t size);
  /// Keeps other processes out until the file is closed; throws when one of them is in.
  void lock();
  /// What was written is on the disk when it returns.
  void sync();
  /// The names in a folder are on the disk when it returns.
  static void sync_folder(const std::filesystem::path& folder);

 private:
  int descriptor_ = -1;
};

class IndexFile {
 public:
  using Take = std::function<void(char kind, std::string_view record)>;

  /// Reads all records, and cuts off a damaged tail when it may write. Throws Damaged when the file is none of ours.
  IndexFile(const std::filesystem::path& path, File::Mode mode, const Take& take);
  /// Durable after sync().
  void append(char kind, std::string_view record);
  void sync();

 private:
  File file_;
  Compressor compressor_;
  std::string pending_;
};

}  // namespace debrief::logs
