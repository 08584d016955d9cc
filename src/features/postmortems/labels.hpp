// SPDX-License-Identifier: Apache-2.0
// The citation labels of a draft: T1, T2, … in the order of the timeline.
#pragma once

#include "domain/timeline.hpp"

#include <map>
#include <string>
#include <vector>

namespace debrief::features::postmortems {

/// Numbers the entries that a draft shows: all but hidden ones and those about documents (evidence that was
/// added, the postmortem itself). Keeps pointers to the entries, which must outlive it.
class Labels {
 public:
  /// `entries` in the order of the timeline.
  explicit Labels(const std::vector<domain::TimelineEntry>& entries);

  [[nodiscard]] const std::vector<const domain::TimelineEntry*>& shown() const { return shown_; }

  /// "[T3](#entry-123)" for an entry that is shown.
  [[nodiscard]] std::string cite(const domain::TimelineEntry& entry) const;
  /// The same, or nothing for an entry that is not shown.
  [[nodiscard]] std::string cite(std::int64_t entry) const;

 private:
  std::vector<const domain::TimelineEntry*> shown_;
  std::map<std::int64_t, std::size_t> numbers_;
};

}  // namespace debrief::features::postmortems
