// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/merge.hpp"

#include "base/markdown.hpp"
#include "base/time.hpp"
#include "features/accounts/prompts.hpp"

#include <gtest/gtest.h>

namespace debrief::features::accounts {
namespace {

domain::Account account(std::string_view person, std::string_view role) {
  domain::Account account;
  account.person = person;
  account.role = role;
  account.given_at = *parse_rfc3339("2026-11-23T12:30:00Z");
  return account;
}

TEST(Pseudonyms, NumberPeopleOfOneRoleAndThoseWithout) {
  std::vector<Bearer> people{
      {"Ana", "Incident commander", false, ""}, {"Bo", "", false, ""},  {"Cy", "Responder", false, ""},
      {"Dee", "Responder", false, ""},          {"Vera", "", true, ""}, {"Eve", "", false, "Responder 2"}};
  give_pseudonyms(people);
  std::vector<std::string> given;
  for (const auto& one : people) given.push_back(one.pseudonym);
  EXPECT_EQ(given, (std::vector<std::string>{"Incident commander", "Responder 1", "Responder", "Responder 3",
                                             "Participant 1", "Responder 2"}));
}

TEST(Pseudonyms, TakeThePlaceOfWholeNames) {
  const std::vector<Bearer> people{{"Ana", "", false, "Responder 1"},
                                   {"Ana Ruiz", "", false, "Incident commander"},
                                   {"I", "", false, "Responder 2"}};
  EXPECT_EQ(without_names("I asked Ana Ruiz, then Ana. Anatomy, Ana's plan", people),
            "I asked Incident commander, then Responder 1. Anatomy, Responder 1's plan");
}

TEST(Merge, QuotesEachAnswerUnderItsQuestion) {
  auto told = account("Ana [x]", "Incident commander");
  told.did = "Rolled back [T3](#entry-7)\n\n# and more";
  told.misled = " \n";
  EXPECT_EQ(markdown_of(told, {}),
            "### Account of Ana \\[x\\] (Incident commander)\n\n*Given 2026-11-23 12:30 UTC.*\n\n"
            "**What I did**\n\n> Rolled back [T3](#entry-7)\n>\n> # and more\n");
}

TEST(Merge, KeepsMarkdownOfAnswersInsideOfThem) {
  auto told = account("Ana", "");
  told.did = "# Heading\n\n```\nnever closed";
  told.saw = "<!-- never closed";
  told.causes = "Title\n===\n<pre>";
  const std::string text = markdown_of(told, {}) + "\n## After\n\nThe end";
  const auto sections = outline(text);
  ASSERT_EQ(sections.size(), 2U);
  EXPECT_EQ(sections[0].title, "Account of Ana");
  EXPECT_EQ(sections[1].title, "After");
}

TEST(Merge, NamesRolesInsteadOfPeople) {
  auto told = account("Ana", "Incident commander");
  told.did = "Called Bo.";
  Attribution attribution;
  attribution.pseudonym = "Incident commander";
  attribution.people = {{"Ana", "", false, "Incident commander"}, {"Bo", "", false, "Responder 1"}};
  attribution.written_down_by = "Bo";
  const std::string text = markdown_of(told, attribution);
  EXPECT_TRUE(text.starts_with(
      "### Account: Incident commander\n\n*Given 2026-11-23 12:30 UTC, written down by somebody else.*"));
  EXPECT_NE(text.find("> Called Responder 1."), std::string::npos);
  EXPECT_EQ(text.find("Ana"), std::string::npos);
  EXPECT_EQ(text.find("Bo"), std::string::npos);
}

TEST(Merge, FindsThePlaceThatTemplatesKeep) {
  EXPECT_EQ(place_for("## Roles and accounts\n\n### Account of Ana (Scribe)\n\n> **To write:** x\n", "Ana"),
            "Account of Ana (Scribe)");
  EXPECT_EQ(place_for("## Roles and accounts\n\n### Account of Anabel\n\n", "Ana"), "Roles and accounts");
  EXPECT_EQ(place_for("## Accounts\n\nx\n", "Ana"), "Accounts");
  EXPECT_EQ(place_for("## Who was there\n\n### Account of Bo\n\n## Response\n", "Ana"), "Who was there");
  EXPECT_EQ(place_for("## Summary\n\n## Responders\n", "Ana"), "Responders");
  EXPECT_EQ(place_for("Nothing", "Ana"), "Accounts");
}

TEST(Prompts, AreReadByNameWithOneKindOfLineEnd) {
  domain::Account account;
  account.saw = "before";
  const auto answers = *json::parse(R"({"did":"a\r\nb\rc"})");
  ASSERT_TRUE(read_answers(answers, "/answers", account));
  EXPECT_EQ(account.did, "a\nb\nc");
  EXPECT_EQ(account.saw, "before");
  EXPECT_TRUE(says_anything(account));
  const auto unknown = *json::parse(R"({"who_is_to_blame":"x"})");
  EXPECT_EQ(read_answers(unknown, "/answers", account).error().field, "/answers/who_is_to_blame");
}

}  // namespace
}  // namespace debrief::features::accounts
