// SPDX-License-Identifier: Apache-2.0
// One relational store over two engines: embedded SQLite, or PostgreSQL where several servers share the
// work. The same SQL text, with $1…$n parameters, runs on both; what differs is behind Dialect.
//
// Writing: one writer thread per Database runs callers' transactions in order and commits many of them
// with one fsync (group commit); each caller's work is a savepoint of its own. On PostgreSQL the writer
// takes an advisory lock for the batch, so the order of commits is total over all servers.
//
// What both engines keep alike: text is valid UTF-8 without NUL; each parameter is used and each has a
// value; LIKE minds the case and lower() does not stop at ASCII; greatest() and least() exist; sums and
// truth values are integers. After a statement failed, its transaction runs no other one.
#pragma once

#include "base/result.hpp"

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace debrief::db {

enum class Engine { sqlite, postgresql };

/// The database could not do what a correct program asked (disk full, connection lost, constraint that the
/// code should have kept). After a failed commit the store stops writing: see Database::write.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A unique or primary key exists already. The caller's savepoint is rolled back, also where `work` catches
/// this: it may then return an error, but not go on.
class KeyExists : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

/// Raw bytes (BLOB, bytea), as opposed to text.
struct Blob {
  std::string bytes;
};

/// A parameter without a value, of a type that is known all the same: PostgreSQL does not compile
/// `$1 is null or id = $1` without it. Rows hold std::monostate instead.
struct TypedNull {
  enum class Type { integer, real, text, bytes } type;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob, TypedNull>;

/// One row of a result, columns from 0. Asking for another type than the column holds throws DatabaseError;
/// only real() also reads integers.
class Row {
 public:
  explicit Row(std::vector<Value> columns) : columns_(std::move(columns)) {}
  [[nodiscard]] bool is_null(std::size_t column) const;
  [[nodiscard]] std::int64_t integer(std::size_t column) const;
  [[nodiscard]] double real(std::size_t column) const;
  [[nodiscard]] bool boolean(std::size_t column) const { return integer(column) != 0; }
  [[nodiscard]] const std::string& text(std::size_t column) const;
  [[nodiscard]] const std::string& blob(std::size_t column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::size_t column) const;
  [[nodiscard]] std::optional<std::string> optional_text(std::size_t column) const;
  [[nodiscard]] std::size_t size() const { return columns_.size(); }

 private:
  std::vector<Value> columns_;
};

/// Truth values are stored as 0 and 1. Throws DatabaseError for what 64 bits with a sign cannot hold.
template <std::integral T>
Value to_value(T v) {
  if (!std::in_range<std::int64_t>(static_cast<std::conditional_t<std::is_same_v<T, bool>, int, T>>(v))) {
    throw DatabaseError("the number is larger than the database can hold");
  }
  return static_cast<std::int64_t>(v);
}
inline Value to_value(double v) { return v; }
inline Value to_value(std::string_view v) { return std::string(v); }
inline Value to_value(const std::string& v) { return v; }
inline Value to_value(const char* v) { return std::string(v); }
inline Value to_value(Blob v) { return v; }
inline Value to_value(std::nullptr_t) { return std::monostate{}; }
inline Value to_value(Value v) { return v; }
template <class T>
Value to_value(const std::optional<T>& v) {
  using enum TypedNull::Type;
  if (v) return to_value(*v);
  if constexpr (std::is_integral_v<T>) return TypedNull{integer};
  if constexpr (std::is_floating_point_v<T>) return TypedNull{real};
  if constexpr (std::is_same_v<T, Blob>) return TypedNull{bytes};
  if constexpr (std::is_convertible_v<T, std::string_view>) return TypedNull{text};
  return std::monostate{};
}

/// A connection inside one transaction. Valid only during the call that hands it out, on that thread.
class Connection {
 public:
  virtual ~Connection() = default;
  [[nodiscard]] virtual Engine engine() const = 0;

  /// All rows of a statement. Throws DatabaseError, KeyExists.
  template <class... Args>
  std::vector<Row> query(std::string_view sql, const Args&... args) {
    std::vector<Row> rows;
    run(sql, std::array<Value, sizeof...(Args)>{to_value(args)...}, [&](Row row) { rows.push_back(std::move(row)); });
    return rows;
  }
  /// The first row, if there is one.
  template <class... Args>
  std::optional<Row> query_one(std::string_view sql, const Args&... args) {
    std::optional<Row> first;
    run(sql, std::array<Value, sizeof...(Args)>{to_value(args)...}, [&](Row row) {
      if (!first) first = std::move(row);
    });
    return first;
  }
  /// Hands the rows of a query to `each` one by one; for results too large to hold. `each` may run other
  /// statements.
  template <class... Args>
  void scan(const std::function<void(Row)>& each, std::string_view sql, const Args&... args) {
    stream(sql, std::array<Value, sizeof...(Args)>{to_value(args)...}, each);
  }
  /// Runs a statement without result rows; returns how many rows it changed.
  template <class... Args>
  std::int64_t execute(std::string_view sql, const Args&... args) {
    return run(sql, std::array<Value, sizeof...(Args)>{to_value(args)...}, [](Row) {});
  }
  /// As query, with parameters made at run time.
  std::int64_t run_with(std::string_view sql, const std::vector<Value>& args, const std::function<void(Row)>& each) {
    return run(sql, args, each);
  }
  /// Runs statements separated by semicolons, without parameters (migrations).
  virtual void execute_script(std::string_view sql) = 0;

 protected:
  using Each = std::function<void(Row)>;
  virtual std::int64_t run(std::string_view sql, std::span<const Value> args, const Each& each) = 0;
  virtual void stream(std::string_view sql, std::span<const Value> args, const Each& each) = 0;
};

struct Location {
  std::string sqlite_file;     ///< path of the SQLite file; ":memory:" is one that vanishes and is never synced
  std::string postgresql_url;  ///< "postgresql://…"; empty for SQLite
};

/// What the writer has done since the store was opened.
struct WriteStatistics {
  std::uint64_t commits = 0;       ///< batches made durable
  std::uint64_t transactions = 0;  ///< callers whose work was in them
};

/// A set of connections to one store. All members are safe from any thread, except inside a transaction.
class Database {
 public:
  /// Opens and creates what is missing; does not migrate. Throws DatabaseError.
  static std::unique_ptr<Database> open(const Location& location);
  virtual ~Database() = default;

  [[nodiscard]] virtual Engine engine() const = 0;

  /// Runs `work(Connection&)` on the writer thread and returns its result once it is durable on disk. When
  /// work throws, or returns a Result that holds an error, everything it wrote is undone and nothing else
  /// is. `work` runs once at most, must not call read or write, and should be short: others wait for it.
  ///
  /// A commit that failed is never retried: every caller in it gets a DatabaseError, whatever its work
  /// returned, since that may rest on what was lost; what they wrote may still prove to be stored. After
  /// that SQLite refuses every write until a restart, because a second fsync can succeed without the bytes
  /// of the first; a full disk, noticed before the fsync, only fails the writes it meets. PostgreSQL, a
  /// process of its own, is connected to again.
  template <class F>
  auto write(F&& work) -> std::invoke_result_t<F, Connection&> {
    using T = std::invoke_result_t<F, Connection&>;
    if constexpr (std::is_void_v<T>) {
      run_write([&](Connection& connection) {
        work(connection);
        return true;
      });
    } else {
      std::optional<T> result;
      run_write([&](Connection& connection) {
        result.emplace(work(connection));
        if constexpr (requires {
                        result->has_value();
                        result->error();
                      })
          return result->has_value();
        return true;
      });
      return std::move(*result);
    }
  }

  /// Runs `work(Connection&)` on this thread in a read-only snapshot.
  template <class F>
  auto read(F&& work) -> std::invoke_result_t<F, Connection&> {
    using T = std::invoke_result_t<F, Connection&>;
    if constexpr (std::is_void_v<T>) {
      run_read([&](Connection& connection) { work(connection); });
    } else {
      std::optional<T> result;
      run_read([&](Connection& connection) { result.emplace(work(connection)); });
      return std::move(*result);
    }
  }

  /// True while facts can be stored: the last commit succeeded and the store answers. Where waiting may
  /// help (disk full, connection lost) the writer tries again each second by itself.
  [[nodiscard]] virtual bool writable() const = 0;
  [[nodiscard]] virtual WriteStatistics statistics() const = 0;

  /// Calls `heard(payload)` on a thread of its own for each NOTIFY on `channel` by any server of a
  /// PostgreSQL store, this one included; and `heard("")` each time listening begins (again), since what
  /// was sent before may have been missed. `heard` must not throw. Does nothing on SQLite, where one
  /// process is alone.
  virtual void listen(const std::string& channel, std::function<void(std::string)> heard) = 0;

 protected:
  /// `work` returns false to roll back its savepoint.
  virtual void run_write(const std::function<bool(Connection&)>& work) = 0;
  virtual void run_read(const std::function<void(Connection&)>& work) = 0;
};

/// Sends `payload` (8000 bytes at most) to every listener on `channel` when the transaction commits. Does
/// nothing on SQLite.
void notify(Connection& connection, std::string_view channel, std::string_view payload);

/// What differs between the engines in SQL text, and nowhere else.
struct Dialect {
  Engine engine;
  /// `column` in lower case for comparison, beyond ASCII on both engines.
  [[nodiscard]] std::string lower(std::string_view column) const;
};

/// One numbered step of the schema: "0001_foundation.sql" has number 1.
struct Migration {
  int number;
  std::string name;
  std::string sql;
};

/// Brings the schema to the newest migration, one transaction a step, and records each in `migrations`
/// with the SHA-256 of its text. In the text {I} {T} {B} {R} stand for the engine's types of 64-bit integer,
/// text, bytes and real number, and {STRICT} for SQLite's STRICT. Errors: conflict when the store is newer
/// than this program, or when a recorded step has another text.
[[nodiscard]] Result<> migrate(Database& database, const std::vector<Migration>& steps);

}  // namespace debrief::db
