// SPDX-License-Identifier: Apache-2.0
// A connection to PostgreSQL as transactions see it.
#pragma once

#include "db/postgres_session.hpp"
#include "db/statement_cache.hpp"
#include "db/transaction_connection.hpp"

#include <cstdint>

namespace debrief::db {

/// Serves one thread at a time. Statements are prepared once for each text and set of parameter types.
class PostgresConnection final : public TransactionConnection {
 public:
  explicit PostgresConnection(std::string url) : session_(std::move(url)) {}

  [[nodiscard]] Engine engine() const override { return Engine::postgresql; }
  [[nodiscard]] PostgresSession& session() { return session_; }

  /// Connects if need be and runs both commands, on a new connection where the old one turns out to be lost.
  /// Throws DatabaseError.
  void begin(const std::string& opening, const std::string& next);
  /// The same for a transaction that only reads: `opening` travels with the first statement.
  void begin_reading(const std::string& opening);
  /// Runs COMMIT; throws DatabaseError unless the server confirms that everything was kept.
  void commit();
  /// Ends a transaction without keeping anything, and does not wait for the answer.
  void abandon() noexcept;

 protected:
  std::int64_t run_statement(std::string_view sql, std::span<const Value> args, const Each& each) override;
  void stream_statement(std::string_view sql, std::span<const Value> args, const Each& each) override;
  void run_script(std::string_view sql) override;

 private:
  struct Prepared {
    std::string name;
  };
  PostgresResult execute(std::string_view sql, std::span<const Value> args);
  template <class F>
  auto noting_failure(F&& step);
  void connect();
  template <class F>
  auto on_standing_connection(F&& step);

  PostgresSession session_;
  std::string opening_;  // of a transaction that has not had an answer yet
  StatementCache<Prepared> statements_{256};
  std::uint64_t names_ = 0;
  std::uint64_t cursors_ = 0;
};

}  // namespace debrief::db
