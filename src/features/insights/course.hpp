// SPDX-License-Identifier: Apache-2.0
// What insights know of one incident. Plain data.
#pragma once

#include "base/clock.hpp"
#include "domain/incident.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace debrief::features::insights {

inline constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::min();
inline constexpr std::size_t kMilestones = 9;  ///< in the order of domain::milestone_kinds()
inline constexpr std::size_t kSeverities = 5;  ///< in the order of domain::kSeverityIds
inline constexpr std::uint8_t kNoSeverity = kSeverities;

/// A person held a role, from one time to another, in microseconds; `until` is kUnknown while it goes on.
struct Effort {
  std::uint32_t person = 0;  ///< in Courses::people
  std::int64_t from = 0;
  std::int64_t until = kUnknown;
};

struct Course {
  std::int64_t number = 0;
  std::int64_t at = 0;  ///< started, else detected, else declared; microseconds
  domain::Kind kind = domain::Kind::normal;
  std::uint8_t severity = kNoSeverity;
  bool is_private = false;
  bool reopened = false;  ///< it came back after it was over
  std::array<std::int64_t, kMilestones> milestones{};  ///< kUnknown where it is not set
  std::vector<std::uint32_t> services;                 ///< in Courses::services
  std::vector<Effort> efforts;
};

/// The place of a milestone in Course::milestones. It must be one of domain::milestone_kinds().
[[nodiscard]] std::size_t milestone_place(std::string_view name);

/// The span of a metric in seconds; absent until both milestones are known, and when they stand in the wrong order.
[[nodiscard]] std::optional<double> span_of(const Course& course, const domain::MetricKind& metric);

/// When nobody was needed any more, in microseconds: resolved, else recovered, mitigated or closed; kUnknown before.
[[nodiscard]] std::int64_t end_of(const Course& course);

}  // namespace debrief::features::insights
