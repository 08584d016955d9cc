// SPDX-License-Identifier: Apache-2.0
// How long postmortems take. Pure.
#pragma once

#include "base/clock.hpp"
#include "domain/duty.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace debrief::features::duties {

/// Skewed by nature, so medians and the slowest tenth, with the number of cases; never a mean.
struct Spread {
  std::int64_t count = 0;
  std::optional<Micros> median;
  std::optional<Micros> p90;
};

struct Measures {
  std::int64_t open = 0;
  std::int64_t overdue = 0;
  std::int64_t done = 0;
  std::int64_t done_in_time = 0;
  std::int64_t waived = 0;
  Spread to_draft;        ///< from the resolution of the incident
  Spread to_publication;  ///< likewise
};

[[nodiscard]] Measures measure(const std::vector<domain::Duty>& duties, Instant now);

}  // namespace debrief::features::duties
