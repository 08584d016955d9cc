// SPDX-License-Identifier: Apache-2.0
// Times that may be absent, in columns of microseconds.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"

#include <cstdint>
#include <optional>

namespace debrief::db {

[[nodiscard]] inline std::optional<Instant> time_in(const Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

[[nodiscard]] inline std::optional<std::int64_t> micros_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

}  // namespace debrief::db
