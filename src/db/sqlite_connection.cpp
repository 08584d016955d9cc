// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_connection.hpp"

#include "base/text.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

namespace debrief::db {
namespace {

/// Ready for its next use, however the present one ends.
class Resetting {
 public:
  explicit Resetting(SqliteStatement& statement) : statement_(statement) {}
  ~Resetting() { statement_.reset(); }
  Resetting(const Resetting&) = delete;
  Resetting& operator=(const Resetting&) = delete;

 private:
  SqliteStatement& statement_;
};

bool is_existing_key(int rc) {
  return rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY || rc == SQLITE_CONSTRAINT_ROWID;
}

}  // namespace

void SqliteConnection::fail_with_code(int result_code, std::string_view sql) {
  sync_failed_ = sync_failed_ || is_sync_failure(result_code);
  const std::string message =
      fmt::format("{}, in: {}", describe_sqlite_error(handle(), result_code), shorten(trim(sql), 300));
  if (is_existing_key(result_code)) fail(KeyExists(message));
  fail(DatabaseError(message));
}

std::shared_ptr<SqliteStatement> SqliteConnection::statement(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found && !found->busy()) return found;
  std::string_view tail;
  auto fresh = SqliteStatement::prepare(handle(), sql, &tail);
  if (!fresh) fail_with_code(sqlite3_extended_errcode(handle()), sql);
  if (fresh->get() == nullptr || !trim(tail).empty()) {
    fail(DatabaseError(fmt::format("expected one statement: {}", shorten(trim(sql), 300))));
  }
  if (!found) statements_.add(std::string(sql), fresh);
  return fresh;
}

void SqliteConnection::step_through(SqliteStatement& statement, std::string_view sql, const Each& each) {
  int rc = SQLITE_ROW;
  while ((rc = sqlite3_step(statement.get())) == SQLITE_ROW) each(statement.row());
  if (rc != SQLITE_DONE) fail_with_code(sqlite3_extended_errcode(handle()), sql);
}

std::int64_t SqliteConnection::run_statement(std::string_view sql, std::span<const Value> args, const Each& each) {
  const std::shared_ptr<SqliteStatement> prepared = statement(sql);
  const Resetting resetting(*prepared);
  if (!prepared->bind(args)) {
    fail(DatabaseError(fmt::format("{} values do not fit the parameters of: {}", args.size(), shorten(sql, 300))));
  }
  // The count of changes is that of the last statement that had one; only the total tells whether this one did.
  const auto before = sqlite3_total_changes64(handle());
  step_through(*prepared, sql, each);
  return sqlite3_total_changes64(handle()) == before ? 0 : sqlite3_changes64(handle());
}

void SqliteConnection::stream_statement(std::string_view sql, std::span<const Value> args, const Each& each) {
  run_statement(sql, args, each);
}

void SqliteConnection::run_script(std::string_view sql) {
  while (!trim(sql).empty()) {
    const std::string_view from = sql;
    const auto prepared = SqliteStatement::prepare(handle(), from, &sql);
    if (!prepared) fail_with_code(sqlite3_extended_errcode(handle()), from);
    if (prepared->get() != nullptr) step_through(*prepared, from, [](const Row&) {});
  }
}

int SqliteConnection::control(const char* sql) {
  auto prepared = statements_.find(sql);
  if (!prepared) {
    std::string_view tail;
    prepared = SqliteStatement::prepare(handle(), sql, &tail);
    if (!prepared) return sqlite3_extended_errcode(handle());
    statements_.add(sql, prepared);
  }
  const int rc = sqlite3_step(prepared->get());
  sqlite3_reset(prepared->get());
  return rc == SQLITE_DONE || rc == SQLITE_ROW ? SQLITE_OK : rc;
}

}  // namespace debrief::db
