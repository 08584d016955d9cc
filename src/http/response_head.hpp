// SPDX-License-Identifier: Apache-2.0
// The head of a response as bytes.
#pragma once

#include "http/message.hpp"

#include <chrono>
#include <string>

namespace debrief::http {

struct ResponseFrame {
  bool http_1_0 = false;
  bool keep_alive = true;
  std::chrono::system_clock::time_point now;
};

/// Status line and header fields up to the empty line. Content-Length, Connection, Date and
/// Transfer-Encoding are the server's: what the response says about them is ignored. Throws
/// std::invalid_argument for a field that would break the framing (line ends in it, an empty name).
[[nodiscard]] std::string response_head(const Response& response, const ResponseFrame& frame);

/// False for the statuses that never have a body (1xx, 204, 304).
[[nodiscard]] bool may_have_body(int status);

/// The bytes to send, whichever member holds them.
[[nodiscard]] const std::string& body_of(const Response& response);

/// IMF-fixdate (RFC 9110, section 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string http_date(std::chrono::system_clock::time_point at);

}  // namespace debrief::http
