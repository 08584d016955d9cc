// SPDX-License-Identifier: Apache-2.0
// The few words at the head of a draft: what, when, where, who. Each fits into a table cell.
#pragma once

#include "features/postmortems/draft.hpp"
#include "features/postmortems/labels.hpp"

#include <string>

namespace debrief::features::postmortems {

/// The day on which it started, or else of the first entry, or else of the declaration.
[[nodiscard]] std::string date_of(const DraftInput& input);
/// "1 h 12 min (started → recovered)", from the earliest milestone of started, detected and declared to the first of
/// recovered, resolved and mitigated that is set; "duration not known" without one of them.
[[nodiscard]] std::string duration_of(const domain::Incident& incident);
[[nodiscard]] std::string services_of(const domain::Incident& incident);
[[nodiscard]] std::string severity_of(const domain::Incident& incident);
/// How many people the record knows, and who led.
[[nodiscard]] std::string people_of(const DraftInput& input);
/// The first alert, and the milestone `detected`, as far as recorded.
[[nodiscard]] std::string detection_of(const DraftInput& input, const Labels& labels);
/// The state of the incident when the draft was made, and when that was.
[[nodiscard]] std::string status_of(const DraftInput& input);

}  // namespace debrief::features::postmortems
