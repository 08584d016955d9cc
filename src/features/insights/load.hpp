// SPDX-License-Identifier: Apache-2.0
// How much of people's time incidents took. Pure.
#pragma once

#include "features/insights/courses.hpp"

#include <functional>
#include <string>
#include <vector>

namespace debrief::features::insights {

struct PersonLoad {
  std::string person;
  std::size_t incidents = 0;
  double seconds = 0;      ///< with a role in at least one incident; two at once count once
  std::size_t nights = 0;  ///< nights in which a role began between 22:00 and 07:00
};

struct Load {
  std::vector<PersonLoad> people;  ///< the most loaded first
  double seconds = 0;              ///< of all people: the response cost
  double overlapping = 0;          ///< seconds left out of that, since the same person was counted already
};

/// A role that nobody ended lasts until the incident's end, one in an incident that goes on until `now`. `local` gives
/// the microseconds since 1970 that a clock on the wall showed.
[[nodiscard]] Load load_of(const CourseTable& table, const std::vector<const Course*>& courses, Instant now,
                           const std::function<std::int64_t(Instant)>& local);

}  // namespace debrief::features::insights
