// SPDX-License-Identifier: Apache-2.0
// One I/O thread: an event loop, the connections that live on it, and their deadlines.
#pragma once

#include "http/asio.hpp"
#include "http/server.hpp"

#include <boost/asio/basic_waitable_timer.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <unordered_set>

namespace debrief::http {

using Moment = std::chrono::steady_clock::time_point;

/// What a loop asks of each connection. All members are called on the loop's thread and must not remove the
/// tenant before they return.
class Tenant {
 public:
  virtual ~Tenant() = default;
  /// Ends what is past its deadline, and pings.
  virtual void sweep(Moment now) = 0;
  /// Ends as soon as the running request is answered.
  virtual void stop() = 0;
  /// Ends now.
  virtual void abort() = 0;
  /// The loop runs no more: must not post to it again. Called before the loop is destroyed.
  virtual void detach() = 0;
};

/// What all connections of a server share. Outlives the loops; its workers are finished before them.
struct Service {
  ServerOptions options;
  ServerCallbacks callbacks;
  Workers workers;
  std::atomic<std::size_t> connections = 0;
  std::atomic<bool> stopping = false;

  Service(ServerOptions server_options, ServerCallbacks server_callbacks)
      : options(std::move(server_options)), callbacks(std::move(server_callbacks)), workers(options.workers) {}
};

/// Deadlines are looked at every kTick: one timer per loop costs less than one per connection.
class Loop {
 public:
  static constexpr std::chrono::milliseconds kTick{200};

  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  [[nodiscard]] Executor executor() { return context_.get_executor(); }
  [[nodiscard]] bool stopping() const { return stopping_; }

  /// Runs on the calling thread until a stop is complete.
  void run();
  /// Safe from any thread. Connections have until `deadline` to end by themselves.
  void stop(Moment deadline);

  void add(const std::shared_ptr<Tenant>& tenant) { tenants_.insert(tenant); }
  void remove(const std::shared_ptr<Tenant>& tenant) { tenants_.erase(tenant); }

 private:
  void schedule(std::chrono::milliseconds delay);
  void tick();
  void finish_when_empty(Moment now);

  std::unordered_set<std::shared_ptr<Tenant>> tenants_;
  asio::io_context context_{1};
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> timer_;
  bool stopping_ = false;
  bool aborted_ = false;
  Moment deadline_;
};

}  // namespace debrief::http
