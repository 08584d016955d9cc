// SPDX-License-Identifier: Apache-2.0
// Base64 for URLs (RFC 4648, section 5), without padding, as JOSE writes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::access::oidc {

[[nodiscard]] std::string to_base64url(std::string_view bytes);
/// Absent for padding, other characters, and lengths that no encoder makes.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace debrief::features::access::oidc
