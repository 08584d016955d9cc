// SPDX-License-Identifier: Apache-2.0
// One process at a time in a data directory.
#pragma once

#include "base/result.hpp"
#include "db/file.hpp"

#include <filesystem>
#include <string_view>

namespace debrief::db {

/// Holds `<directory>/lock` locked (flock) until it goes or the process ends, however it ends. Inside stand
/// the holder's process id and where it serves.
class DirectoryLock {
 public:
  /// Creates the directory when it is missing. Errors: conflict while another process holds it, with that
  /// one's id and note. Throws std::system_error for what the disk refuses.
  static Result<DirectoryLock> acquire(const std::filesystem::path& directory);

  /// Tells other processes where to find this one, for example "http://127.0.0.1:8080".
  void announce(std::string_view server_url);

 private:
  explicit DirectoryLock(File file) : file_(std::move(file)) {}

  File file_;
};

}  // namespace debrief::db
