// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648, section 4) through OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief {

[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Absent unless the text is padded base64 without line ends.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace debrief
