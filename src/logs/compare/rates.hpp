// SPDX-License-Identifier: Apache-2.0
// Whether something happens more or less often than before. Pure.
#pragma once

#include <span>
#include <vector>

namespace debrief::logs {

struct Exposure {
  double count = 0;    ///< lines
  double seconds = 0;  ///< > 0
};

/// log2 of the ratio of two rates (+1: twice as often), with the limits between which it lies with 95 % confidence.
struct RateChange {
  double p = 1;
  double log2_ratio = 0;
  double low = 0, high = 0;
};

/// How much more counts of equal slices of time vary than those of independent events would (Pearson's statistic by its
/// degrees of freedom; quasi-Poisson): 1 for independent events, and never less; large for what comes in groups or with
/// the time of day. 1 for fewer than two slices.
[[nodiscard]] double dispersion_of(std::span<const double> slice_counts);

/// The conditional test of two Poisson rates (Przyborowski and Wilenski 1940), two-sided, on counts divided by the
/// dispersion. Rates for the effect have half an event added, so that it is finite. Without exposure nothing is known:
/// p is 1.
[[nodiscard]] RateChange compare_rates(Exposure before, Exposure after, double dispersion);

/// The q-values of p-values, in their order (Benjamini and Hochberg 1995).
[[nodiscard]] std::vector<double> false_discovery_rates(std::span<const double> p_values);

}  // namespace debrief::logs
