// SPDX-License-Identifier: Apache-2.0
// What can be seen in a drill beside its entries: the lines of its logs, and how many there are over time, up to its clock
// and never beyond.
#pragma once

#include "base/json.hpp"
#include "features/drills/drills.hpp"
#include "features/drills/routes_quiz.hpp"

#include <string>

namespace debrief::features::drills {

inline constexpr Micros kBefore = std::chrono::minutes(30);  // of the logs are seen from before the first alert

/// The schema DrillSigns. Documents are no logs: what a postmortem or somebody's notes tell of later times stands in lines
/// that seem earlier. Of imported incidents, whose evidence came afterwards, there are none.
Result<json::object> signs_json(const Desk& desk, const domain::Principal& who, const Drill& drill);

/// What was known by now that mentions the words, as JSON: entries and lines.
Result<std::string> found_for(const Desk& desk, const domain::Principal& who, const Drill& drill, const std::string& words);

}  // namespace debrief::features::drills
