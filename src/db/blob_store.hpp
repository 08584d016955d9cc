// SPDX-License-Identifier: Apache-2.0
// Originals by content: a directory of immutable files named by their SHA-256.
#pragma once

#include "base/hash.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace debrief::db {

/// Safe from any thread and any number of processes. Throws std::system_error for what the disk refuses.
class BlobStore {
 public:
  /// Creates the directory when it is missing.
  explicit BlobStore(std::filesystem::path directory);

  /// Stores the bytes durably (written aside, fsynced, renamed, directory fsynced) and returns their hash.
  /// Storing what is there already changes nothing.
  Digest put(std::string_view bytes);

  /// Receives an original in pieces, for uploads larger than memory.
  class Upload {
   public:
    virtual ~Upload() = default;
    virtual void append(std::string_view bytes) = 0;
    /// Makes the original durable and visible. Without this call nothing remains.
    virtual Digest finish() = 0;
  };
  [[nodiscard]] std::unique_ptr<Upload> begin_upload();

  /// A name of its own for a file that grows over several requests, in the file system of the originals. `name` is a plain
  /// file name. The directory exists.
  [[nodiscard]] std::filesystem::path partial_path(std::string_view name) const;
  /// Makes a whole file of partial_path the original with this hash, durably, and removes its old name. The caller has
  /// computed the hash, and nobody writes to the file any more.
  void adopt(const std::filesystem::path& file, const Digest& digest);

  /// The whole original. Errors: not_found; conflict when the bytes no longer have their hash.
  [[nodiscard]] Result<std::string> get(const Digest& digest) const;

  [[nodiscard]] std::filesystem::path path_of(const Digest& digest) const;
  [[nodiscard]] bool contains(const Digest& digest) const;

  /// Checks one original against its name without holding it in memory. Errors as get.
  [[nodiscard]] Result<> verify(const Digest& digest) const;

  /// Calls `each` for every stored original, in no order.
  void list(const std::function<void(const Digest&, std::uint64_t size)>& each) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace debrief::db
