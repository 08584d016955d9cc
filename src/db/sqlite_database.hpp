// SPDX-License-Identifier: Apache-2.0
// The store in a SQLite file.
#pragma once

#include "db/connection_pool.hpp"
#include "db/group_commit.hpp"
#include "db/sqlite_connection.hpp"

#include <filesystem>
#include <string>

namespace debrief::db {

/// A directory of its own under the system's one for temporary files, removed with all that is in it.
class VanishingDirectory {
 public:
  VanishingDirectory();
  ~VanishingDirectory();
  VanishingDirectory(const VanishingDirectory&) = delete;
  VanishingDirectory& operator=(const VanishingDirectory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class SqliteDatabase final : public Database {
 public:
  /// As Location::sqlite_file. Throws DatabaseError.
  explicit SqliteDatabase(const std::string& file);

  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
  [[nodiscard]] bool writable() const override { return writer_.writable(); }
  [[nodiscard]] WriteStatistics statistics() const override { return writer_.statistics(); }
  void listen(const std::string& channel, std::function<void(std::string)> heard) override;

 protected:
  void run_write(const std::function<bool(Connection&)>& work) override { writer_.run(work); }
  void run_read(const std::function<void(Connection&)>& work) override;

 private:
  // Readers close before the writer, which then empties the log; a vanishing file goes last.
  std::unique_ptr<VanishingDirectory> vanishing_;
  std::string file_;
  GroupCommit writer_;
  ConnectionPool<SqliteConnection> readers_;
};

}  // namespace debrief::db
