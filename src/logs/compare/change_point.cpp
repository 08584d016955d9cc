// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/change_point.hpp"

#include <algorithm>
#include <cmath>

namespace debrief::logs {

namespace {

constexpr std::size_t kMostSide = 60;
constexpr double kLeastDeviations = 4, kNormalQuartiles = 1.349;

double absolute_deviation(std::span<const double> values, double from) {
  double sum = 0;
  for (const double value : values) sum += std::abs(value - from);
  return sum;
}

}  // namespace

Quartiles quartiles_of(std::span<const double> values) {
  if (values.empty()) return {};
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t last = sorted.size() - 1;
  return {sorted[last / 4], sorted[last / 2], sorted[last - last / 4]};
}

std::optional<ChangePoint> find_change_point(std::span<const double> counts, std::size_t least_side) {
  std::optional<ChangePoint> best;
  double most_gained = 0;
  for (std::size_t split = least_side; split + least_side <= counts.size(); ++split) {
    const std::size_t left = std::min(split, kMostSide), right = std::min(counts.size() - split, kMostSide);
    const auto before = counts.subspan(split - left, left), after = counts.subspan(split, right);
    const auto around = counts.subspan(split - left, left + right);
    const Quartiles was = quartiles_of(before), is = quartiles_of(after);
    const double gained = absolute_deviation(around, quartiles_of(around).median) -
                          absolute_deviation(before, was.median) - absolute_deviation(after, is.median);
    if (gained <= most_gained) continue;
    most_gained = gained;
    const double deviation = std::max((was.high - was.low) / kNormalQuartiles, std::sqrt(std::max(was.median, 1.0)));
    best = ChangePoint{split, was.median, is.median, std::abs(is.median - was.median) / deviation};
  }
  if (!best || best->deviations < kLeastDeviations) return {};
  return best;
}

}  // namespace debrief::logs
