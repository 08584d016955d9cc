// SPDX-License-Identifier: Apache-2.0
// Which entries of the timeline may show milestones that nobody has set.
#pragma once

#include "domain/incident.hpp"
#include "domain/timeline.hpp"

#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

/// A question, never a claim.
struct Suggestion {
  std::string_view milestone;
  std::string_view question;  ///< "Was it noticed then?"
  std::string_view because;   ///< what the entry is: "first alert"
  const domain::TimelineEntry* entry = nullptr;
};

/// At most one for each of `started` (last deploy or change before the first sign), `detected` (first alert, else
/// first message), `acknowledged` (first person after it), `mitigated` (first entry after it that speaks of rolling
/// back, restarting and the like) and `recovered` (last alert resolved). `entries` in the order of time; the result
/// points to them. Pure.
[[nodiscard]] std::vector<Suggestion> suggest_milestones(const domain::Incident& incident,
                                                         const std::vector<const domain::TimelineEntry*>& entries);

}  // namespace debrief::features::postmortems
