// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_database.hpp"

#include "db/postgres_writer.hpp"

namespace debrief::db {
namespace {

/// A server takes 100 connections unless set otherwise, and several of ours may share it.
constexpr std::size_t kReaders = 10;

/// Ends the snapshot, however the work ends.
class Snapshot {
 public:
  explicit Snapshot(PostgresConnection& connection) : connection_(connection) {
    connection_.begin_reading("begin isolation level repeatable read read only");
  }
  ~Snapshot() { connection_.abandon(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  PostgresConnection& connection_;
};

}  // namespace

PostgresDatabase::PostgresDatabase(const std::string& url)
    : url_(url),
      writer_(std::make_unique<PostgresWriteSession>(url)),
      readers_(kReaders, [this] { return std::make_unique<PostgresConnection>(url_); }) {}

void PostgresDatabase::run_read(const std::function<void(Connection&)>& work) {
  writer_.refuse_nesting();
  auto connection = readers_.borrow();
  const Snapshot snapshot(*connection);
  work(*connection);
}

void PostgresDatabase::listen(const std::string& channel, std::function<void(std::string)> heard) {
  const std::lock_guard lock(mutex_);
  listeners_.emplace_back(url_, channel, std::move(heard));
}

}  // namespace debrief::db
