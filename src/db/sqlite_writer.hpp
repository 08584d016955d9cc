// SPDX-License-Identifier: Apache-2.0
// The one writer of a SQLite file.
#pragma once

#include "db/group_commit.hpp"
#include "db/sqlite_connection.hpp"

namespace debrief::db {

/// Copies the write-ahead log back into the file itself, after callers have been answered, so that an error
/// there is seen: a checkpoint that SQLite repeats after a failed fsync can succeed without the lost pages.
class SqliteWriteSession final : public WriteSession {
 public:
  /// Empties the log that an earlier process left, before anything is added to it. Throws DatabaseError.
  explicit SqliteWriteSession(SqliteHandle handle);
  ~SqliteWriteSession() override;

  TransactionConnection& begin() override;
  void open_savepoint() override;
  void keep_savepoint() override;
  void undo_savepoint() override;
  void check() override;
  void commit() override;
  void abandon() noexcept override;
  void after_commit() override;
  void probe() override;
  [[nodiscard]] std::chrono::milliseconds idle_probe() const override { return std::chrono::milliseconds{0}; }

 private:
  void control(const char* sql);
  [[noreturn]] void fail(int result_code);
  [[noreturn]] void fail_broken(int result_code);

  SqliteConnection connection_;
  int log_pages_ = 0;        // pages in the write-ahead log after the last commit
  int copied_at_pages_ = 0;  // its size when it was last copied back
  bool broken_ = false;
};

}  // namespace debrief::db
