// SPDX-License-Identifier: Apache-2.0
// Which of several stamps in a line says when it was logged. Lines name the moments that they tell of, files that were
// rotated, certificates that end; only the log's own clock advances from line to line.
#pragma once

#include "logs/time/layout.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace debrief::logs {

/// The `index`-th of those stamps of a line that have this layout, counted from 0.
struct StampChoice {
  StampLayout layout;
  std::size_t index = 0;
};

/// Choices in the order in which to try them on a line.
struct StampRule {
  std::vector<StampChoice> choices;

  /// The stamp of a line to take; null when it has none that the rule knows: it then goes on with the line before.
  [[nodiscard]] const FoundLayout* find(std::span<const FoundLayout> of_line) const;
};

/// The rule for a source, from what find_stamps says of a sample of its lines in their order; a few hundred will do. In
/// this order, a choice goes before another that
/// - stands still or goes back and forth, while it advances (a step back of up to two seconds is allowed to threads);
/// - is in less than half as many lines;
/// - lacks the date or the year;
/// - is coarser, as far as the sample's own values show;
/// - names no zone;
/// - stands further to the right.
/// Where a layout is read month first and other lines show that the day comes first, only the latter is kept.
[[nodiscard]] StampRule choose_stamp(std::span<const std::vector<FoundLayout>> of_lines);

}  // namespace debrief::logs
