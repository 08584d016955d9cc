// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/add_section.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

TEST(AddToSection, AddsAtTheEndOfTheSectionAndOfThoseBelowIt) {
  EXPECT_EQ(add_to_section("## Accounts\n\nOne\n\n### Of Ana\n\nText\n\n## Timeline\n\nT\n", "accounts",
                           "### Of Bo\n\nMore\n"),
            "## Accounts\n\nOne\n\n### Of Ana\n\nText\n\n### Of Bo\n\nMore\n\n## Timeline\n\nT\n");
  EXPECT_EQ(add_to_section("## Accounts\n", " Accounts ", "\nText"), "## Accounts\n\nText\n");
}

TEST(AddToSection, MakesASectionWhereThereIsNone) {
  EXPECT_EQ(add_to_section("", "Accounts", "Text"), "## Accounts\n\nText\n");
  EXPECT_EQ(add_to_section("## Summary\n\nx", "Accounts", "Text\n\n"), "## Summary\n\nx\n\n## Accounts\n\nText\n");
}

TEST(AddToSection, TakesThePlaceOfASectionThatHoldsQuestionsOnly) {
  const std::string kept =
      "## Accounts\n\n### Of Ana\n\n> **To write:** What did you do?\n\n### Of Bo\n\n> **To write:** And you?\n";
  EXPECT_EQ(add_to_section(kept, "Of Ana", "### Account: Responder 1\n\n> x"),
            "## Accounts\n\n### Account: Responder 1\n\n> x\n\n### Of Bo\n\n> **To write:** And you?\n");
  const std::string filled = "## Accounts\n\n### Of Ana\n\nI did it.\n";
  EXPECT_EQ(add_to_section(filled, "Of Ana", "### Again\n\nx"),
            "## Accounts\n\n### Of Ana\n\nI did it.\n\n### Again\n\nx\n");
  EXPECT_EQ(add_to_section(kept, "Of Bo", "No heading"), kept + "\nNo heading\n");
}

TEST(AddToSection, CitesUnderTheLabelsOfTheDocument) {
  const std::string document = "## Accounts\n\nx [T4](#entry-70) [the deploy](#entry-9)\n";
  EXPECT_EQ(add_to_section(document, "Accounts",
                           "[T1](#entry-7), [T2](#entry-70), [T1](#entry-7), [T3](#entry-9), [see](#entry-7)"),
            document + "\n[T5](#entry-7), [T4](#entry-70), [T5](#entry-7), [the deploy](#entry-9), [see](#entry-7)\n");
}

TEST(AddToSection, LooksAtRealHeadingsOnly) {
  const std::string document = "```\n## Accounts\n```\n\n> ## Accounts\n";
  EXPECT_EQ(add_to_section(document, "Accounts", "x"), document + "\n## Accounts\n\nx\n");
}

}  // namespace
}  // namespace debrief::features::postmortems
