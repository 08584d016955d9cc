// SPDX-License-Identifier: Apache-2.0
// Hears one NOTIFY channel of PostgreSQL.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace debrief::db {

/// Owns a connection and a thread; connects again, with growing pauses, when the connection is lost.
class PostgresListener {
 public:
  /// As Database::listen.
  PostgresListener(std::string url, std::string channel, std::function<void(std::string)> heard);
  ~PostgresListener();
  PostgresListener(const PostgresListener&) = delete;
  PostgresListener& operator=(const PostgresListener&) = delete;

 private:
  void loop();
  void listen_until_lost();
  /// Waits for input on `socket` (-1: for nothing) or the end of the listener; true when there is input.
  bool wait(int socket, int milliseconds);

  const std::string url_;
  const std::string channel_;
  const std::function<void(std::string)> heard_;
  std::atomic<bool> stopping_ = false;
  bool was_connected_ = false;  // the thread's own
  int stop_event_;
  std::thread thread_;
};

}  // namespace debrief::db
