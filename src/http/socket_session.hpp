// SPDX-License-Identifier: Apache-2.0
// A WebSocket after its handshake: reads messages, writes what the peer's queue holds, pings, closes.
#pragma once

#include "http/asio.hpp"
#include "http/client_stream.hpp"
#include "http/loop.hpp"
#include "http/socket_peer.hpp"
#include "http/websocket_frame.hpp"

#include <memory>
#include <vector>

namespace debrief::http {

/// Lives on the loop's thread, within the Connection whose stream it uses.
class SocketSession final : public std::enable_shared_from_this<SocketSession> {
 public:
  /// `owner` holds the stream; a write under way keeps it alive.
  SocketSession(Service& service, Loop& loop, std::weak_ptr<Tenant> owner, ClientStream& stream);
  ~SocketSession();

  /// Runs until the connection is to be closed. Calls opened, received and closed on workers.
  Task<void> run(Socket& callbacks);

  void sweep(Moment now);
  void stop();
  void detach();

 private:
  using Timer =
      asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

  Task<void> read_messages(Socket& callbacks);
  Task<bool> handle(SocketEvent& event, Socket& callbacks);
  Task<SocketEvent> next_event();
  Task<void> drain();
  void flush();
  void start_write();
  void end_write(const error_code& error, std::size_t bytes);
  void cut();

  Service& service_;
  Loop& loop_;
  std::weak_ptr<Tenant> owner_;
  TcpSocket& socket_;
  boost::beast::flat_buffer& buffer_;
  error_code error_;
  FrameReader reader_;
  std::shared_ptr<SocketPeer> peer_;
  std::vector<OutgoingFrame> in_flight_;  // being written, first one first
  std::vector<asio::const_buffer> buffers_;
  Timer drained_;
  Moment heard_;  // when the client's latest bytes came
  Moment next_ping_;
  Moment cut_at_ = Moment::max();
  bool failed_ = false;  // writing is impossible
  bool busy_ = false;    // a callback runs: nothing is read meanwhile
};

}  // namespace debrief::http
