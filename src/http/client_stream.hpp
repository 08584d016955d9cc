// SPDX-License-Identifier: Apache-2.0
// The bytes from and to one client, with deadlines.
#pragma once

#include "http/asio.hpp"
#include "http/loop.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <string_view>

namespace debrief::http {

/// Lives on its loop's thread. An operation that is under way when the deadline passes fails, and
/// `expired` tells why.
class ClientStream {
 public:
  ClientStream(TcpSocket socket, std::chrono::seconds write_timeout)
      : socket_(std::move(socket)), write_timeout_(write_timeout) {}

  /// What has been received and not consumed. Valid until the next read or consume.
  [[nodiscard]] std::string_view pending() const;
  void consume(std::size_t bytes) { buffer_.consume(bytes); }
  /// Gives back the memory of a large request. Only when nothing is pending.
  void shrink();

  /// Adds up to `most` bytes to pending(). False when the client has ended or failed, or time is up.
  Task<bool> read_more(std::size_t most);
  /// Both, one after the other. The timeout counts from the latest progress: a slow client of a large body
  /// is not one that is gone. Leaves no deadline. False when the client has failed or time is up.
  Task<bool> write(std::string_view head, std::string_view body);
  /// Says that nothing more will come, then discards input until the client ends too, for a limited time:
  /// closing at once could destroy the answer on its way (RFC 9112, section 9.6).
  Task<void> linger(std::chrono::milliseconds most);
  void close();
  /// Fails the operation under way, if it has not succeeded already.
  void cancel();

  void set_deadline(Moment deadline) { deadline_ = deadline; }
  void no_deadline() { deadline_ = Moment::max(); }
  void sweep(Moment now);
  /// Whether a deadline has passed since the last call.
  [[nodiscard]] bool take_expired() { return std::exchange(expired_, false); }

  [[nodiscard]] TcpSocket& socket() { return socket_; }
  [[nodiscard]] boost::beast::flat_buffer& buffer() { return buffer_; }

 private:
  TcpSocket socket_;
  std::chrono::seconds write_timeout_;
  boost::beast::flat_buffer buffer_;
  error_code error_;  // of the latest operation
  Moment deadline_ = Moment::max();
  bool expired_ = false;
};

}  // namespace debrief::http
