// SPDX-License-Identifier: Apache-2.0
// The guarded way out, to addresses that people gave.
#pragma once

#include "http/client.hpp"
#include "http/guard.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace debrief::app {

/// Sends what a slice asks for (`method`, `url`, `headers`, `body`) as far as the guard lets it connect; `allowed` are
/// the hosts that may lie inside. No redirect is followed. Waits for the answer; errors are those of http::Client.
/// `client` keeps the connection, for the next request to the same host.
template <class Ask>
Result<http::Response> exchange_guarded(http::Client& client, const Ask& ask, const std::vector<std::string>& allowed, std::chrono::seconds timeout, std::size_t most_bytes) {
  http::ClientRequest request;
  request.method = ask.method;
  request.url = ask.url;
  request.headers = ask.headers;
  request.body = ask.body;
  request.connect_timeout = std::chrono::seconds{5};
  request.timeout = timeout;
  request.response_limit = most_bytes;
  request.may_connect = http::guard_for(ask.url, allowed);
  return client.send(request);
}

/// The same over a connection of its own.
template <class Ask>
Result<http::Response> exchange_guarded(const Ask& ask, const std::vector<std::string>& allowed, std::chrono::seconds timeout, std::size_t most_bytes) {
  http::Client client;
  return exchange_guarded(client, ask, allowed, timeout, most_bytes);
}

/// The same, as an answer of the slice's own: status and body.
template <class Answer, class Ask>
Result<Answer> send_guarded(const Ask& ask, const std::vector<std::string>& allowed, std::chrono::seconds timeout, std::size_t most_bytes) {
  http::Response response = TRY(exchange_guarded(ask, allowed, timeout, most_bytes));
  return Answer{response.status, std::move(response.body)};
}

}  // namespace debrief::app
