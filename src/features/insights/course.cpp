// SPDX-License-Identifier: Apache-2.0
#include "features/insights/course.hpp"

#include <algorithm>

namespace debrief::features::insights {

std::size_t milestone_place(std::string_view name) {
  const auto kinds = domain::milestone_kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.id == name; });
  return static_cast<std::size_t>(found - kinds.begin());
}

std::optional<double> span_of(const Course& course, const domain::MetricKind& metric) {
  const std::int64_t from = course.milestones.at(milestone_place(metric.from));
  const std::int64_t until = course.milestones.at(milestone_place(metric.until));
  if (from == kUnknown || until == kUnknown || until < from) return std::nullopt;
  return static_cast<double>(until - from) / 1e6;
}

std::int64_t end_of(const Course& course) {
  for (const auto* name : {"resolved", "recovered", "mitigated", "closed"})
    if (const std::int64_t at = course.milestones.at(milestone_place(name)); at != kUnknown) return at;
  return kUnknown;
}

}  // namespace debrief::features::insights
