// SPDX-License-Identifier: Apache-2.0
// How links between incidents, merges, reopenings and the dates after an incident read on the timeline. Pure.
#pragma once

#include "domain/fact.hpp"
#include "domain/timeline.hpp"

namespace debrief::features::timeline {

/// Fills kind, text and key moment of an entry that has begun; false for facts of other matters, and for dates that
/// were set by rule.
[[nodiscard]] bool tell_structure(const domain::Fact& fact, domain::TimelineEntry& entry);

}  // namespace debrief::features::timeline
