// SPDX-License-Identifier: Apache-2.0
// Many browsers at once, as far as the live feed goes: WebSocket connections that read and count facts.
#pragma once

#include "http_call.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace debrief::bench {

/// Connections of one account to /api/v1/feed. Not for several threads.
class FeedReaders {
 public:
  /// Connects all of them, each from behind the fact `after`. Throws std::runtime_error when the server refuses one.
  FeedReaders(std::uint16_t port, const std::string& cookie, std::size_t count, std::int64_t after);
  ~FeedReaders();
  FeedReaders(const FeedReaders&) = delete;
  FeedReaders& operator=(const FeedReaders&) = delete;

  /// Reads until everybody has seen the fact at `position`, and returns when each did (now_seconds()). Throws
  /// std::runtime_error after 60 s, and when a connection ends.
  std::vector<double> wait_for(std::int64_t position);

  /// Facts that somebody did not get, or got out of their order, so far.
  [[nodiscard]] std::size_t missed() const;
  [[nodiscard]] std::int64_t seen() const { return readers_.front().seen; }

 private:
  struct Reader {
    explicit Reader(std::uint16_t port) : socket(port) {}
    LoopbackSocket socket;
    std::string received;
    bool open = false;      // the upgrade was answered
    std::int64_t seen = 0;  // position of the newest fact
    std::size_t missed = 0;
    double at = 0;  // when what is waited for was seen
  };
  void read(Reader& reader, std::int64_t position);
  static void take(Reader& reader, std::string_view message);

  int epoll_;
  std::deque<Reader> readers_;
};

/// Milliseconds until each of `count` sockets of the kernel alone had a message of `bytes`, written one after the other
/// by another thread: the quantile `share` of `rounds` rounds.
double bare_fan_out(std::size_t count, std::size_t bytes, int rounds, double share);

}  // namespace debrief::bench
