// SPDX-License-Identifier: Apache-2.0
#include "db/database.hpp"

#include "db/postgres_database.hpp"
#include "db/sqlite_database.hpp"

#include <fmt/core.h>

namespace debrief::db {
namespace {

const char* kind_of(const Value& value) {
  static constexpr const char* kKinds[] = {"null", "an integer", "a real number", "text", "bytes", "null"};
  return kKinds[value.index()];
}

template <class T>
const T& column_as(const std::vector<Value>& columns, std::size_t column, const char* wanted) {
  if (column >= columns.size()) {
    throw DatabaseError(fmt::format("there is no column {} in a row of {}", column, columns.size()));
  }
  if (const T* value = std::get_if<T>(&columns[column])) return *value;
  throw DatabaseError(fmt::format("column {} holds {}, not {}", column, kind_of(columns[column]), wanted));
}

}  // namespace

bool Row::is_null(std::size_t column) const {
  return column < columns_.size() && std::holds_alternative<std::monostate>(columns_[column]);
}

std::int64_t Row::integer(std::size_t column) const {
  return column_as<std::int64_t>(columns_, column, "an integer");
}

double Row::real(std::size_t column) const {
  if (column < columns_.size()) {
    if (const auto* whole = std::get_if<std::int64_t>(&columns_[column])) return static_cast<double>(*whole);
  }
  return column_as<double>(columns_, column, "a real number");
}

const std::string& Row::text(std::size_t column) const {
  return column_as<std::string>(columns_, column, "text");
}

const std::string& Row::blob(std::size_t column) const {
  return column_as<Blob>(columns_, column, "bytes").bytes;
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::unique_ptr<Database> Database::open(const Location& location) {
  if (!location.postgresql_url.empty()) return std::make_unique<PostgresDatabase>(location.postgresql_url);
  if (!location.sqlite_file.empty()) return std::make_unique<SqliteDatabase>(location.sqlite_file);
  throw DatabaseError("no database was named: give a file for SQLite or a postgresql:// address");
}

void notify(Connection& connection, std::string_view channel, std::string_view payload) {
  if (connection.engine() == Engine::postgresql) connection.query("select pg_notify($1, $2)", channel, payload);
}

std::string Dialect::lower(std::string_view column) const {
  return fmt::format("lower({})", column);
}

}  // namespace debrief::db
