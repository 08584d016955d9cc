// SPDX-License-Identifier: Apache-2.0
// Runs of entries that a long timeline shows as one row.
#pragma once

#include "domain/timeline.hpp"

#include <cstddef>
#include <vector>

namespace debrief::features::postmortems {

/// Entries that stand together, one of them or a run.
using Run = std::vector<const domain::TimelineEntry*>;

/// The entries in order, as runs that keep each row below `rows` if folding can do that: first messages are
/// folded, then also notes, observations, changes and alerts, where at least three stand side by side. Nothing is
/// folded when there are no more than `rows`.
[[nodiscard]] std::vector<Run> fold(const std::vector<const domain::TimelineEntry*>& entries, std::size_t rows);

}  // namespace debrief::features::postmortems
