// SPDX-License-Identifier: Apache-2.0
// An HTTP/1.1 server with WebSocket. Connections live on I/O threads; requests are answered on a pool of
// workers, so a handler may block.
#pragma once

#include "http/message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace debrief::http {

/// One connected WebSocket client. All members are safe from any thread.
class Peer {
 public:
  virtual ~Peer() = default;
  /// Queues a text message; several peers may share one. When the client is too slow and its queue is over
  /// ServerOptions::send_queue_bytes, closes the connection with code 1013 and returns false: the client
  /// comes back with its cursor.
  virtual bool send(std::shared_ptr<const std::string> text) = 0;
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
};

/// What to do with an accepted WebSocket. Callbacks run on workers, one at a time for one peer, `closed`
/// last and exactly once.
struct Socket {
  std::function<void(const std::shared_ptr<Peer>&)> opened;
  std::function<void(const std::shared_ptr<Peer>&, std::string_view text)> received;
  std::function<void(const std::shared_ptr<Peer>&)> closed;
  std::size_t most_message_bytes = 1024 * 1024;  ///< of one message of the client
  std::size_t send_queue_bytes = 0;              ///< instead of the server's limit, unless 0
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0 takes a free one; see Server::port
  std::size_t io_threads = 1;
  std::size_t workers = 8;  ///< the most at once; they are started as load needs them
  std::size_t max_connections = 12'000;
  std::size_t header_bytes = 16 * 1024;
  std::chrono::seconds header_timeout{15};
  std::chrono::seconds body_idle_timeout{30};  ///< without a byte
  std::chrono::seconds keep_alive_timeout{75};
  std::chrono::seconds socket_ping{20};  ///< a peer that answers no ping for twice this is closed
  std::size_t send_queue_bytes = 1024 * 1024;
};

/// Every member is safe to call from several threads at once. Only `answer` is required.
struct ServerCallbacks {
  /// How large a body this request may have; asked before the body is read, from method, path and headers.
  /// Runs on an I/O thread, so it must not block. Without it the limit is 1 MB.
  std::function<std::size_t(const Request&)> body_limit;
  /// Answers a request. An exception becomes 503 and is reported to `failed`. A HEAD request is answered
  /// like GET: the body is counted, not sent.
  std::function<Response(Request&)> answer;
  /// Decides on a WebSocket upgrade: a Socket accepts it, a Response refuses it. Without it the
  /// request goes to `answer`.
  std::function<std::variant<Response, Socket>(Request&)> upgrade;
  /// After each answer, those that the server itself gives to malformed requests included (their Request
  /// may be empty): for access logs and metrics.
  std::function<void(const Request&, const Response&, std::chrono::microseconds)> answered;
  /// What went wrong inside: an exception of a callback, a failed accept.
  std::function<void(std::string_view what)> failed;
};

class Server {
 public:
  /// Binds and listens. Throws std::system_error when the address is taken or not allowed.
  Server(ServerOptions options, ServerCallbacks callbacks);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Serves until stop() is called from another thread or a signal handler thread, and returns when the
  /// stop is complete. At most once.
  void run();
  /// Stops accepting, lets running requests end (at most `grace`), closes WebSockets with 1001.
  /// Returns at once; run() returns when it is done. Safe from any thread, a handler's too.
  void stop(std::chrono::milliseconds grace = std::chrono::seconds(5));

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace debrief::http
