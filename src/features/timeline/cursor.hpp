// SPDX-License-Identifier: Apache-2.0
// Where a page of a timeline ended.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace debrief::features::timeline {

/// The last entry seen: its time, and its fact's position among those of the same time.
struct Cursor {
  Instant at;
  std::int64_t position = 0;
  friend bool operator==(const Cursor&, const Cursor&) = default;
};

[[nodiscard]] std::string to_text(const Cursor& cursor);

/// Errors: invalid for anything that to_text did not make.
[[nodiscard]] Result<Cursor> parse_cursor(std::string_view text);

}  // namespace debrief::features::timeline
