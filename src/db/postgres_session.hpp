// SPDX-License-Identifier: Apache-2.0
// One session with a PostgreSQL server, over libpq in pipeline mode: statements that need no answer by
// themselves travel with the next one that does, so most callers cost one round trip.
#pragma once

#include "db/postgres_values.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace debrief::db {

struct FinishPostgres {
  void operator()(pg_conn* connection) const noexcept;
};
using PostgresHandle = std::unique_ptr<pg_conn, FinishPostgres>;

struct ClearPostgres {
  void operator()(pg_result* result) const noexcept;
};
using PostgresResult = std::unique_ptr<pg_result, ClearPostgres>;

/// Connects with our settings: time limits on connecting, on dead peers and on idle transactions, UTC, UTF-8,
/// and a commit that waits for the disk. Throws DatabaseError.
[[nodiscard]] PostgresHandle connect_postgres(const std::string& url);

/// Throws DatabaseError, or KeyExists, where `result` holds an error. Values never get into the message.
void check_postgres(pg_conn* connection, const pg_result* result, std::string_view sql);

/// Serves one thread at a time.
class PostgresSession {
 public:
  /// Does not connect yet.
  explicit PostgresSession(std::string url) : url_(std::move(url)) {}

  /// Connects unless the connection is believed to stand. Throws DatabaseError.
  void ensure_connected();
  /// Closes the connection; the next ensure_connected opens another.
  void disconnect();
  [[nodiscard]] bool connected() const;

  /// Queues a command without parameters or rows in front of what is sent next.
  void defer(std::string command) { deferred_.push_back(std::move(command)); }
  /// Sends what was deferred and one command. Throws the first error.
  PostgresResult command(std::string_view sql, const PostgresParameters& parameters = PostgresParameters({}));
  /// The same without waiting: what it answers is taken in before the next command is sent.
  void command_later(std::string_view sql);
  /// Makes a statement known to the server under a name, for the types of `parameters`.
  void prepare(const std::string& name, std::string_view sql, const PostgresParameters& parameters);
  PostgresResult execute_prepared(const std::string& name, std::string_view sql, const PostgresParameters& parameters);
  /// Many statements in one text, without parameters.
  void script(std::string_view sql);

 private:
  void send_deferred();
  void require_sent(int sent);
  void send(std::string_view sql, const PostgresParameters& parameters);
  void count_sent(int sent);
  PostgresResult next_result(std::string_view sql, std::exception_ptr& error);
  PostgresResult receive(std::string_view sql);

  std::string url_;
  PostgresHandle connection_;
  std::vector<std::string> deferred_;
  std::size_t awaited_ = 0;  // commands sent whose answers have not been taken in
};

}  // namespace debrief::db
