// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_writer.hpp"

namespace debrief::db {
namespace {

/// Two stores in schemas of one database do not wait for each other.
constexpr const char* kLock = "select pg_advisory_xact_lock(1684370025, hashtext(current_schema()))";

}  // namespace

PostgresWriteSession::PostgresWriteSession(std::string url) : connection_(std::move(url)) {
  connection_.session().ensure_connected();
}

TransactionConnection& PostgresWriteSession::begin() {
  connection_.begin("begin", kLock);
  return connection_;
}

void PostgresWriteSession::open_savepoint() {
  connection_.session().defer("savepoint caller");
}

void PostgresWriteSession::keep_savepoint() {
  connection_.session().defer("release savepoint caller");
}

void PostgresWriteSession::undo_savepoint() {
  connection_.session().defer("rollback to savepoint caller");
  connection_.session().defer("release savepoint caller");
}

void PostgresWriteSession::check() {
  if (connection_.session().connected()) return;
  connection_.rethrow_failure();
  throw DatabaseError("the connection to PostgreSQL was lost");
}

void PostgresWriteSession::commit() {
  try {
    connection_.commit();
  } catch (const DatabaseError& error) {
    if (connection_.session().connected()) throw;
    throw DatabaseError(std::string("it is unknown whether this was stored: ") + error.what());
  }
}

void PostgresWriteSession::probe() {
  connection_.begin("begin", "select 1");
  connection_.commit();
}

}  // namespace debrief::db
