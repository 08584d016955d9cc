// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/suspects.hpp"

#include <gtest/gtest.h>

namespace debrief::logs {
namespace {

Finding finding(const std::string& source, double score) {
  Finding one;
  one.source = source;
  one.score = score;
  return one;
}

TEST(Suspects, AreRankedByFindingsOfTheirService) {
  const std::vector<Finding> findings = {finding("api-1", 5), finding("db-1", 6), finding("api-2", 4)};
  const auto service = [](std::string_view source) { return std::string(source.substr(0, source.find('-'))); };
  const std::vector<Suspect> suspects = rank_suspects(findings, {}, {}, service);
  ASSERT_EQ(suspects.size(), 2U);
  EXPECT_EQ(suspects[0].name, "api");
  EXPECT_EQ(suspects[0].findings, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(suspects[0].of_findings, 5 + 4 / 2.0);
  EXPECT_EQ(suspects[0].why, "api: 2 findings.");
}

TEST(Suspects, DoNotWinByNumber) {
  std::vector<Finding> findings = {finding("broken", 40)};
  for (int i = 0; i < 50; ++i) findings.push_back(finding("talkative", 5));
  EXPECT_EQ(rank_suspects(findings, {}, {})[0].name, "broken");
}

TEST(Suspects, AreFoundByTheWaitsOfRequestsToo) {
  const std::vector<std::string> sources = {"a", "b", "c"};
  SlowerSteps slower;
  slower.total_ms = 1'000;
  slower.steps.resize(2);
  slower.steps[0].from_source = 1;
  slower.steps[0].excess_ms = 400;
  slower.steps[1].from_source = 2;
  slower.steps[1].excess_ms = 10;
  const std::vector<Finding> findings = {finding("b", 1), finding("a", 2)};
  const std::vector<Suspect> suspects = rank_suspects(findings, slower, sources);
  ASSERT_EQ(suspects.size(), 3U);
  EXPECT_EQ(suspects[0].name, "b");
  EXPECT_EQ(suspects[0].of_waits, 0.4);
  EXPECT_EQ(suspects[1].name, "a");
  EXPECT_EQ(suspects[2].name, "c");
  EXPECT_EQ(suspects[0].why,
            "b: 1 finding; requests went on 400 ms later in all after its lines (40 % of their time).");
}

TEST(Suspects, AreNoneWithoutEvidence) {
  EXPECT_TRUE(rank_suspects({}, {}, {}).empty());
}

}  // namespace
}  // namespace debrief::logs
