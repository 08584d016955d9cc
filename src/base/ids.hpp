// SPDX-License-Identifier: Apache-2.0
// Identifiers and secrets from the system's random source.
#pragma once

#include "base/clock.hpp"

#include <string>
#include <string_view>

namespace debrief {

/// A ULID (github.com/ulid/spec): 26 characters of Crockford base32, 48 bits of milliseconds followed by
/// 80 random bits, so ids made later sort later. Safe from any thread.
[[nodiscard]] std::string new_id(Instant at);

/// True when `text` has the form of new_id's result.
[[nodiscard]] bool is_id(std::string_view text);

/// `prefix` followed by 43 URL-safe characters (256 random bits). For session cookies, tokens and hooks.
[[nodiscard]] std::string new_secret(std::string_view prefix);

/// Compares in time that depends on the lengths only.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace debrief
