// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/slices.hpp"

#include <gtest/gtest.h>

namespace debrief::logs {
namespace {

constexpr Window seconds(std::int64_t from, std::int64_t until) {
  return {from * kSecondNs, until * kSecondNs};
}

Series every(std::int64_t from, std::int64_t until, std::int64_t step) {
  Series series;
  for (std::int64_t second = from; second < until; second += step) series.per_second[second] = 1;
  return series;
}

TEST(Slices, CountWithinTheWindow) {
  Series series;
  series.per_second = {{9, 1}, {10, 2}, {14, 3}, {20, 4}};
  EXPECT_EQ(count_in(series, seconds(10, 20)), 5);
  EXPECT_EQ(slices_of(series, seconds(10, 21), 5), (std::vector<double>{2 + 3, 0, 4}));
  EXPECT_EQ(count_in(series, seconds(20, 20)), 0);
  EXPECT_TRUE(slices_of(series, seconds(20, 10), 5).empty());
}

TEST(Slices, StayFewForYears) {
  EXPECT_LE(slices_of(every(0, 10, 1), seconds(0, 100'000'000), 1).size(), 100'000U);
}

TEST(Slices, JoinTheSeriesOfASource) {
  std::vector<Series> series = {every(0, 3, 1), every(1, 4, 1), every(0, 2, 1)};
  series[0].source = series[1].source = "a";
  series[2].source = "b";
  const std::vector<Series> sources = by_source(series);
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0].per_second.at(1), 2U);
  EXPECT_EQ(sources[0].template_id, 0U);
}

TEST(CoveredParts, LeaveOutWhereThereAreNoLogs) {
  std::vector<Series> series = {every(100, 200, 1), every(1'000, 1'100, 2)};
  const std::vector<Window> parts = covered_parts(series, seconds(0, 1'120));
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].from_ns, 100 * kSecondNs);
  EXPECT_EQ(parts[0].until_ns, 200 * kSecondNs);
  EXPECT_EQ(parts[1].from_ns, 1'000 * kSecondNs);
  EXPECT_EQ(parts[1].until_ns, 1'120 * kSecondNs);  // the usual pause: not the end of the logs
}

TEST(CoveredParts, KnowRareLinesFromMissingOnes) {
  const std::vector<Series> hourly = {every(0, 86'400, 3'600)};
  EXPECT_EQ(covered_parts(hourly, seconds(0, 86'400)).size(), 1U);
  EXPECT_TRUE(covered_parts(hourly, seconds(1, 100)).empty());
  EXPECT_TRUE(covered_parts({}, seconds(1, 100)).empty());
}

}  // namespace
}  // namespace debrief::logs
