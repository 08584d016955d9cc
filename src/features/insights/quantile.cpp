// SPDX-License-Identifier: Apache-2.0
#include "features/insights/quantile.hpp"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace debrief::features::insights {
namespace {

constexpr std::size_t kFewest = 6;
constexpr std::size_t kDraws = 4000;
constexpr double kTail = 0.025;
// Seen four times in five at 95 %: the two quantiles of the normal distribution add up to this.
constexpr double kReach = 1.959964 + 0.841621;
const double kTenth = std::log(1.1);

// From 1: the place of the quantile among n values.
std::size_t place_of(double q, std::size_t n) {
  const auto place = static_cast<std::size_t>(std::ceil(q * static_cast<double>(n)));
  return std::clamp<std::size_t>(place, 1, n);
}

double value_at(std::span<const double> sorted, double u) {
  return sorted[place_of(u, sorted.size()) - 1];
}

// The logarithm of the median of one resample after another.
class Resamples {
 public:
  Resamples(std::span<const double> sorted, std::mt19937_64& random) : sorted_(sorted), random_(random) {
    const auto k = static_cast<double>(place_of(0.5, sorted.size()));
    left_ = std::gamma_distribution<double>(k);
    right_ = std::gamma_distribution<double>(static_cast<double>(sorted.size()) - k + 1);
  }
  double draw() {
    const double a = left_(random_), b = right_(random_);
    return std::log(std::max(1.0, value_at(sorted_, a / (a + b))));
  }

 private:
  std::span<const double> sorted_;
  std::mt19937_64& random_;
  std::gamma_distribution<double> left_, right_;
};

double variance_of(const std::vector<double>& values) {
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  const double mean = sum / static_cast<double>(values.size());
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size() - 1);
}

// The variance of a median falls with the number of values.
std::int64_t needed_for(double variance_of_one) {
  return static_cast<std::int64_t>(std::ceil(2 * variance_of_one * (kReach / kTenth) * (kReach / kTenth)));
}

}  // namespace

std::optional<Estimate> estimate_quantile(std::span<const double> sorted, double q) {
  if (sorted.empty()) return std::nullopt;
  const std::size_t n = sorted.size(), k = place_of(q, n);
  Estimate estimate{sorted[k - 1], std::nullopt, std::nullopt};
  if (n < kFewest) return estimate;
  const auto a = static_cast<double>(k), b = static_cast<double>(n - k + 1);
  estimate.low = value_at(sorted, boost::math::ibeta_inv(a, b, kTail));
  estimate.high = value_at(sorted, boost::math::ibeta_inv(a, b, 1 - kTail));
  return estimate;
}

std::optional<Change> compare_medians(std::span<const double> now, std::span<const double> then) {
  if (now.size() < kFewest || then.size() < kFewest) return std::nullopt;
  std::mt19937_64 random(20'250'101);
  Resamples after(now, random), before(then, random);
  std::vector<double> ratios(kDraws), medians(kDraws), earlier(kDraws);
  for (std::size_t i = 0; i < kDraws; ++i) {
    medians[i] = after.draw();
    earlier[i] = before.draw();
    ratios[i] = medians[i] - earlier[i];
  }
  std::sort(ratios.begin(), ratios.end());
  Change change;
  change.ratio = std::max(1.0, value_at(now, 0.5)) / std::max(1.0, value_at(then, 0.5));
  change.low = std::exp(value_at(ratios, kTail));
  change.high = std::exp(value_at(ratios, 1 - kTail));
  change.within_noise = change.low <= 1 && change.high >= 1;
  const double of_one = (variance_of(medians) * static_cast<double>(now.size()) +
                         variance_of(earlier) * static_cast<double>(then.size())) /
                        2;
  change.needed = needed_for(of_one);
  return change;
}

std::optional<Change> compare_rates(std::int64_t now, double now_length, std::int64_t then, double then_length) {
  if (now <= 0 || then <= 0 || now_length <= 0 || then_length <= 0) return std::nullopt;
  const auto a = static_cast<double>(now), b = static_cast<double>(then);
  const double lengths = then_length / now_length;
  const auto ratio = [&](double share) { return share / (1 - share) * lengths; };
  Change change;
  change.ratio = a / b * lengths;
  change.low = ratio(boost::math::ibeta_inv(a, b + 1, kTail));
  change.high = ratio(boost::math::ibeta_inv(a + 1, b, 1 - kTail));
  change.within_noise = change.low <= 1 && change.high >= 1;
  change.needed = needed_for(1);  // the variance of the logarithm of a Poisson count is 1 / count
  return change;
}

}  // namespace debrief::features::insights
