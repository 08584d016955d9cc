// SPDX-License-Identifier: Apache-2.0
// A synchronous HTTP client on libcurl, for programs that talk to a Debrief server.
#pragma once

#include "base/result.hpp"
#include "http/message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace debrief::http {

struct ClientRequest {
  std::string method = "GET";
  std::string url;  ///< http or https
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{30'000};            ///< for the whole exchange; 0 for none
  std::size_t response_limit = 64UL * 1024UL * 1024UL;  ///< bytes of the body, after decompression
  /// Called now and then while the body is sent; false ends the exchange.
  std::function<bool(std::uint64_t sent, std::uint64_t total)> progress;
  /// Called with each address before it is connected to, as text, after names were resolved; false refuses it. No proxy
  /// is used then. See http/guard.hpp.
  std::function<bool(std::string_view address)> may_connect;
};

/// Keeps connections open between requests to the same server. One object serves one thread at a time.
/// Redirects are returned, not followed; certificates are checked.
class Client {
 public:
  Client();
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  /// Any complete response is a value, whatever its status; header names are in lower case. Errors:
  /// unavailable (the server cannot be reached or does not answer in time), invalid (the address),
  /// too_large (the response). They name the host and the reason, and say what to do.
  [[nodiscard]] Result<Response> send(const ClientRequest& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace debrief::http
