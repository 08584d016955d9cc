// SPDX-License-Identifier: Apache-2.0
// The recognition quiz: which past incident is this? Pure.
#pragma once

#include "domain/incident.hpp"
#include "domain/timeline.hpp"
#include "features/drills/drills.hpp"
#include "features/drills/store.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace debrief::features::drills {

/// Draws questions about incidents of the service (empty: any), each incident once, those first that `met` lacks. The other
/// choices are incidents that resemble the right one (`similar`, best first), each twice at most, and then any. Empty when there are fewer than
/// kChoices incidents. `seed` decides the rest, so that tests know it.
[[nodiscard]] std::vector<Question> draw_questions(const std::vector<store::Past>& past, const std::string& service,
                                                   const std::vector<std::int64_t>& met,
                                                   const std::function<std::vector<std::int64_t>(std::int64_t)>& similar,
                                                   std::uint64_t seed);

/// What a question shows: the first things that were seen, at most four, from the first third of the incident.
[[nodiscard]] std::vector<std::string> clues_of(const domain::Incident& incident,
                                                const std::vector<domain::TimelineEntry>& entries);

}  // namespace debrief::features::drills
