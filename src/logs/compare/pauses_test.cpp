// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/pauses.hpp"

#include <gtest/gtest.h>

#include "logs/compare/slices.hpp"

namespace debrief::logs {
namespace {

constexpr Window kBaseline{0, 600 * kSecondNs}, kIncident{600 * kSecondNs, 900 * kSecondNs};

Series steady(std::uint32_t lines, std::int64_t until = 900) {
  Series series;
  for (std::int64_t second = 0; second < until; ++second) series.per_second[second] = lines;
  return series;
}

TEST(Burst, IsARunOfFullSeconds) {
  Series series = steady(2);
  for (const std::int64_t second : {700, 701, 703}) series.per_second[second] = 80;
  const auto burst = find_burst(series, kBaseline, kIncident);
  ASSERT_TRUE(burst);
  EXPECT_EQ(burst->window.from_ns, 700 * kSecondNs);
  EXPECT_EQ(burst->window.until_ns, 704 * kSecondNs);
  EXPECT_EQ(burst->count, 240);
}

TEST(Burst, MayBeOneSecond) {
  Series series;
  series.per_second[650] = 500;
  const auto burst = find_burst(series, kBaseline, kIncident);
  ASSERT_TRUE(burst);
  EXPECT_EQ(burst->window.until_ns - burst->window.from_ns, kSecondNs);
}

TEST(Burst, IsNoneWhereTheyAreUsual) {
  Series series = steady(1);
  for (std::int64_t second = 0; second < 900; second += 60) series.per_second[second] = 100;
  EXPECT_FALSE(find_burst(series, kBaseline, kIncident));
  EXPECT_FALSE(find_burst(steady(5), kBaseline, kIncident));
  EXPECT_FALSE(find_burst(steady(500), {0, 0}, kIncident));
}

TEST(Silence, IsOfOneSourceWhileOthersSpeak) {
  Series all = steady(10);
  const Series source = steady(1, 650);
  const auto silence = find_silence(source, all, kBaseline, kIncident, 1);
  ASSERT_TRUE(silence);
  EXPECT_EQ(silence->window.from_ns, 650 * kSecondNs);
  EXPECT_EQ(silence->window.until_ns, 900 * kSecondNs);
  EXPECT_NEAR(silence->expected_lines, 250, 1);
  EXPECT_LT(silence->p, 1e-50);
}

TEST(Silence, TellsNothingWhenEverybodyIsQuiet) {
  Series all = steady(10, 650);
  all.per_second[899] = 1;
  EXPECT_FALSE(find_silence(steady(1, 650), all, kBaseline, kIncident, 1));
}

TEST(Silence, EndsWhenTheSourceSpeaksAgain) {
  Series source = steady(1, 640);
  for (std::int64_t second = 740; second < 900; ++second) source.per_second[second] = 1;
  const auto silence = find_silence(source, steady(10), kBaseline, kIncident, 1);
  ASSERT_TRUE(silence);
  EXPECT_EQ(silence->window.until_ns, 740 * kSecondNs);
}

TEST(Silence, IsNotTheUsualPause) {
  Series source;
  for (std::int64_t second = 0; second < 900; second += 100) source.per_second[second] = 20;
  EXPECT_FALSE(find_silence(source, steady(10), kBaseline, kIncident, 20));
  EXPECT_FALSE(find_silence(Series{}, steady(10), kBaseline, kIncident, 1));
}

}  // namespace
}  // namespace debrief::logs
