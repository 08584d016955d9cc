// SPDX-License-Identifier: Apache-2.0
// Signatures by Standard Webhooks 1.1 (https://www.standardwebhooks.com). Pure.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace debrief::features::deliveries {

/// "whsec_" and 32 random bytes in base64.
[[nodiscard]] std::string new_signing_key();
/// Errors: invalid unless it is "whsec_" and 24 to 64 bytes in base64.
Result<> check_signing_key(std::string_view key);

/// The headers webhook-id, webhook-timestamp (seconds) and webhook-signature, one signature for each key, newest first.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> signed_headers(const std::vector<std::string>& keys,
                                                                              std::string_view id, Instant at,
                                                                              std::string_view body);

}  // namespace debrief::features::deliveries
