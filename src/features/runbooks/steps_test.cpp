// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/steps.hpp"

#include <gtest/gtest.h>

#include <string>

namespace debrief::features::runbooks {
namespace {

std::vector<std::string> titles(std::string_view markdown) {
  std::vector<std::string> all;
  for (const auto& step : read_steps(markdown)) all.push_back(step.title);
  return all;
}

TEST(Steps, AreTheItemsOfOrderedLists) {
  const auto steps = read_steps(
      "# Pool\n\nWhat this is.\n\n- not a step\n\n## Look\n\n1. Open the **dashboard**\n2) Count\n\n"
      "## Act\n\n3. Restart\n");
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].title, "Open the dashboard");
  EXPECT_EQ(steps[0].section, "Look");
  EXPECT_EQ(steps[0].key, "open-the-dashboard");
  EXPECT_EQ(steps[1].title, "Count");
  EXPECT_EQ(steps[2].section, "Act");
}

TEST(Steps, KeepWhatIsIndentedBelowThem) {
  const auto steps = read_steps(
      "1. Restart the pods\n   one by one:\n\n   ```sh\n   1. kubectl rollout\n   ```\n\n   - wait\n     1. nested\n"
      "2. Watch\nthe errors\n\nAfterwards, rest.\n");
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].title, "Restart the pods");
  EXPECT_EQ(steps[0].markdown,
            "Restart the pods\none by one:\n\n```sh\n1. kubectl rollout\n```\n\n- wait\n  1. nested");
  EXPECT_EQ(steps[1].markdown, "Watch\nthe errors");
}

TEST(Steps, AreNotInCodeQuotesOrProse) {
  EXPECT_TRUE(titles("```\n1. code\n```\n> 1. quoted\n\n- a\n  1. nested\n\nIt was in\n2024. And so on.\n").empty());
  EXPECT_EQ(titles("Do this:\n1. At once\n2. Then\n"), (std::vector<std::string>{"At once", "Then"}));
  EXPECT_TRUE(titles("1.no space\n1.\n    1. code by indent\n").empty());
  EXPECT_TRUE(titles("").empty());
  EXPECT_TRUE(titles("```\n1. never closed").empty());
}

TEST(Steps, SayWhereTheyCameFrom) {
  const auto steps = read_steps(
      "1. Roll back ([INC-7, 09:52](/incidents/7#entry-123)), see [it](/incidents/7/postmortem#section-timeline)\n"
      "2. Look at [the page](/incidents/7#entry-123) and [again](/incidents/7#entry-123)\n"
      "3. See [elsewhere](https://example.org/incidents/7)\n");
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].title, "Roll back, see");
  ASSERT_EQ(steps[0].origins.size(), 2U);
  EXPECT_EQ(steps[0].origins[0].incident, 7);
  EXPECT_EQ(steps[0].origins[0].entry, 123);
  EXPECT_FALSE(steps[0].origins[1].entry);
  EXPECT_EQ(steps[1].origins.size(), 1U);
  EXPECT_TRUE(steps[2].origins.empty());
}

TEST(Steps, HaveKeysOfTheirOwn) {
  const auto steps = read_steps("1. Restart\n2. Restart\n3. Größe prüfen\n4. `!!!`\n");
  EXPECT_EQ(steps[0].key, "restart");
  EXPECT_EQ(steps[1].key, "restart-2");
  EXPECT_EQ(steps[2].key, "größe-prüfen");
  EXPECT_EQ(steps[3].key, "step");
}

TEST(Steps, SurviveHostileText) {
  EXPECT_EQ(read_steps("1. \xff\xfe broken").size(), 1U);
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "1. [a](/incidents/999999999#entry-999999999999999999)\n";
  EXPECT_EQ(read_steps(deep).size(), 20'000U);
}

}  // namespace
}  // namespace debrief::features::runbooks
