// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-256 (RFC 2104) through OpenSSL.
#pragma once

#include "base/hash.hpp"

#include <string_view>

namespace debrief {

[[nodiscard]] Digest hmac_sha256(std::string_view key, std::string_view text);

/// True for "sha256=" with the hexadecimal HMAC of the text, compared in constant time; upper case is as good.
[[nodiscard]] bool has_signature(std::string_view header, std::string_view key, std::string_view text);

}  // namespace debrief
