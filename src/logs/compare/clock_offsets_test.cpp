// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/clock_offsets.hpp"

#include <gtest/gtest.h>

#include <random>

namespace debrief::logs {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// Requests that pass the sources one after another, some milliseconds apart; clocks are off by `off`.
std::vector<RequestLine> requests(const std::vector<std::int64_t>& off, std::size_t count) {
  std::vector<RequestLine> lines;
  std::mt19937 chance(7);
  for (std::size_t request = 1; request <= count; ++request) {
    std::int64_t at = static_cast<std::int64_t>(request) * 3 * kSecond;
    for (std::uint32_t source = 0; source < off.size(); ++source) {
      at += static_cast<std::int64_t>(chance() % 40'000'000);
      for (int line = 0; line < 2; ++line) lines.push_back({at + off[source] + line * 1000, request, source, 1});
    }
  }
  std::shuffle(lines.begin(), lines.end(), chance);
  return lines;
}

TEST(SuspectedClocks, TellTheOneThatOthersDisagreeWith) {
  const auto suspected = find_suspected_clocks(requests({0, 0, -90 * kSecond, 0}, 50));
  ASSERT_EQ(suspected.size(), 1U);
  EXPECT_EQ(suspected[0].source, 2U);
  EXPECT_NEAR(static_cast<double>(suspected[0].offset.correction_ns), 90e9, 0.2e9);
  EXPECT_EQ(suspected[0].offset.events, 50U);
  ASSERT_EQ(suspected[0].examples.size(), 3U);
  EXPECT_NEAR(static_cast<double>(suspected[0].examples[0].reference_ns - suspected[0].examples[0].here_ns), 90e9,
              0.2e9);
}

TEST(SuspectedClocks, OfTwoTellTheLaterOne) {
  const auto suspected = find_suspected_clocks(requests({0, 7200 * kSecond}, 20));
  ASSERT_EQ(suspected.size(), 1U);
  EXPECT_EQ(suspected[0].source, 1U);
  EXPECT_EQ(suspected[0].reference, 0U);
  EXPECT_NEAR(static_cast<double>(suspected[0].offset.correction_ns), -7200e9, 0.2e9);
}

TEST(SuspectedClocks, AreNoneWhereClocksAgreeOrTooLittleIsShared) {
  EXPECT_TRUE(find_suspected_clocks(requests({0, 0, 0}, 50)).empty()) << "the time that work takes";
  EXPECT_TRUE(find_suspected_clocks(requests({0, 60 * kSecond}, 4)).empty()) << "too few";
  EXPECT_TRUE(find_suspected_clocks({}).empty());
}

TEST(SuspectedClocks, AreNoneWhereSharedIdsSayAnything) {
  std::vector<RequestLine> lines;
  std::mt19937 chance(3);
  for (std::uint64_t session = 0; session < 200; ++session)
    for (std::uint32_t source = 0; source < 2; ++source)
      lines.push_back({static_cast<std::int64_t>(chance() % 86'400) * kSecond, session, source, 1});
  EXPECT_TRUE(find_suspected_clocks(lines).empty());
}

}  // namespace
}  // namespace debrief::logs
