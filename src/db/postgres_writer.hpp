// SPDX-License-Identifier: Apache-2.0
// A server's writer on PostgreSQL.
#pragma once

#include "db/group_commit.hpp"
#include "db/postgres_connection.hpp"

namespace debrief::db {

/// Each batch first takes the lock that all servers on this store share, so that commits have one order.
class PostgresWriteSession final : public WriteSession {
 public:
  /// Connects, so that a wrong address is found at once. Throws DatabaseError.
  explicit PostgresWriteSession(std::string url);

  TransactionConnection& begin() override;
  void open_savepoint() override;
  void keep_savepoint() override;
  void undo_savepoint() override;
  void check() override;
  void commit() override;
  void abandon() noexcept override { connection_.abandon(); }
  void after_commit() override {}
  void probe() override;
  [[nodiscard]] std::chrono::milliseconds idle_probe() const override { return std::chrono::seconds{5}; }

 private:
  PostgresConnection connection_;
};

}  // namespace debrief::db
