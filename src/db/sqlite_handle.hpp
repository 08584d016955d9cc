// SPDX-License-Identifier: Apache-2.0
// An open SQLite file with the settings of this store.
#pragma once

#include <memory>
#include <string>

struct sqlite3;

namespace debrief::db {

struct CloseSqlite {
  void operator()(sqlite3* handle) const noexcept;
};
using SqliteHandle = std::unique_ptr<sqlite3, CloseSqlite>;

enum class SqliteRole { writer, reader };
enum class Sync { full, off };

/// Opens the file, and creates it when `role` is writer: WAL, foreign keys, a busy timeout, our functions.
/// The handle serves one thread at a time. Throws DatabaseError.
[[nodiscard]] SqliteHandle open_sqlite(const std::string& file, SqliteRole role, Sync sync);

/// True for the result codes of an fsync that failed.
[[nodiscard]] bool is_sync_failure(int result_code);

/// "disk I/O error (SQLite 1034)", with what to do where that is known.
[[nodiscard]] std::string describe_sqlite_error(sqlite3* handle, int result_code);

/// Runs statements without rows. Throws DatabaseError.
void execute_sqlite(sqlite3* handle, const char* sql);

}  // namespace debrief::db
