// SPDX-License-Identifier: Apache-2.0
// One client's connection: requests one after the other (pipelined ones wait in the buffer), or a WebSocket.
#pragma once

#include "http/asio.hpp"
#include "http/exchange.hpp"
#include "http/head_scanner.hpp"
#include "http/loop.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace debrief::http {

class SocketSession;

/// Lives on one loop's thread. Kept alive by its own coroutine and by the loop.
class Connection final : public Tenant {
 public:
  /// The socket must belong to the loop's context.
  Connection(Service& service, Loop& loop, TcpSocket socket, std::string peer);
  ~Connection() override;

  /// Serves until the connection ends.
  static Task<void> serve(std::shared_ptr<Connection> self);

  void sweep(Moment now) override;
  void stop() override;
  void abort() override;
  void detach() override;

 private:
  enum class Received { request, refused, nothing };

  Task<Received> receive(Exchange& exchange);
  Task<bool> receive_head(HeadScanner& scanner);
  Task<Received> receive_body(Exchange& exchange, const RequestHead& head);
  Task<Received> receive_known_length(Exchange& exchange, std::uint64_t length);
  Task<Received> receive_chunks(Exchange& exchange, std::size_t limit);
  Task<bool> read_more(std::size_t most);
  Task<bool> write(std::string_view head, std::string_view body);
  Task<bool> send(Exchange& exchange);
  Task<void> linger();

  Received refused(Exchange& exchange, const Refusal& refusal);
  Received interrupted(Exchange& exchange, std::string_view what);
  void expect_body_until(Moment begun, std::size_t received);
  [[nodiscard]] std::string_view pending() const;
  void close();

  Service& service_;
  Loop& loop_;
  TcpSocket socket_;
  std::string peer_;
  boost::beast::flat_buffer buffer_;
  error_code error_;  // of the latest operation
  Moment deadline_ = Moment::max();
  bool expired_ = false;  // the deadline has passed; the operation under way was cancelled
  bool idle_ = false;     // between requests
  bool first_ = true;     // no request has been answered yet
  std::shared_ptr<SocketSession> session_;
};

}  // namespace debrief::http
