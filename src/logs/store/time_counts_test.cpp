// SPDX-License-Identifier: Apache-2.0
#include "logs/store/time_counts.hpp"

#include "logs/store/bytes.hpp"
#include "logs/store/records.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <utility>

namespace debrief::logs {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

std::map<std::pair<std::size_t, std::int64_t>, std::uint64_t> cells_of(const TimeCounts& counts) {
  std::map<std::pair<std::size_t, std::int64_t>, std::uint64_t> cells;
  counts.each([&](std::size_t kind, std::int64_t at, std::uint64_t lines) { cells[{kind, at}] += lines; });
  return cells;
}

TEST(TimeCounts, CountsKindsInSpansOfTheShortestLengthThatFits) {
  TimeCounter counter;
  counter.begin(0, kNoTime);
  counter.begin(1, 100 * kSecond);
  counter.begin(3, 100 * kSecond + 1'000'000);
  counter.begin(4, 99 * kSecond);
  const TimeCounts counts = counter.finish({0, 1, 2, 1, 1, 0}, 3);
  EXPECT_EQ(counts.step_ns, 5'000'000) << "of which 201 reach over 1.001 s";
  const decltype(cells_of(counts)) expected{
      {{1, 100 * kSecond}, 2}, {{2, 100 * kSecond}, 1}, {{1, 99 * kSecond}, 1}, {{0, 99 * kSecond}, 1}};
  EXPECT_EQ(cells_of(counts), expected) << "the first line has no time";
  EXPECT_TRUE(counts.divide(0, kSecond));
  EXPECT_TRUE(counts.divide(5'000'000, 10'000'000));
  EXPECT_FALSE(counts.divide(1'000'000, kSecond));
  EXPECT_FALSE(counts.divide(0, 1'000'000));
}

TEST(TimeCounts, StaySmallWhateverTheLinesAre) {
  std::mt19937_64 random(3);
  TimeCounter counter;
  std::vector<std::uint16_t> kinds;
  for (std::uint32_t line = 0; line < 40'000; ++line) {
    // Years before 1970 and behind 2200, out of order.
    counter.begin(line, static_cast<std::int64_t>(random() >> 1) - (1LL << 61));
    kinds.push_back(static_cast<std::uint16_t>(random() % 300));
  }
  EXPECT_FALSE(counter.finish(kinds, 300).divide(0, 604'800 * kSecond)) << "nothing is kept rather than too much";
  TimeCounter day;
  for (std::uint32_t line = 0; line < 40'000; ++line)
    day.begin(line, -static_cast<std::int64_t>(random() % 86'400) * kSecond);
  const TimeCounts counts = day.finish(kinds, 300);
  EXPECT_LE(counts.cells.size(), 2048U * 3 + 300 * 2);
  std::uint64_t lines = 0;
  counts.each([&](std::size_t, std::int64_t at, std::uint64_t count) {
    EXPECT_GE(at, -86'400 * kSecond - counts.step_ns);
    lines += count;
  });
  EXPECT_EQ(lines, 40'000U);
}

TEST(TimeCounts, KnowNothingWithoutTimes) {
  TimeCounter counter;
  counter.begin(0, kNoTime);
  EXPECT_FALSE(counter.finish({0, 0}, 1).divide(0, kSecond));
  EXPECT_FALSE(TimeCounts().divide(0, kSecond));
}

TEST(TimeCounts, SeeDamage) {
  TimeCounts counts{kSecond, 0, "\x02\x01"};
  EXPECT_THROW(counts.each([](std::size_t, std::int64_t, std::uint64_t) {}), Damaged);
}

}  // namespace
}  // namespace debrief::logs
