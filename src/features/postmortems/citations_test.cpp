// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/citations.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

TEST(Citations, AreFoundOnceInTheOrderOfTheText) {
  EXPECT_EQ(find_citations("It broke [T3](#entry-30), see [T1](#entry-10) and [again](#entry-30)."),
            (std::vector<CitationMark>{{"T3", 30}, {"T1", 10}}));
}

TEST(Citations, AreNotOtherLinksNorCode) {
  EXPECT_TRUE(find_citations("[T3](#entry-x) [T4](#entry-5 [T5](https://example.org/#entry-5) [](").empty());
  EXPECT_TRUE(find_citations("```\n[T3](#entry-30)\n```\n").empty());
  EXPECT_TRUE(find_citations("\\[T3](#entry-30)").empty());
  EXPECT_TRUE(find_citations("[T3](#entry-99999999999999999999)").empty());
  EXPECT_EQ(find_citations("```\ncode\n```\n[T3](#entry-30)").size(), 1U);
}

TEST(Citations, ResolveToTheirEntries) {
  domain::TimelineEntry entry;
  entry.id = 10;
  entry.text = "Rolled back";
  const auto citations = resolve({{"T1", 10}, {"T2", 11}}, {entry});
  ASSERT_EQ(citations.size(), 1U) << "an entry of another incident is not shown";
  EXPECT_EQ(citations[0].label, "T1");
  EXPECT_EQ(citations[0].entry.text, "Rolled back");
}

}  // namespace
}  // namespace debrief::features::postmortems
