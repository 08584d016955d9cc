// SPDX-License-Identifier: Apache-2.0
// For tests: a server on a free port, and a client that sends exactly the bytes it is told to.
#pragma once

#include "http/server.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace debrief::http::testing {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer = 0) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer > 0) ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const int yes = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(descriptor_);
      throw std::runtime_error("cannot connect to the server under test");
    }
  }
  ~RawClient() { close(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }
  void finish_sending() { ::shutdown(descriptor_, SHUT_WR); }

  /// False when the server has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Adds what arrives within the time to the buffer. False at the end of the stream or when nothing came.
  bool receive(std::chrono::milliseconds within) {
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(within.count())) != 1) return false;
    char bytes[16 * 1024];
    const ssize_t count = ::recv(descriptor_, bytes, sizeof bytes, 0);
    if (count <= 0) ended_ = true;
    if (count > 0) buffer_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }

  /// Everything until the server closes (or nothing comes for the time).
  std::string receive_all(std::chrono::milliseconds idle = std::chrono::seconds(5)) {
    while (receive(idle)) {
    }
    return std::exchange(buffer_, {});
  }

  /// Exactly this many bytes, or fewer when the server closes.
  std::string receive_exactly(std::size_t count) {
    while (buffer_.size() < count && receive(std::chrono::seconds(5))) {
    }
    std::string taken = buffer_.substr(0, count);
    buffer_.erase(0, taken.size());
    return taken;
  }

  /// One response: the head, and the body by its Content-Length unless `head_only`.
  std::string receive_response(bool head_only = false) {
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive(std::chrono::seconds(5))) return std::exchange(buffer_, {});
    }
    std::size_t size = end + 4;
    const std::size_t length = buffer_.substr(0, end).find("Content-Length: ");
    if (length != std::string::npos && !head_only) size += std::stoul(buffer_.substr(length + 16));
    return receive_exactly(size);
  }

  [[nodiscard]] bool ended() const { return ended_; }

 private:
  int descriptor_;
  std::string buffer_;
  bool ended_ = false;
};

/// The status of a response's bytes, 0 when there are none.
inline int status_in(std::string_view response) {
  if (!response.starts_with("HTTP/1.1 ") || response.size() < 12) return 0;
  return std::stoi(std::string(response.substr(9, 3)));
}

inline std::string body_in(const std::string& response) {
  const std::size_t end = response.find("\r\n\r\n");
  return end == std::string::npos ? "" : response.substr(end + 4);
}

/// Serves on a thread of its own until it is destroyed.
class RunningServer {
 public:
  explicit RunningServer(ServerCallbacks callbacks, ServerOptions options = {})
      : server_(on_free_port(std::move(options)), std::move(callbacks)), thread_([this] { server_.run(); }) {}
  ~RunningServer() { stop(std::chrono::seconds(2)); }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return server_.port(); }
  void stop(std::chrono::milliseconds grace) {
    server_.stop(grace);
    if (thread_.joinable()) thread_.join();
  }
  Server& server() { return server_; }

 private:
  static ServerOptions on_free_port(ServerOptions options) {
    options.port = 0;
    return options;
  }

  Server server_;
  std::thread thread_;
};

}  // namespace debrief::http::testing
