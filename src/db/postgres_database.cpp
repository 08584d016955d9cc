// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_database.hpp"

#include "db/postgres_writer.hpp"

namespace debrief::db {
namespace {

/// A server takes 100 connections unless set otherwise, and several of ours may share it.
constexpr std::size_t kPostgresReaders = 10;

/// Ends the snapshot, however the work ends.
class PostgresSnapshot {
 public:
  explicit PostgresSnapshot(PostgresConnection& connection) : connection_(connection) {
    connection_.begin_reading("begin isolation level repeatable read read only");
  }
  ~PostgresSnapshot() { connection_.abandon(); }
  PostgresSnapshot(const PostgresSnapshot&) = delete;
  PostgresSnapshot& operator=(const PostgresSnapshot&) = delete;

 private:
  PostgresConnection& connection_;
};

}  // namespace

PostgresDatabase::PostgresDatabase(const std::string& url)
    : url_(url),
      writer_(std::make_unique<PostgresWriteSession>(url)),
      readers_(kPostgresReaders, [this] { return std::make_unique<PostgresConnection>(url_); }) {}

void PostgresDatabase::run_read(const std::function<void(Connection&)>& work) {
  writer_.refuse_nesting();
  auto connection = readers_.borrow();
  const PostgresSnapshot snapshot(*connection);
  work(*connection);
}

void PostgresDatabase::listen(const std::string& channel, std::function<void(std::string)> heard) {
  const std::lock_guard lock(mutex_);
  listeners_.emplace_back(url_, channel, std::move(heard));
}

}  // namespace debrief::db
