// SPDX-License-Identifier: Apache-2.0
// The file that an upload grows in.
#pragma once

#include "base/hash.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace debrief::features::evidence {

/// Held by whoever writes to or completes an upload, in any process on the same file system; lets go when it is
/// destroyed.
class PartialFile {
 public:
  /// Opens the file, creating it when it is missing. Absent when somebody else holds it.
  static std::optional<PartialFile> lock(const std::filesystem::path& path);
  ~PartialFile();
  PartialFile(PartialFile&& other) noexcept;
  PartialFile& operator=(PartialFile&&) = delete;

  /// Writes at `offset` and returns when the bytes are on the disk. Whatever lay beyond is cut off first: it was never
  /// acknowledged. Errors: unavailable when the disk is full; conflict when the file ends before `offset`. Throws
  /// std::system_error for other trouble.
  Result<> write(std::int64_t offset, std::string_view bytes);

  /// SHA-256 of the first `size` bytes; absent when there are fewer.
  [[nodiscard]] std::optional<Digest> hash(std::int64_t size);

 private:
  PartialFile(int descriptor, std::filesystem::path path);

  int descriptor_ = -1;
  std::filesystem::path path_;
};

}  // namespace debrief::features::evidence
