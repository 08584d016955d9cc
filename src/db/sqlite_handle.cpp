// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_handle.hpp"

#include "db/database.hpp"
#include "db/sqlite_functions.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

namespace debrief::db {
namespace {

constexpr int kBusyMilliseconds = 5000;

// Where SQLite is laxer than PostgreSQL, the stricter way is chosen: "x" is a column and never a text, and
// LIKE minds the case. The write-ahead log is copied back by the writer itself (SqliteWriteSession), which
// must see whether that worked, so neither COMMIT nor close does it. Deleted rows are overwritten where that
// costs no further page. Temporary pages stay in memory: savepoints would otherwise write files.
constexpr const char* kCommonSettings =
    "pragma foreign_keys = on; pragma secure_delete = fast; pragma temp_store = memory; pragma trusted_schema = off;"
    "pragma wal_autocheckpoint = 0; pragma case_sensitive_like = on;";
constexpr const char* kWriterSettings = "pragma cache_size = -65536; pragma journal_size_limit = 67108864;";
constexpr const char* kReaderSettings = "pragma cache_size = -8192; pragma query_only = on;";

void use_wal(sqlite3* handle) {
  std::string mode;
  const auto read = [](void* into, int, char** columns, char**) {
    *static_cast<std::string*>(into) = columns[0];
    return 0;
  };
  sqlite3_exec(handle, "pragma journal_mode = wal", read, &mode, nullptr);
  if (mode != "wal") {
    throw DatabaseError("the database cannot use a write-ahead log here; put it on a local disk: " +
                        describe_sqlite_error(handle, sqlite3_extended_errcode(handle)));
  }
}

}  // namespace

void CloseSqlite::operator()(sqlite3* handle) const noexcept {
  sqlite3_close_v2(handle);
}

SqliteHandle open_sqlite(const std::string& file, SqliteRole role, Sync sync) {
  const int create = role == SqliteRole::writer ? SQLITE_OPEN_CREATE : 0;
  sqlite3* raw = nullptr;
  const int rc = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | create, nullptr);
  SqliteHandle handle(raw);
  if (rc != SQLITE_OK) {
    throw DatabaseError(fmt::format("cannot open the database {}: {}", file, describe_sqlite_error(raw, rc)));
  }
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  execute_sqlite(raw, sync == Sync::full ? "pragma synchronous = full" : "pragma synchronous = off");
  execute_sqlite(raw, kCommonSettings);
  if (role == SqliteRole::writer) use_wal(raw);
  execute_sqlite(raw, role == SqliteRole::writer ? kWriterSettings : kReaderSettings);
  add_sqlite_functions(raw);
  return handle;
}

bool is_sync_failure(int result_code) {
  return result_code == SQLITE_IOERR_FSYNC || result_code == SQLITE_IOERR_DIR_FSYNC;
}

std::string describe_sqlite_error(sqlite3* handle, int result_code) {
  if ((result_code & 0xff) == SQLITE_FULL) return "the disk is full; free some space, and writing goes on by itself";
  const char* text = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result_code);
  return fmt::format("{} (SQLite {})", text, result_code);
}

void execute_sqlite(sqlite3* handle, const char* sql) {
  if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw DatabaseError(describe_sqlite_error(handle, sqlite3_extended_errcode(handle)));
  }
}

}  // namespace debrief::db
