// SPDX-License-Identifier: Apache-2.0
// A small blocking HTTP client that costs next to nothing beside the server that it measures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace debrief::bench {

/// A connected TCP socket to a port of the loopback address; closed when it goes.
class LoopbackSocket {
 public:
  /// Throws std::system_error.
  explicit LoopbackSocket(std::uint16_t port);
  ~LoopbackSocket();
  LoopbackSocket(LoopbackSocket&& other) noexcept;
  LoopbackSocket& operator=(LoopbackSocket&&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

struct Answer {
  int status = 0;
  std::string head;
  std::string body;
};

/// Takes a complete answer with Content-Length off the front of the buffer; absent while it is not complete.
[[nodiscard]] std::optional<Answer> take_answer(std::string& buffer);

/// The bytes of a request that keeps the connection; `headers` are whole lines, each ended by CRLF.
[[nodiscard]] std::string request_bytes(std::string_view method, std::string_view path, std::string_view body,
                                        std::string_view headers = {});

/// One keep-alive connection, signed in as the administrator once sign_in was called. Not for several threads.
class HttpCall {
 public:
  explicit HttpCall(std::uint16_t port, std::string cookie = {}) : socket_(port), cookie_(std::move(cookie)) {}

  /// Throws std::runtime_error when the connection ends.
  Answer send(std::string_view method, std::string_view path, std::string_view body = {});
  /// As send; throws std::runtime_error with the answer unless its status is 2xx.
  Answer expect(std::string_view method, std::string_view path, std::string_view body = {});

  /// Creates the first administrator of an empty store, or signs in to one that sign_in has set up.
  void sign_in();

  /// Of the session that sign_in opened; it is good for later runs of the server on the same store.
  [[nodiscard]] const std::string& cookie() const { return cookie_; }

 private:
  LoopbackSocket socket_;
  std::string received_;
  std::string cookie_;
};

}  // namespace debrief::bench
