// SPDX-License-Identifier: Apache-2.0
// Quantiles of durations, how sure one can be of them, and whether two samples differ. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace debrief::features::insights {

/// A figure with the interval in which it would lie in 95 of 100 samples like this one. The interval is absent for
/// fewer than six values, which say nothing about it.
struct Estimate {
  double value = 0;
  std::optional<double> low;
  std::optional<double> high;
};

/// The smallest of the `sorted` values that at least a part `q` of them does not exceed (definition 1 of Hyndman and
/// Fan, 1996): always a value that occurred. With the percentile interval of the bootstrap (Efron, 1979), not drawn but
/// computed: the k-th value of a resample of n is the one at ceil(n u), where u is distributed as Beta(k, n - k + 1).
/// Absent without values. `q` lies between 0 and 1.
[[nodiscard]] std::optional<Estimate> estimate_quantile(std::span<const double> sorted, double q);

/// How a median changed between two samples.
struct Change {
  double ratio = 1;          ///< now / then
  double low = 1, high = 1;  ///< 95 % bootstrap interval of the ratio
  bool within_noise = true;  ///< the interval holds 1
  std::int64_t needed = 0;   ///< values in each sample that would show a change of 10 % four times in five
};

/// Compares the medians of two `sorted` samples of durations in seconds; less than one counts as one. Absent with fewer
/// than six values in one of them. The same samples give the same answer.
[[nodiscard]] std::optional<Change> compare_medians(std::span<const double> now, std::span<const double> then);

/// How a number of incidents changed, where the two times are `now_length` and `then_length` long: the ratio of rates,
/// with the exact interval of Clopper and Pearson (1934) for the share of `now` among both. `needed` is the number in
/// each time that would show a change of 10 %. Absent when there were none at all then or now, or a time is empty.
[[nodiscard]] std::optional<Change> compare_rates(std::int64_t now, double now_length, std::int64_t then,
                                                  double then_length);

}  // namespace debrief::features::insights
