// SPDX-License-Identifier: Apache-2.0
// From facts to timeline entries.
#pragma once

#include "domain/fact.hpp"
#include "domain/timeline.hpp"
#include "domain/vocabulary.hpp"

#include <optional>

namespace debrief::features::timeline {

/// The entry that shows a fact, as recorded (revision 1). Absent for kinds that tell nothing about the course
/// of the incident: corrections of entries, saved texts of the postmortem, facts about the server itself, and
/// kinds that this version does not know. Pure.
///
/// The entry happens when its fact does. It was known when it was recorded, except for what people wrote to
/// each other at the time (messages, notes and the like read from evidence): that was known when written.
/// `words` name severities, states and roles.
[[nodiscard]] std::optional<domain::TimelineEntry> project(const domain::Fact& fact, const domain::Vocabulary& words = *domain::usual_vocabulary());

}  // namespace debrief::features::timeline
