// SPDX-License-Identifier: Apache-2.0
// One client's connection: requests one after the other (pipelined ones wait in the buffer), or a WebSocket.
#pragma once

#include "http/asio.hpp"
#include "http/client_stream.hpp"
#include "http/exchange.hpp"
#include "http/loop.hpp"
#include "http/request_reader.hpp"

#include <memory>
#include <string>

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
  Task<bool> serve_request(Exchange& exchange);
  Task<bool> send(Exchange& exchange);
  Task<void> linger();

  Service& service_;
  Loop& loop_;
  ClientStream stream_;
  RequestReader reader_;
  std::shared_ptr<SocketSession> session_;
};

}  // namespace debrief::http
