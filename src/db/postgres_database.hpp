// SPDX-License-Identifier: Apache-2.0
// The store on a PostgreSQL server.
#pragma once

#include "db/connection_pool.hpp"
#include "db/group_commit.hpp"
#include "db/postgres_connection.hpp"
#include "db/postgres_listener.hpp"

#include <deque>
#include <mutex>
#include <string>

namespace debrief::db {

class PostgresDatabase final : public Database {
 public:
  /// Throws DatabaseError when the server does not answer.
  explicit PostgresDatabase(const std::string& url);

  [[nodiscard]] Engine engine() const override { return Engine::postgresql; }
  [[nodiscard]] bool writable() const override { return writer_.writable(); }
  [[nodiscard]] WriteStatistics statistics() const override { return writer_.statistics(); }
  void listen(const std::string& channel, std::function<void(std::string)> heard) override;

 protected:
  void run_write(const std::function<bool(Connection&)>& work) override { writer_.run(work); }
  void run_read(const std::function<void(Connection&)>& work) override;

 private:
  const std::string url_;
  GroupCommit writer_;
  ConnectionPool<PostgresConnection> readers_;
  std::mutex mutex_;  // guards listeners_
  std::deque<PostgresListener> listeners_;
};

}  // namespace debrief::db
