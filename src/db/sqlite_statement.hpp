// SPDX-License-Identifier: Apache-2.0
// One prepared statement of SQLite.
#pragma once

#include "db/database.hpp"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace debrief::db {

struct FinalizeSqlite {
  void operator()(sqlite3_stmt* statement) const noexcept;
};

/// Holds a statement with its parameters, which SQLite takes "$1" to be the names of.
class SqliteStatement {
 public:
  /// Null when the text does not compile: ask the handle for its error. `tail` receives what follows the
  /// first statement. A text without any statement yields one whose get() is null.
  static std::shared_ptr<SqliteStatement> prepare(sqlite3* handle, std::string_view sql, std::string_view* tail);

  [[nodiscard]] sqlite3_stmt* get() const { return statement_.get(); }
  [[nodiscard]] bool busy() const;

  /// Binds $1…$n, without copies: `args` must outlive the run. False when the parameters and the arguments
  /// are not the same in number.
  [[nodiscard]] bool bind(std::span<const Value> args);
  /// The row that a step has just yielded.
  [[nodiscard]] Row row() const;
  void reset();

 private:
  std::unique_ptr<sqlite3_stmt, FinalizeSqlite> statement_;
  std::vector<int> slots_;  // of $1…$n; 0 where the text skips a number
  std::size_t parameters_ = 0;
};

}  // namespace debrief::db
