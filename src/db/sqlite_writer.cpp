// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_writer.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

namespace debrief::db {
namespace {

/// 16 MiB of 4 KiB pages: large enough that hot pages are copied back once for many commits, small enough
/// that the writer is away for a fraction of a second.
constexpr int kCheckpointPages = 4096;

/// What a COMMIT can meet before it comes to the fsync; the transaction is then undone and all is well.
bool is_before_fsync(int rc) {
  return (rc & 0xff) == SQLITE_FULL || (rc & 0xff) == SQLITE_BUSY;
}

}  // namespace

SqliteWriteSession::SqliteWriteSession(SqliteHandle handle) : connection_(std::move(handle)) {
  sqlite3* db = connection_.handle();
  const int rc = sqlite3_wal_checkpoint_v2(db, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY) {
    throw DatabaseError("cannot bring the database up to date: " + describe_sqlite_error(db, rc));
  }
  const auto note_pages = [](void* session, sqlite3*, const char*, int pages) {
    static_cast<SqliteWriteSession*>(session)->log_pages_ = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(db, note_pages, this);
}

SqliteWriteSession::~SqliteWriteSession() {
  if (!broken_) sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

void SqliteWriteSession::fail_broken(int result_code) {
  broken_ = true;
  throw StoreBroken(describe_sqlite_error(connection_.handle(), result_code));
}

void SqliteWriteSession::fail(int result_code) {
  if (is_sync_failure(result_code)) fail_broken(result_code);
  throw DatabaseError(describe_sqlite_error(connection_.handle(), result_code));
}

void SqliteWriteSession::control(const char* sql) {
  const int rc = connection_.control(sql);
  if (rc != SQLITE_OK) fail(rc);
}

TransactionConnection& SqliteWriteSession::begin() {
  control("begin immediate");
  return connection_;
}

void SqliteWriteSession::open_savepoint() {
  control("savepoint caller");
}

void SqliteWriteSession::keep_savepoint() {
  control("release caller");
}

void SqliteWriteSession::undo_savepoint() {
  control("rollback to caller");
  control("release caller");
}

void SqliteWriteSession::check() {
  if (connection_.sync_failed()) fail_broken(SQLITE_IOERR_FSYNC);
  if (sqlite3_get_autocommit(connection_.handle()) != 0) {
    connection_.rethrow_failure();
    throw DatabaseError("the transaction was ended by a statement inside it");
  }
}

void SqliteWriteSession::commit() {
  const int rc = connection_.control("commit");
  if (rc == SQLITE_OK) return;
  if (is_before_fsync(rc)) fail(rc);
  fail_broken(rc);
}

void SqliteWriteSession::abandon() noexcept {
  if (sqlite3_get_autocommit(connection_.handle()) != 0) return;
  // The transaction is undone in any case, at the latest when the file is opened again.
  static_cast<void>(connection_.control("rollback"));
}

void SqliteWriteSession::after_commit() {
  if (log_pages_ < copied_at_pages_) copied_at_pages_ = 0;
  if (log_pages_ - copied_at_pages_ < kCheckpointPages) return;
  copied_at_pages_ = log_pages_;
  const int rc = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (rc == SQLITE_OK || (rc & 0xff) == SQLITE_BUSY) return;
  if (is_before_fsync(rc)) fail(rc);
  fail_broken(rc);
}

void SqliteWriteSession::probe() {
  begin();
  // Writing the value that it has already still goes through the log and an fsync.
  std::int64_t version = 0;
  if (const auto row = connection_.query_one("pragma user_version")) version = row->integer(0);
  execute_sqlite(connection_.handle(), fmt::format("pragma user_version = {}", version).c_str());
  commit();
}

}  // namespace debrief::db
