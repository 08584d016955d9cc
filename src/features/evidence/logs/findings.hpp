// SPDX-License-Identifier: Apache-2.0
// What the logs of an incident say against a time before it.
#pragma once

#include "domain/incident.hpp"
#include "features/evidence/logs/log_sets.hpp"
#include "logs/compare/compare.hpp"
#include "logs/compare/suspects.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::evidence::logs {

using debrief::logs::Window;

/// What the logs cover; absent without lines that have a time.
[[nodiscard]] std::optional<Window> extent_of(const debrief::logs::Catalogue& catalogue);

/// From the first milestone that says when it began to the one that says that it was over; where those are missing, the
/// last third of the logs, at most half an hour. Kept within what the logs cover. Absent without lines that have a
/// time.
[[nodiscard]] std::optional<Window> window_of(const domain::Incident& incident,
                                              const debrief::logs::Catalogue& catalogue);

/// As long as the window, between ten minutes and an hour; right before it, or a day before that time.
[[nodiscard]] Window baseline_before(const Window& window);
[[nodiscard]] Window baseline_day_before(const Window& window);

struct Findings {
  Window window;
  Window baseline;
  std::vector<debrief::logs::Finding> items;
  std::vector<debrief::logs::Suspect> suspects;
};
/// `baseline` is cut to what the logs cover; with less than a minute of it left, nothing is compared. Throws
/// SearchTooLong.
[[nodiscard]] Findings find_in(LogSet& set, const Window& window, Window baseline, const std::string& baseline_name,
                               LogSet::Deadline deadline);

/// The logs of another incident to compare with.
struct OtherLogs {
  LogSet& set;
  Window window;
  std::string name;  ///< "in INC-7"
};
/// As find_in, against the window of another incident. Sources of the same name are the same; what another incident's
/// logs cannot tell, since they do not lead up to this one, is left out: bursts, silence, and changes for good.
[[nodiscard]] Findings find_against(LogSet& set, const Window& window, const OtherLogs& other,
                                    LogSet::Deadline deadline);

/// Up to `limit` lines that show it, in the order of time.
[[nodiscard]] std::vector<debrief::logs::FoundLine> lines_of(LogSet& set, const debrief::logs::Finding& finding,
                                                             std::size_t limit);

}  // namespace debrief::features::evidence::logs
