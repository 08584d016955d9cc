// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/sections.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

bool filled(std::string_view body) {
  return list_sections("## Section\n\n" + std::string(body)).at(0).filled;
}

TEST(Sections, QuestionsAndEmptyTablesFillNothing) {
  EXPECT_FALSE(filled(""));
  EXPECT_FALSE(filled("> **To write:** What happened,\n> and how?\n"));
  EXPECT_FALSE(filled("> **Suggestion:** Was it noticed then?\n"));
  EXPECT_FALSE(filled("| Action | Owner |\n|---|---|\n"));
  EXPECT_FALSE(filled("| Action | Owner |\n|---|---|\n|  |  |\n"));
  EXPECT_FALSE(filled("<!-- remark -->\n\n---\n"));
}

TEST(Sections, WordsRowsAndQuotationsDo) {
  EXPECT_TRUE(filled("It burned."));
  EXPECT_TRUE(filled("> **To write:** What?\n\nIt burned."));
  EXPECT_TRUE(filled("| Action | Owner |\n|---|---|\n| Test it | Ana |\n"));
  EXPECT_TRUE(filled("> It was dark.\n"));
}

TEST(Sections, ASectionIsFilledByTheSectionsBelowIt) {
  const auto sections = list_sections("## Lessons\n\n### Well\n\n> **To write:** x\n\n### Wrong\n\nMuch.\n\n## Next\n");
  ASSERT_EQ(sections.size(), 4U);
  EXPECT_TRUE(sections[0].filled);
  EXPECT_FALSE(sections[1].filled);
  EXPECT_TRUE(sections[2].filled);
  EXPECT_EQ(sections[2].level, 3U);
  EXPECT_FALSE(sections[3].filled);
}

TEST(Excerpt, IsTheFirstProse) {
  EXPECT_EQ(excerpt_of("| Incident | INC-1 |\n|---|---|\n| When | today |\n\n## Summary\n\n> **To write:** x\n\n## "
                       "Impact\n\nMany *orders*\nfailed.\n",
                       100),
            "Many orders failed.");
  EXPECT_EQ(excerpt_of("Straight to the point.\n\n## More\n\nText\n", 100), "Straight to the point.");
  EXPECT_EQ(excerpt_of("## Empty\n", 100), "");
  EXPECT_LE(excerpt_of(std::string(1000, 'x'), 50).size(), 53U);
}

}  // namespace
}  // namespace debrief::features::postmortems
