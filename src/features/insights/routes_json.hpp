// SPDX-License-Identifier: Apache-2.0
// Insights as JSON and CSV.
#pragma once

#include "base/json.hpp"
#include "features/insights/annotations.hpp"
#include "features/insights/evaluate.hpp"
#include "features/insights/follow_up.hpp"
#include "features/insights/load.hpp"

#include <string>

namespace debrief::features::insights {

/// At most the newest 5,000 points of each metric; `points_left_out` tells how many there are besides.
[[nodiscard]] json::object to_json(const Insights& insights);
[[nodiscard]] json::object to_json(const Load& load);
[[nodiscard]] json::object to_json(const FollowUp& follow_up);
[[nodiscard]] json::object to_json(const Annotation& annotation);

/// A line for each incident, with all metrics in seconds; RFC 4180, with a head.
[[nodiscard]] std::string to_csv(const CourseTable& table, const std::vector<const Course*>& courses);

}  // namespace debrief::features::insights
