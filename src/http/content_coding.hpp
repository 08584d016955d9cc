// SPDX-License-Identifier: Apache-2.0
// gzip for responses (RFC 9110, section 8.4.1.3).
#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace debrief::http {

/// Compresses the body where that pays: text or JSON of more than 1 KB, not coded already, not shared, and
/// a client that accepts gzip. Says so in Content-Encoding and Vary.
void compress(Response& response, std::string_view accept_encoding);

/// Whether an Accept-Encoding field allows gzip.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

/// The bytes as one gzip member. Throws std::bad_alloc only.
[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace debrief::http
