// SPDX-License-Identifier: Apache-2.0
#include "http/exchange.hpp"

#include "http/content_coding.hpp"
#include "http/response_head.hpp"
#include "http/websocket_frame.hpp"

#include <exception>
#include <utility>

namespace debrief::http {
namespace {

Response failure() {
  return protocol_problem(503, "the server could not answer; the reason is in its log", "Try again in a moment.")
      .set("Retry-After", "2");
}

void write_head(Exchange& exchange) {
  const ResponseFrame frame{
      .http_1_0 = exchange.http_1_0, .keep_alive = exchange.keep_alive, .now = std::chrono::system_clock::now()};
  exchange.head = response_head(exchange.response, frame);
}

// Either accepts the upgrade, leaving the handshake in `head`, or sets the response that refuses it.
void decide_upgrade(const ServerCallbacks& callbacks, Exchange& exchange) {
  if (exchange.request.header("sec-websocket-version") != "13") {
    exchange.response = protocol_problem(426, "only version 13 of WebSocket is spoken here");
    exchange.response.set("Sec-WebSocket-Version", "13").set("Upgrade", "websocket");
    return;
  }
  const std::optional<std::string> key = accept_key(exchange.request.header("sec-websocket-key"));
  if (!key) {
    exchange.response = protocol_problem(400, "Sec-WebSocket-Key is not 16 bytes in base64");
    return;
  }
  std::variant<Response, Socket> decision = callbacks.upgrade(exchange.request);
  if (auto* response = std::get_if<Response>(&decision)) {
    exchange.response = std::move(*response);
    return;
  }
  exchange.socket = std::move(std::get<Socket>(decision));
  exchange.response.status = 101;
  exchange.head =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: " +
      *key + "\r\n\r\n";
}

void decide(const ServerCallbacks& callbacks, const std::atomic<bool>& stopping, Exchange& exchange) {
  if (exchange.wants_socket && callbacks.upgrade) {
    decide_upgrade(callbacks, exchange);
    if (exchange.socket) return;
  } else {
    exchange.response = callbacks.answer(exchange.request);
  }
  if (stopping) exchange.keep_alive = false;
  compress(exchange.response, exchange.request.header("accept-encoding"));
  write_head(exchange);
}

void report_answer(const ServerCallbacks& callbacks, const Exchange& exchange) {
  if (!callbacks.answered) return;
  const auto took = std::chrono::steady_clock::now() - exchange.started;
  try {
    callbacks.answered(exchange.request, exchange.response,
                       std::chrono::duration_cast<std::chrono::microseconds>(took));
  } catch (...) {
    report_exception(callbacks, "answered");
  }
}

}  // namespace

void answer(const ServerCallbacks& callbacks, const std::atomic<bool>& stopping, Exchange& exchange) noexcept {
  try {
    decide(callbacks, stopping, exchange);
  } catch (...) {
    report_exception(callbacks, exchange.request.method + " " + exchange.request.path);
    exchange.socket.reset();
    exchange.response = failure();
    write_head(exchange);
  }
  report_answer(callbacks, exchange);
}

void refuse(const ServerCallbacks& callbacks, Exchange& exchange, const Refusal& refusal) noexcept {
  exchange.keep_alive = false;
  exchange.response = protocol_problem(refusal.status, refusal.detail, refusal.help);
  write_head(exchange);
  report_answer(callbacks, exchange);
}

void report_exception(const ServerCallbacks& callbacks, std::string_view where) noexcept {
  if (!callbacks.failed) return;
  std::string what = "an unknown exception";
  try {
    throw;
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
    // `what` says it already.
  }
  try {
    callbacks.failed(std::string(where) + ": " + what);
  } catch (...) {
    // A failing report of a failure has nowhere left to go.
  }
}

}  // namespace debrief::http
