// SPDX-License-Identifier: Apache-2.0
#include "lint/lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace debrief::lint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Language& english() {
  return *find_language("en");
}

std::vector<std::string> rules_of(std::string_view markdown) {
  std::vector<std::string> rules;
  for (const Remark& remark : lint(markdown, english())) rules.push_back(remark.rule);
  return rules;
}

TEST(Lint, PlacesARemarkInUtf16Units) {
  const auto remarks = lint("\xC3\xA9\n\xF0\x9F\x94\xA5 \xE2\x80\x9Cno\xE2\x80\x9D: it was human error.\n", english());
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(remarks[0].rule, "human-error");
  EXPECT_EQ(remarks[0].line, 2U);
  EXPECT_EQ(remarks[0].column, 17U) << "the fire counts two";
  EXPECT_EQ(remarks[0].length, 11U);
  EXPECT_THAT(remarks[0].message, ::testing::HasSubstr("'human error'"));
  EXPECT_TRUE(remarks[0].question.ends_with("?"));
}

TEST(Lint, CoversMarkupAndLineEndsWithinTheWords) {
  const auto remarks = lint("It was **human**\nerror.", english());
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(remarks[0].line, 1U);
  EXPECT_EQ(remarks[0].column, 10U);
  EXPECT_EQ(remarks[0].length, std::string_view("human**\nerror").size());
}

TEST(Lint, FindsItsPlaceBesideTablesThatAreWrittenAnew) {
  const auto remarks = lint("text\n|A||\n|-|-|\n||human error|\n\nhuman error", english());
  ASSERT_EQ(remarks.size(), 2U);
  EXPECT_EQ(remarks[0].line, 4U);
  EXPECT_EQ(remarks[0].column, 3U);
  EXPECT_EQ(remarks[1].line, 6U);
  EXPECT_EQ(remarks[1].column, 1U);
}

TEST(Lint, PassesOverWhatIsNotTheAuthorsProse) {
  EXPECT_THAT(rules_of("# Human error\n\nHuman error\n==========="), IsEmpty());
  EXPECT_THAT(rules_of("> This was human error.\n"), IsEmpty());
  EXPECT_THAT(rules_of("    human error\n\n```\nhuman error\n```\n\n`human error`"), IsEmpty());
  EXPECT_THAT(rules_of("<!-- human error -->"), IsEmpty());
  EXPECT_THAT(rules_of("---\ntitle: human error\n---\ntext"), IsEmpty());
  EXPECT_THAT(
      rules_of("See [the page](https://example.org/human%20error \"human error\") and <https://e.org/human-error>."),
      IsEmpty());
  EXPECT_THAT(rules_of("The notice called it \"human error\"."), IsEmpty());
  EXPECT_THAT(rules_of("Was it human error?"), IsEmpty());
  EXPECT_THAT(rules_of("[10:05:01] <ana> human error"), IsEmpty());
}

TEST(Lint, AsksForACitationOfEachCausalClaim) {
  EXPECT_THAT(rules_of("The full disk caused the outage."), ElementsAre("unsupported-claim"));
  EXPECT_THAT(rules_of("The full disk caused the outage [T3](#entry-3)."), IsEmpty());
  EXPECT_THAT(rules_of("The full disk caused the outage. [T3](#entry-3)"), IsEmpty());
  EXPECT_THAT(rules_of("The full disk caused the outage ([graph](#evidence-9f))."), IsEmpty());
  EXPECT_THAT(rules_of("It began at noon. [T3](#entry-3) The full disk caused the outage."),
              ElementsAre("unsupported-claim"))
      << "a citation after a sentence belongs to that sentence";
  EXPECT_THAT(rules_of("| What | Where |\n|---|---|\n| The full disk caused it. | [T3](#entry-3) |"), IsEmpty());
}

TEST(Lint, FollowsACommentThatAllows) {
  const std::string allow = "<!-- lint: allow human-error quoted from the notice -->";
  EXPECT_THAT(rules_of("It was human error. " + allow), IsEmpty());
  EXPECT_THAT(rules_of(allow + "\nIt was\nhuman error.\n\nIt was human error."), ElementsAre("human-error"));
  EXPECT_THAT(rules_of(allow + "\n\nIt was human error."), IsEmpty());
  EXPECT_THAT(rules_of(allow + "\n\nObviously, it was human error."), ElementsAre("hindsight"));
  EXPECT_THAT(rules_of("<!-- lint: allow human-error, hindsight: both are quoted -->\nObviously human error."),
              IsEmpty());
}

TEST(Lint, RemarksOnACommentThatAllowsWithoutAReasonOrARule) {
  EXPECT_THAT(rules_of("<!-- lint: allow human-error -->\nIt was human error."),
              ElementsAre("allow-comment", "human-error"));
  EXPECT_THAT(rules_of("<!-- lint: allow blame because -->"), ElementsAre("allow-comment"));
  EXPECT_THAT(rules_of("<!-- lint: allow -->"), ElementsAre("allow-comment"));
  EXPECT_THAT(rules_of("<!-- see the linter -->"), IsEmpty());
}

TEST(Lint, LooksOnlyForTheRulesThatWereChosen) {
  const auto remarks = lint("Obviously, it was human error.", english(), {{"hindsight"}});
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(remarks[0].rule, "hindsight");
}

TEST(Lint, TakesInvalidUtf8AndHugeTexts) {
  EXPECT_THAT(rules_of("\xFF human error \xC3"), ElementsAre("human-error"));
  EXPECT_THAT(rules_of(std::string(kTextLimit + 1, 'a')), IsEmpty());
}

TEST(Lint, StopsAtTheMostRemarks) {
  std::string text;
  for (std::size_t i = 0; i < kMostRemarks + 10; ++i) text += "human error\n\n";
  const auto remarks = lint(text, english());
  EXPECT_EQ(remarks.size(), kMostRemarks);
  EXPECT_EQ(remarks.back().line, 2 * kMostRemarks - 1);
}

TEST(Lint, GivesEveryRuleAGroupAndAQuestionThatDoesNotAskForThePerson) {
  for (const Rule& rule : english().rules) {
    EXPECT_THAT(std::vector<std::string>({"cues", "knowledge", "goals", "assessment", "action", "help", "process"}),
                ::testing::Contains(rule.group))
        << rule.id;
    EXPECT_TRUE(rule.question.ends_with("?") && !rule.question.starts_with("Who") && !rule.question.starts_with("Why"))
        << rule.id;
  }
}

}  // namespace
}  // namespace debrief::lint
