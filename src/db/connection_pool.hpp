// SPDX-License-Identifier: Apache-2.0
// Connections lent to one thread at a time.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace debrief::db {

/// Makes connections when they are needed, up to a limit, and keeps them. Safe from any thread.
template <class Connection>
class ConnectionPool {
 public:
  using Make = std::function<std::unique_ptr<Connection>()>;

  ConnectionPool(std::size_t limit, Make make) : limit_(limit), make_(std::move(make)) {}

  /// Gives its connection back when it goes.
  class Lease {
   public:
    Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }

   private:
    ConnectionPool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  /// Waits while all connections are lent. Throws what making a new one throws.
  [[nodiscard]] Lease borrow() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [&] { return !idle_.empty() || made_ < limit_; });
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
    made_ += 1;
    lock.unlock();
    try {
      return Lease(*this, make_());
    } catch (...) {
      lock.lock();
      made_ -= 1;
      lock.unlock();
      returned_.notify_one();
      throw;
    }
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

  const std::size_t limit_;
  const Make make_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::size_t made_ = 0;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace debrief::db
