// SPDX-License-Identifier: Apache-2.0
// From an incident so far to what is asked of the library, and from what it finds to reasons in words.
#pragma once

#include "domain/incident.hpp"
#include "domain/match.hpp"
#include "domain/ports.hpp"
#include "domain/timeline.hpp"
#include "search/document.hpp"

#include <string>
#include <vector>

namespace debrief::features::lessons {

/// Title, summary, alerts, and what people noted, with services and alert names as exact terms. Bounded in
/// length, the newest notes first.
[[nodiscard]] search::Query query_for(const domain::Incident& incident, const std::vector<domain::Alert>& alerts,
                                      const std::vector<domain::TimelineEntry>& timeline);

/// The reasons of a hit in words; their scores add up to the hit's.
[[nodiscard]] std::vector<domain::MatchReason> reasons_of(const search::Hit& hit);

/// The part of the body that shows the strongest reason, about `length` bytes.
[[nodiscard]] std::string excerpt_of(const std::string& body, const search::Hit& hit, std::size_t length = 240);

}  // namespace debrief::features::lessons
