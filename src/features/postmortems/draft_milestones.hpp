// SPDX-License-Identifier: Apache-2.0
// The course of the incident in milestones, durations and what the record suggests about them.
#pragma once

#include "features/postmortems/draft.hpp"
#include "features/postmortems/labels.hpp"

#include <string>

namespace debrief::features::postmortems {

/// Every milestone, also those that are not set, with when and by whom it was recorded.
[[nodiscard]] std::string milestones_table(const domain::Incident& incident);

/// Every duration with its formula: "detected − started", "12 min".
[[nodiscard]] std::string metrics_table(const domain::Incident& incident);

/// For milestones that are not set: the entries that may show them, as questions with citations. A quotation of
/// one paragraph for each; empty when there is nothing to ask.
[[nodiscard]] std::string suggestions(const DraftInput& input, const Labels& labels);

}  // namespace debrief::features::postmortems
