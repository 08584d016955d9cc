// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/rates.hpp"

#include <gtest/gtest.h>

#include <random>

namespace debrief::logs {
namespace {

TEST(CompareRates, AgreesWithTheBinomialTest) {
  // 3 of 3 events in the second of two equal times: 2 * 0.5^3.
  EXPECT_NEAR(compare_rates({0, 60}, {3, 60}, 1).p, 0.25, 1e-12);
  EXPECT_NEAR(compare_rates({0, 60}, {10, 60}, 1).p, 2 * std::pow(0.5, 10), 1e-12);
  // Twice the time, twice the events: nothing.
  EXPECT_GT(compare_rates({20, 120}, {10, 60}, 1).p, 0.9);
}

TEST(CompareRates, TellsTheEffectAndItsLimits) {
  const RateChange change = compare_rates({100, 60}, {400, 60}, 1);
  EXPECT_NEAR(change.log2_ratio, 2, 0.01);
  EXPECT_LT(change.low, 2);
  EXPECT_GT(change.low, 1.6);
  EXPECT_LT(change.high, 2.4);
  EXPECT_LT(change.p, 1e-20);
}

TEST(CompareRates, BelievesLessWhereCountsVaryMore) {
  EXPECT_LT(compare_rates({100, 60}, {200, 60}, 1).p, 1e-6);
  EXPECT_GT(compare_rates({100, 60}, {200, 60}, 50).p, 0.1);
}

TEST(CompareRates, KnowsNothingWithoutExposureOrEvents) {
  EXPECT_EQ(compare_rates({0, 0}, {7, 60}, 1).p, 1);
  EXPECT_EQ(compare_rates({0, 60}, {0, 60}, 1).p, 1);
  EXPECT_GT(compare_rates({0, 600}, {1, 60}, 1).p, 0.05);  // one line proves nothing
}

TEST(Dispersion, IsOneForIndependentEventsAndLargeForGroups) {
  std::mt19937 random(3);
  std::poisson_distribution<int> independent(20);
  std::vector<double> even, grouped;
  for (int i = 0; i < 500; ++i) {
    even.push_back(independent(random));
    grouped.push_back(i % 20 == 0 ? 400 : 0);
  }
  EXPECT_NEAR(dispersion_of(even), 1, 0.25);
  EXPECT_GT(dispersion_of(grouped), 100);
  EXPECT_EQ(dispersion_of(std::vector<double>{}), 1);
  EXPECT_EQ(dispersion_of(std::vector<double>{5}), 1);
  EXPECT_EQ(dispersion_of(std::vector<double>{0, 0, 0}), 1);
}

TEST(CompareRates, IsRightAsOftenAsItSays) {
  std::mt19937 random(11);
  std::poisson_distribution<int> before(120), after(30);
  int alarms = 0;
  for (int i = 0; i < 2'000; ++i)
    if (compare_rates({static_cast<double>(before(random)), 240}, {static_cast<double>(after(random)), 60}, 1).p < 0.05)
      ++alarms;
  EXPECT_LT(alarms, 2'000 * 0.06);
  EXPECT_GT(alarms, 2'000 * 0.02);
}

TEST(FalseDiscoveryRates, FollowBenjaminiAndHochberg) {
  const std::vector<double> q = false_discovery_rates(std::vector<double>{0.01, 0.04, 0.03, 0.5});
  EXPECT_NEAR(q[0], 0.04, 1e-12);
  EXPECT_NEAR(q[1], 0.16 / 3, 1e-12);
  EXPECT_NEAR(q[2], 0.16 / 3, 1e-12);
  EXPECT_NEAR(q[3], 0.5, 1e-12);
  EXPECT_TRUE(false_discovery_rates(std::vector<double>{}).empty());
}

}  // namespace
}  // namespace debrief::logs
