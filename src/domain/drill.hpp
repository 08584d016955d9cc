// SPDX-License-Identifier: Apache-2.0
// How people did in drills, as far as others ask for it.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

/// One trainee of a replay that has ended and was judged.
struct DrillResult {
  std::string person;
  Instant started_at;                      ///< of the drill
  Instant ended_at;
  std::optional<Micros> recognised_after;  ///< from the first alert, on the incident's clock; absent: not recognised
  std::optional<Micros> next_step_after;   ///< until the right next step was named; absent: it was not
  std::optional<bool> passed;              ///< the facilitator's word; absent: none was given
  std::string judged_by;                   ///< who gave the newest of these
};

/// Of replays of the incident, the newest first; for the server itself.
using ListDrillResults = std::function<std::vector<DrillResult>(std::int64_t incident)>;

}  // namespace debrief::domain
