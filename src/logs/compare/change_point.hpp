// SPDX-License-Identifier: Apache-2.0
// Where the level of a series of counts changes for good. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace debrief::logs {

/// Median and quartiles; zeros for no values. Quartiles are those of the sorted values, without interpolation.
struct Quartiles {
  double low = 0, median = 0, high = 0;
};
[[nodiscard]] Quartiles quartiles_of(std::span<const double> values);

struct ChangePoint {
  std::size_t slice = 0;         ///< the first of the new level
  double before = 0, after = 0;  ///< medians of up to 60 slices at each side
  double deviations = 0;         ///< the step, in robust standard deviations of what was before
};

/// The split into two levels that leaves the least absolute deviation from their medians, with at least `least_side`
/// slices at each side. Absent when the step is smaller than four robust standard deviations (interquartile range
/// / 1.349, but not less than the square root of the median, which counts have by themselves) or when no level fits:
/// single outliers do not move medians.
[[nodiscard]] std::optional<ChangePoint> find_change_point(std::span<const double> counts, std::size_t least_side = 5);

}  // namespace debrief::logs
