// SPDX-License-Identifier: Apache-2.0
// Points in time in tables, in UTC.
#pragma once

#include "base/clock.hpp"
#include "domain/timeline.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems {

/// Shows times by the clock alone where everything happened on one day, else with the date.
class Moments {
 public:
  explicit Moments(const std::vector<const domain::TimelineEntry*>& entries);

  /// "Time (UTC, 2026-11-23)", or "Time (UTC)".
  [[nodiscard]] std::string heading() const;
  /// "10:42" or "2026-11-23 10:42".
  [[nodiscard]] std::string at(Instant at) const;
  /// "10:42–10:55"; one time where both are the same minute.
  [[nodiscard]] std::string span(Instant from, Instant until) const;

 private:
  std::optional<std::string> day_;
};

}  // namespace debrief::features::postmortems
