// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/labels.hpp"

#include <fmt/core.h>

namespace debrief::features::postmortems {

Labels::Labels(const std::vector<domain::TimelineEntry>& entries) {
  for (const domain::TimelineEntry& entry : entries) {
    if (entry.hidden || entry.kind == "evidence" || entry.kind == "postmortem") continue;
    shown_.push_back(&entry);
    numbers_.emplace(entry.id, shown_.size());
  }
}

std::string Labels::cite(const domain::TimelineEntry& entry) const {
  return fmt::format("[T{}](#entry-{})", numbers_.at(entry.id), entry.id);
}

std::string Labels::cite(std::int64_t entry) const {
  const auto number = numbers_.find(entry);
  return number == numbers_.end() ? std::string() : fmt::format("[T{}](#entry-{})", number->second, entry);
}

}  // namespace debrief::features::postmortems
