// SPDX-License-Identifier: Apache-2.0
// Points in time and spans as text (RFC 3339, and words for people).
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace debrief {

/// RFC 3339 in UTC with "Z": whole seconds, or milli- or microseconds where they are not zero.
[[nodiscard]] std::string to_rfc3339(Instant at);

/// "2026-11-23 05:49" in UTC, for drafts and tables.
[[nodiscard]] std::string to_minutes(Instant at);

/// Reads RFC 3339 ("T" or a space between, "Z" or an offset required, up to nine digits of fraction, of
/// which six are kept). Years 0001 to 9999. Errors: invalid.
[[nodiscard]] Result<Instant> parse_rfc3339(std::string_view text);

/// "1 h 12 min", "43 s", "3 d 2 h": the two largest units; "0 s" for nothing; "-" before a negative span.
[[nodiscard]] std::string describe_span(Micros span);

}  // namespace debrief
