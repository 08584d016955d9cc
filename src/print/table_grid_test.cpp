// SPDX-License-Identifier: Apache-2.0
#include "print/table_grid.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace debrief::print {
namespace {

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(TableGrid, SharesWhatIsLeft) {
  EXPECT_EQ(share_width({{50, 50}, {50, 50}}, 200), (std::vector<double>{100, 100}));
  const auto widths = share_width({{40, 60}, {40, 1000}}, 200);
  EXPECT_NEAR(sum(widths), 200, 0.01);
  EXPECT_GT(widths[1], widths[0]) << "prose needs the room";
  EXPECT_GE(widths[0], 40) << "the longest word stays whole";
}

TEST(TableGrid, BreaksProseBeforeAColumnOfTimes) {
  EXPECT_NEAR(share_width({{40, 60}, {40, 1000}}, 200)[0], 60, 0.01);
}

TEST(TableGrid, BreaksWordsThatHaveNoRoom) {
  EXPECT_FALSE(words_fit({{40, 40}, {500, 500}}, 200));
  const auto widths = share_width({{40, 40}, {500, 500}}, 200);
  EXPECT_NEAR(sum(widths), 200, 0.01);
  EXPECT_GT(widths[0], 30) << "a long word gives way to a short one";
}

TEST(TableGrid, TakesEmptyColumns) {
  EXPECT_EQ(share_width({{0, 0}, {0, 0}}, 100), (std::vector<double>{50, 50}));
  EXPECT_TRUE(share_width({}, 100).empty());
}

}  // namespace
}  // namespace debrief::print
