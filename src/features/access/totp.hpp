// SPDX-License-Identifier: Apache-2.0
// Time-based one-time passwords (RFC 6238, over RFC 4226) as authenticator apps make them: HMAC-SHA-1, six digits, 30
// seconds. Pure.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::access {

/// The number of the 30 seconds that hold `at`, from 1970 on.
[[nodiscard]] std::int64_t totp_step(Instant at);
/// The code of one step, `digits` long. `key` is raw bytes.
[[nodiscard]] std::string totp_code(std::string_view key, std::int64_t step, int digits = 6);
/// The step whose code this is, one early or late allowed; steps up to `last_step` were used and do not count. Blanks in
/// the code are ignored. Compares in constant time.
[[nodiscard]] std::optional<std::int64_t> totp_match(std::string_view key, std::string_view code, Instant now, std::int64_t last_step);

/// RFC 4648, section 6, without padding.
[[nodiscard]] std::string to_base32(std::string_view bytes);
/// What an authenticator app reads from a QR code (the otpauth scheme).
[[nodiscard]] std::string totp_address(std::string_view key, std::string_view account);

}  // namespace debrief::features::access
