// SPDX-License-Identifier: Apache-2.0
// One request and its answer, between the connection that received it and the worker that answers it.
#pragma once

#include "http/message.hpp"
#include "http/request_head.hpp"
#include "http/server.hpp"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

namespace debrief::http {

struct Exchange {
  Request request;
  bool http_1_0 = false;
  bool keep_alive = true;
  bool wants_socket = false;
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();

  Response response;
  std::string head;              ///< the bytes before the body
  std::optional<Socket> socket;  ///< set when the upgrade was accepted; `head` is then the handshake
};

/// Asks the callbacks for the answer, compresses it, and writes its head. Blocks as long as the callbacks
/// do. Whatever they throw becomes 503 and is reported. When `stopping` by then, the connection is to end.
void answer(const ServerCallbacks& callbacks, const std::atomic<bool>& stopping, Exchange& exchange) noexcept;

/// The answer of the server itself to what it does not serve; the connection is to be closed after it.
void refuse(const ServerCallbacks& callbacks, Exchange& exchange, const Refusal& refusal) noexcept;

/// Calls `failed`, if there is one, with what is being thrown. Only within a catch block.
void report_exception(const ServerCallbacks& callbacks, std::string_view where) noexcept;

}  // namespace debrief::http
