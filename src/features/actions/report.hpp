// SPDX-License-Identifier: Apache-2.0
// Whether actions are done in time, and what became of what they promised. Pure.
#pragma once

#include "base/clock.hpp"
#include "domain/action.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace debrief::features::actions {

/// Medians, never means: how long things take is skewed by nature.
struct Level {
  std::int64_t open = 0;
  std::int64_t overdue = 0;
  std::int64_t done = 0;
  std::int64_t done_in_time = 0;
  std::int64_t given_up = 0;
  std::optional<Micros> median_age;   ///< of open ones
  std::optional<Micros> median_time;  ///< from added to done

  /// Of those that were done or should have been by now; absent when there are none.
  [[nodiscard]] std::optional<double> share_in_time() const;
};

struct Report {
  std::array<Level, 4> by_priority;
  Level all;
  std::vector<const domain::ActionItem*> overdue;  ///< latest first; they live as long as `actions`
};
[[nodiscard]] Report report_on(const std::vector<domain::ActionItem>& actions, Instant now);

/// Actions that carry a check, by what came of it.
struct Ledger {
  std::int64_t proven = 0;
  std::int64_t recurred = 0;
  std::int64_t unproven = 0;   ///< done, and still watched
  std::int64_t promised = 0;   ///< not done yet
  std::int64_t unchecked = 0;  ///< done without a check
};
[[nodiscard]] Ledger ledger_of(const std::vector<domain::ActionItem>& actions);

}  // namespace debrief::features::actions
