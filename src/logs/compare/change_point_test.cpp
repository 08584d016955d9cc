// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/change_point.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace debrief::logs {
namespace {

TEST(ChangePoint, FindsWhereTheLevelChanges) {
  std::mt19937 random(5);
  std::poisson_distribution<int> low(20), high(60);
  std::vector<double> counts;
  for (int i = 0; i < 80; ++i) counts.push_back(i < 50 ? low(random) : high(random));
  const auto point = find_change_point(counts);
  ASSERT_TRUE(point);
  EXPECT_NEAR(static_cast<double>(point->slice), 50, 1);
  EXPECT_NEAR(point->before, 20, 4);
  EXPECT_NEAR(point->after, 60, 8);
}

TEST(ChangePoint, IsNotMovedByOutliers) {
  std::vector<double> counts(60, 10);
  counts[20] = 5'000;
  counts[40] = 0;
  EXPECT_FALSE(find_change_point(counts));
}

TEST(ChangePoint, IsNotFoundInNoiseNorInCycles) {
  std::mt19937 random(5);
  std::poisson_distribution<int> level(20);
  std::vector<double> noise, cycle;
  for (int i = 0; i < 200; ++i) {
    noise.push_back(level(random));
    cycle.push_back(100 + 80 * std::sin(i / 5.0));
  }
  EXPECT_FALSE(find_change_point(noise));
  EXPECT_FALSE(find_change_point(cycle));
  EXPECT_FALSE(find_change_point(std::vector<double>{}));
  EXPECT_FALSE(find_change_point(std::vector<double>{1, 100}));
}

TEST(ChangePoint, SeesTheEndOfAllLines) {
  std::vector<double> counts(40, 30);
  for (std::size_t i = 30; i < counts.size(); ++i) counts[i] = 0;
  const auto point = find_change_point(counts);
  ASSERT_TRUE(point);
  EXPECT_EQ(point->slice, 30U);
  EXPECT_EQ(point->after, 0);
}

TEST(Quartiles, AreValuesOfTheSeries) {
  const Quartiles quartiles = quartiles_of(std::vector<double>{9, 1, 5, 3, 7});
  EXPECT_EQ(quartiles.low, 3);
  EXPECT_EQ(quartiles.median, 5);
  EXPECT_EQ(quartiles.high, 7);
  EXPECT_EQ(quartiles_of(std::vector<double>{}).median, 0);
}

}  // namespace
}  // namespace debrief::logs
