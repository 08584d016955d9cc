// SPDX-License-Identifier: Apache-2.0
// How tasks, hypotheses, hand-overs and updates read on the timeline. Pure.
#pragma once

#include "domain/fact.hpp"
#include "domain/timeline.hpp"
#include "domain/vocabulary.hpp"

#include <optional>

namespace debrief::features::timeline {

/// Fills kind, text and key moment of an entry that has begun; false for facts of other matters.
[[nodiscard]] bool tell_coordination(const domain::Fact& fact, const domain::Vocabulary& words, domain::TimelineEntry& entry);

}  // namespace debrief::features::timeline
