// SPDX-License-Identifier: Apache-2.0
// Timeline entries of a document. Nothing is invented: an entry begins with a time that stands at the start of a
// table row, a list item, a line or a heading within a timeline, or in at least three lines that make one without
// being called so.
#pragma once

#include "connectors/archive/document.hpp"
#include "connectors/archive/lines.hpp"
#include "connectors/archive/sections.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace debrief::connectors::archive {

struct TimelineReading {
  std::vector<TimelineEntry> entries;
  std::vector<Remark> remarks;
};

/// `day` is the day of the document, for times without a date; without it such times are left out with a remark.
/// Days go on from entry to entry: a later entry whose clock time is hours earlier lies on the next day.
[[nodiscard]] TimelineReading read_timeline(const std::vector<Line>& lines, const std::vector<SectionLines>& sections,
                                            std::optional<std::chrono::year_month_day> day, const ReadOptions& options);

}  // namespace debrief::connectors::archive
