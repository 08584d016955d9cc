// SPDX-License-Identifier: Apache-2.0
// The head of a request, from bytes to values, with every rule on framing applied (RFC 9110 and 9112).
#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace debrief::http {

struct RequestHead {
  Request request;  ///< without body and peer
  bool http_1_0 = false;
  bool keep_alive = true;
  bool expects_continue = false;
  bool wants_socket = false;  ///< asks for an upgrade to WebSocket
  bool chunked = false;
  std::uint64_t content_length = 0;  ///< 0 when absent or chunked
};

/// A head that is not served: the connection is answered and closed, as what follows cannot be trusted.
struct Refusal {
  int status = 400;
  std::string detail;
  std::string help = {};
};

/// `head` is what HeadScanner found complete. Repeated header fields are joined with ", " (cookies with
/// "; "); those that must be single are refused when repeated.
[[nodiscard]] std::variant<RequestHead, Refusal> parse_head(std::string_view head);

}  // namespace debrief::http
