// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL server for the tests of one process.
#pragma once

#include <sys/types.h>
#include <filesystem>
#include <string>

namespace debrief::db {

/// Listens on a socket in a directory of its own only; as the user postgres where this process is root, since
/// PostgreSQL refuses to run as root. Keeps nothing on the disk for sure: its fsync is off.
class PostgresServer {
 public:
  /// Throws std::runtime_error when it does not come up.
  explicit PostgresServer(const std::filesystem::path& programs);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  /// Where the programs are (…/bin), the newest version first; empty where there is none.
  static std::filesystem::path find_programs();

  /// The address of one of its databases.
  [[nodiscard]] std::string url(const std::string& database) const;

 private:
  std::filesystem::path directory_;
  pid_t process_ = -1;
};

}  // namespace debrief::db
