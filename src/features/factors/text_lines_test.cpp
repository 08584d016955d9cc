// SPDX-License-Identifier: Apache-2.0
#include "features/factors/text_lines.hpp"

#include "base/text.hpp"

#include <gtest/gtest.h>

namespace debrief::features::factors {
namespace {

using Lines = std::vector<std::string>;

TEST(TextLines, BreakBetweenWords) {
  EXPECT_EQ(break_lines("  one \n two  three ", 10, 55, 9), (Lines{"one two", "three"}));
  EXPECT_EQ(break_lines("", 10, 50, 9), Lines{});
  EXPECT_EQ(break_lines(" \t\n", 10, 50, 9), Lines{});
}

TEST(TextLines, DivideWordsThatAreTooWide) {
  const auto lines = break_lines("payment_gateway_connection_pool_exhausted", 10, 100, 9);
  ASSERT_GT(lines.size(), 1U);
  std::string all;
  for (const auto& line : lines) {
    EXPECT_LE(width_of(line, 10), 100);
    all += line;
  }
  EXPECT_EQ(all, "payment_gateway_connection_pool_exhausted");
}

TEST(TextLines, TellThatSomethingWasCut) {
  const auto lines = break_lines("one two three four five six seven", 10, 60, 2);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines.back().ends_with("…"));
  EXPECT_LE(width_of(lines.back(), 10), 60);
  EXPECT_FALSE(break_lines("one two", 10, 60, 2).back().ends_with("…"));
}

TEST(TextLines, KeepCharactersWhole) {
  for (const std::string text :
       {"ошибка_в_настройке_пула_соединений", "接続プールの設定が間違っていました", "🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥"})
    for (double width = 12; width < 90; width += 7)
      for (const auto& line : break_lines(text, 12, width, 3)) EXPECT_TRUE(is_utf8(line)) << line;
}

TEST(TextLines, WiderCharactersTakeMoreRoom) {
  EXPECT_LT(width_of("illi", 10), width_of("mmmm", 10));
  EXPECT_LT(width_of("aaaa", 10), width_of("漢漢漢漢", 10));
}

}  // namespace
}  // namespace debrief::features::factors
