// SPDX-License-Identifier: Apache-2.0
#include "features/insights/quantile.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace debrief::features::insights {
namespace {

std::vector<double> lognormal(std::size_t count, double median, double sigma, std::mt19937_64& random) {
  std::lognormal_distribution<double> durations(std::log(median), sigma);
  std::vector<double> values(count);
  for (double& value : values) value = durations(random);
  std::sort(values.begin(), values.end());
  return values;
}

TEST(Quantile, IsAValueThatOccurred) {
  const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 100};
  EXPECT_EQ(estimate_quantile(values, 0.5)->value, 5);
  EXPECT_EQ(estimate_quantile(values, 0.9)->value, 9);
  EXPECT_EQ(estimate_quantile(values, 1.0)->value, 100);
  EXPECT_EQ(estimate_quantile(values, 0.0)->value, 1);
  EXPECT_FALSE(estimate_quantile({}, 0.5));
}

TEST(Quantile, SaysNothingOfFewValues) {
  const std::vector<double> values{1, 2, 3, 4, 5};
  EXPECT_EQ(estimate_quantile(values, 0.5)->value, 3);
  EXPECT_FALSE(estimate_quantile(values, 0.5)->low);
}

// The interval that resampling draws, within what drawing leaves open.
TEST(Quantile, HasTheIntervalOfTheBootstrap) {
  std::mt19937_64 random(3);
  const auto values = lognormal(41, 3600, 1.3, random);
  std::vector<double> medians;
  std::uniform_int_distribution<std::size_t> any(0, values.size() - 1);
  for (int draw = 0; draw < 20'000; ++draw) {
    std::vector<double> resample(values.size());
    for (double& value : resample) value = values[any(random)];
    std::nth_element(resample.begin(), resample.begin() + 20, resample.end());
    medians.push_back(resample[20]);
  }
  std::sort(medians.begin(), medians.end());
  const auto estimate = estimate_quantile(values, 0.5);
  EXPECT_EQ(estimate->value, values[20]);
  EXPECT_EQ(*estimate->low, medians[499]);
  EXPECT_EQ(*estimate->high, medians[19'499]);
}

TEST(Quantile, IntervalsHoldTheTruthAsOftenAsTheySay) {
  std::mt19937_64 random(5);
  int held = 0;
  for (int round = 0; round < 400; ++round) {
    const auto estimate = estimate_quantile(lognormal(60, 1000, 1, random), 0.5);
    held += *estimate->low <= 1000 && *estimate->high >= 1000 ? 1 : 0;
  }
  EXPECT_GE(held, 368);  // 92 %
  EXPECT_LE(held, 396);  // 99 %
}

TEST(Change, IsNoiseBetweenSamplesOfOneKind) {
  std::mt19937_64 random(7);
  int noise = 0;
  for (int round = 0; round < 200; ++round)
    noise += compare_medians(lognormal(50, 2400, 1.2, random), lognormal(50, 2400, 1.2, random))->within_noise ? 1 : 0;
  EXPECT_GE(noise, 182);
}

TEST(Change, IsSeenWhenItIsLarge) {
  std::mt19937_64 random(9);
  const auto change = compare_medians(lognormal(80, 1200, 1, random), lognormal(80, 4800, 1, random));
  ASSERT_TRUE(change);
  EXPECT_FALSE(change->within_noise);
  EXPECT_GT(change->ratio, 0.15);
  EXPECT_LT(change->high, 0.6);
}

// As many as are said to be needed do show a change of a tenth four times in five.
TEST(Change, SaysHowManyWouldShowATenth) {
  std::mt19937_64 random(11);
  const auto told = compare_medians(lognormal(400, 1000, 0.5, random), lognormal(400, 1000, 0.5, random));
  ASSERT_TRUE(told);
  EXPECT_GT(told->needed, 400);
  EXPECT_LT(told->needed, 1100);
  int seen = 0;
  for (int round = 0; round < 60; ++round) {
    const auto count = static_cast<std::size_t>(told->needed);
    seen +=
        compare_medians(lognormal(count, 1100, 0.5, random), lognormal(count, 1000, 0.5, random))->within_noise ? 0 : 1;
  }
  EXPECT_GE(seen, 36);
  EXPECT_LE(seen, 59);
}

TEST(Change, IsNotToldOfFewValues) {
  const std::vector<double> few{1, 2, 3, 4, 5}, more{1, 2, 3, 4, 5, 6};
  EXPECT_FALSE(compare_medians(few, more));
  EXPECT_FALSE(compare_medians(more, few));
  EXPECT_TRUE(compare_medians(more, more)->within_noise);
}

TEST(Change, OfRatesCountsTheLengthOfTheTimes) {
  EXPECT_TRUE(compare_rates(12, 30, 9, 30)->within_noise);
  EXPECT_FALSE(compare_rates(60, 30, 20, 30)->within_noise);
  EXPECT_TRUE(compare_rates(60, 90, 20, 30)->within_noise);
  EXPECT_DOUBLE_EQ(compare_rates(60, 90, 20, 30)->ratio, 1);
  EXPECT_FALSE(compare_rates(0, 30, 5, 30));
  EXPECT_EQ(compare_rates(60, 30, 20, 30)->needed, 1729);
}

}  // namespace
}  // namespace debrief::features::insights
