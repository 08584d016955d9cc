// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/archive/document.hpp"
#include "connectors/archive/entry_clock.hpp"
#include "connectors/archive/lines.hpp"

#include <cstddef>
#include <vector>

namespace debrief::connectors::archive {

/// Entries of the table whose first line is lines[begin], `end` behind its last one. A table is a timeline when a
/// column is headed "time", "date" or the like; outside of a section called timeline at least two of its rows must
/// give a clock time.
[[nodiscard]] std::vector<TimelineEntry> read_timeline_table(const std::vector<Line>& lines, std::size_t begin,
                                                             std::size_t end, bool in_timeline, EntryClock& clock);

}  // namespace debrief::connectors::archive
