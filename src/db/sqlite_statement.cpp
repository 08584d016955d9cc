// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_statement.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>

namespace debrief::db {
namespace {

/// For SQLite, data that is null is NULL even where its size is 0.
const char* data_of(const std::string& bytes) {
  return bytes.empty() ? "" : bytes.data();
}

struct Binder {
  sqlite3_stmt* statement;
  int slot;
  int operator()(std::monostate) const { return sqlite3_bind_null(statement, slot); }
  int operator()(TypedNull) const { return sqlite3_bind_null(statement, slot); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, slot, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, slot, value); }
  int operator()(const std::string& value) const {
    return sqlite3_bind_text64(statement, slot, data_of(value), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(const Blob& value) const {
    return sqlite3_bind_blob64(statement, slot, data_of(value.bytes), value.bytes.size(), SQLITE_STATIC);
  }
};

Value column_value(sqlite3_stmt* statement, int column) {
  const auto bytes = [&](const void* data) {
    return std::string(static_cast<const char*>(data),
                       data == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
  };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: return bytes(sqlite3_column_text(statement, column));
    case SQLITE_BLOB: return Blob{bytes(sqlite3_column_blob(statement, column))};
    default: return std::monostate{};
  }
}

}  // namespace

void FinalizeSqlite::operator()(sqlite3_stmt* statement) const noexcept {
  sqlite3_finalize(statement);
}

std::shared_ptr<SqliteStatement> SqliteStatement::prepare(sqlite3* handle, std::string_view sql,
                                                          std::string_view* tail) {
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int rc =
      sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, &rest);
  if (rc != SQLITE_OK) return nullptr;
  auto result = std::make_shared<SqliteStatement>();
  result->statement_.reset(raw);
  *tail = sql.substr(static_cast<std::size_t>(rest - sql.data()));
  result->parameters_ = static_cast<std::size_t>(sqlite3_bind_parameter_count(raw));
  for (std::size_t found = 0; found < result->parameters_; ++found) {
    const std::string name = fmt::format("${}", found + 1);
    result->slots_.push_back(sqlite3_bind_parameter_index(raw, name.c_str()));
  }
  return result;
}

bool SqliteStatement::busy() const {
  return sqlite3_stmt_busy(get()) != 0;
}

bool SqliteStatement::bind(std::span<const Value> args) {
  if (args.size() != parameters_) return false;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (slots_[i] == 0 || std::visit(Binder{get(), slots_[i]}, args[i]) != SQLITE_OK) return false;
  }
  return true;
}

Row SqliteStatement::row() const {
  const int count = sqlite3_data_count(get());
  std::vector<Value> columns;
  columns.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) columns.push_back(column_value(get(), i));
  return Row(std::move(columns));
}

void SqliteStatement::reset() {
  sqlite3_reset(get());
  sqlite3_clear_bindings(get());
}

}  // namespace debrief::db
