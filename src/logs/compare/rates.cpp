// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/rates.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

namespace debrief::logs {

namespace {

/// P(X >= k) of a binomial distribution, for real k and n.
double at_least(double k, double n, double share) {
  return k <= 0 ? 1 : boost::math::ibeta(k, n - k + 1, share);
}

double two_sided(double before, double after, double share_after) {
  const double n = before + after;
  const double more = at_least(after, n, share_after);
  const double fewer = at_least(before, n, 1 - share_after);
  return std::min(1.0, 2 * std::min(more, fewer));
}

}  // namespace

double dispersion_of(std::span<const double> slice_counts) {
  if (slice_counts.size() < 2) return 1;
  const auto slices = static_cast<double>(slice_counts.size());
  const double mean = std::accumulate(slice_counts.begin(), slice_counts.end(), 0.0) / slices;
  if (mean <= 0) return 1;
  double squares = 0;
  for (const double count : slice_counts) squares += (count - mean) * (count - mean);
  return std::max(1.0, squares / mean / (slices - 1));
}

RateChange compare_rates(Exposure before, Exposure after, double dispersion) {
  if (before.seconds <= 0 || after.seconds <= 0) return {};
  RateChange change;
  if (before.count + after.count > 0)
    change.p = two_sided(before.count / dispersion, after.count / dispersion,
                         after.seconds / (before.seconds + after.seconds));
  const double before_rate = (before.count + 0.5) / before.seconds;
  const double after_rate = (after.count + 0.5) / after.seconds;
  change.log2_ratio = std::log2(after_rate / before_rate);
  const double error = std::sqrt(dispersion * (1 / (before.count + 0.5) + 1 / (after.count + 0.5))) / std::numbers::ln2;
  change.low = change.log2_ratio - 1.96 * error;
  change.high = change.log2_ratio + 1.96 * error;
  return change;
}

std::vector<double> false_discovery_rates(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> q(p_values.size(), 1);
  double least = 1;
  for (std::size_t rank = order.size(); rank-- > 0;) {
    least = std::min(least, p_values[order[rank]] * static_cast<double>(order.size()) / static_cast<double>(rank + 1));
    q[order[rank]] = least;
  }
  return q;
}

}  // namespace debrief::logs
