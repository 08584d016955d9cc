// SPDX-License-Identifier: Apache-2.0
// A connection to a SQLite file.
#pragma once

#include "db/sqlite_handle.hpp"
#include "db/sqlite_statement.hpp"
#include "db/statement_cache.hpp"
#include "db/transaction_connection.hpp"

namespace debrief::db {

/// Serves one thread at a time.
class SqliteConnection final : public TransactionConnection {
 public:
  explicit SqliteConnection(SqliteHandle handle) : handle_(std::move(handle)) {}

  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

  /// Runs a statement of transaction control, also after a failure; returns SQLite's extended result code.
  [[nodiscard]] int control(const char* sql);

  /// True when a statement of this connection met an fsync that failed.
  [[nodiscard]] bool sync_failed() const { return sync_failed_; }

 protected:
  std::int64_t run_statement(std::string_view sql, std::span<const Value> args, const Each& each) override;
  void stream_statement(std::string_view sql, std::span<const Value> args, const Each& each) override;
  void run_script(std::string_view sql) override;

 private:
  std::shared_ptr<SqliteStatement> statement(std::string_view sql);
  void step_through(SqliteStatement& statement, std::string_view sql, const Each& each);
  [[noreturn]] void fail_with_code(int result_code, std::string_view sql);

  SqliteHandle handle_;
  StatementCache<SqliteStatement> statements_{256};
  bool sync_failed_ = false;
};

}  // namespace debrief::db
