// SPDX-License-Identifier: Apache-2.0
// How much of people's time incidents took. Pure.
#pragma once

#include "features/insights/courses.hpp"

#include <vector>

namespace debrief::features::insights {

/// Of all people together: what it took of each of them is told by the responders slice, to those whom it concerns.
struct Load {
  std::size_t people = 0;  ///< who held a role
  double seconds = 0;      ///< with a role in at least one incident, two at once counted once: the response cost
  double overlapping = 0;  ///< seconds left out of that, since the same person was counted already
};

/// A role that nobody ended lasts until the incident's end, one in an incident that goes on until `now`.
[[nodiscard]] Load load_of(const std::vector<const Course*>& courses, Instant now);

}  // namespace debrief::features::insights
