// SPDX-License-Identifier: Apache-2.0
#include "features/factors/graph.hpp"

#include "features/factors/testing_graph.hpp"

#include <gtest/gtest.h>

namespace debrief::features::factors {
namespace {

using Way = std::vector<std::string>;

TEST(FactorGraph, FindsTheShortestWay) {
  const std::vector<domain::FactorLink> links{
      {"a", "b", ""}, {"b", "c", ""}, {"a", "c", ""}, {"c", "d", ""}, {"c", "", ""}};
  EXPECT_EQ(find_way(links, "a", "d"), (Way{"a", "c", "d"}));
  EXPECT_EQ(find_way(links, "a", ""), (Way{"a", "c", ""}));
  EXPECT_EQ(find_way(links, "d", "a"), Way{});
  EXPECT_EQ(find_way(links, "a", "a"), Way{"a"});
}

TEST(FactorGraph, NamesTheCircleThatALinkWouldClose) {
  const auto graph = testing::sample_graph();
  EXPECT_EQ(
      circle_closed_by(graph, "F4", "F5"),
      "“The change went to all regions at once” → “The move had to be done before the sale began” → “The change went "
      "to all regions at once”");
  EXPECT_EQ(circle_closed_by(graph, "F6", "F6"),
            "“A second deployment ran at the same time” → “A second deployment ran at the same time”");
  EXPECT_EQ(circle_closed_by(graph, "F3", "F1"), "");
  EXPECT_EQ(circle_closed_by(graph, "F3", ""), "");
}

}  // namespace
}  // namespace debrief::features::factors
