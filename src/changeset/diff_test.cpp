// SPDX-License-Identifier: Apache-2.0
#include "changeset/diff.hpp"

#include "changeset/utf16.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <random>

namespace debrief::changeset {
namespace {

std::string difference_of(std::string_view from, std::string_view to) {
  return to_json_text(difference(to_utf16(from), to_utf16(to)));
}

TEST(Difference, IsSmall) {
  EXPECT_EQ(difference_of("a\nb\nc\n", "a\nx\nc\n"), R"([2,[1,"x"],3])");
  EXPECT_EQ(difference_of("the disk was full", "the log disk was nearly full"), R"([4,[0,"log "],8,[0," nearly"],5])");
  EXPECT_EQ(difference_of("reloaded", "reloading"), R"([6,[2,"ing"]])");
  EXPECT_EQ(difference_of("same", "same"), "[4]");
  EXPECT_EQ(difference_of("", ""), "[]");
  EXPECT_EQ(difference_of("", "a\nb"), R"([[0,"a","b"]])");
  EXPECT_EQ(difference_of("gone", ""), "[[4]]");
}

TEST(Difference, CutsNoCharacterInTwo) {
  EXPECT_EQ(difference_of("🙂", "🙃"), R"([[2,"🙃"]])");
  EXPECT_EQ(difference_of("\U0001F642x", "\U0001F242x"), "[[2,\"\U0001F242\"],1]") << "the low halves are the same";
}

TEST(Difference, FindsMovedAndRepeatedLines) {
  EXPECT_EQ(difference_of("x\nx\nx\n", "x\nx\nx\nx\n"), R"([6,[0,"x",""]])");
  EXPECT_EQ(difference_of("1\n2\n3\n4\n", "3\n4\n1\n2\n"), R"([[4],4,[0,"1","2",""]])");
}

std::string random_text(std::mt19937& chance, std::size_t lines) {
  static const char* const kWords[] = {"disk", "was", "full", "🙂", "ä", "\n", "\n", " ", " ", ".", "a-b"};
  std::string text;
  for (std::size_t i = 0; i < lines; ++i) text += kWords[chance() % std::size(kWords)];
  return text;
}

TEST(Difference, LeadsFromOneTextToTheOther) {
  std::mt19937 chance(42);
  for (int i = 0; i < 3000; ++i) {
    const std::u16string from = to_utf16(random_text(chance, chance() % 60));
    std::u16string to = from;
    if (i % 2 == 0) to = to_utf16(random_text(chance, chance() % 60));
    else to.insert(to.size() / 2 - (splits_pair(to, to.size() / 2) ? 1 : 0), u"new\n");
    const ChangeSet change = difference(from, to);
    ASSERT_TRUE(check(change, from));
    std::u16string text = from;
    change.apply_to(text);
    ASSERT_EQ(to_utf8(text), to_utf8(to));
  }
}

TEST(Difference, TakesLittleTimeForLargeTextsWithNothingInCommon) {
  std::mt19937 chance(7);
  std::string from;
  std::string to;
  while (from.size() < 2'000'000) from += std::to_string(chance() % 1000) + (chance() % 8 == 0 ? "\n" : " ");
  while (to.size() < 2'000'000) to += std::to_string(chance() % 1000) + (chance() % 8 == 0 ? "\n" : " ");
  const std::clock_t begin = std::clock();
  std::u16string text = to_utf16(from);
  difference(text, to_utf16(to)).apply_to(text);
  EXPECT_EQ(to_utf8(text), to);
  // Of processor time, with room for sanitizers; without its bounds it would take hours.
  EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 60.0);
}

TEST(LineDifference, ShowsRemovedBeforeAdded) {
  const auto hunks = line_difference("a\nb\n\nc\n", "a\nB\n\nc\nd");
  ASSERT_EQ(hunks.size(), 5U);
  EXPECT_EQ(hunks[0].kind, Hunk::Kind::same);
  EXPECT_EQ(hunks[1].kind, Hunk::Kind::removed);
  EXPECT_EQ(hunks[1].lines, (std::vector<std::string>{"b"}));
  EXPECT_EQ(hunks[2].kind, Hunk::Kind::added);
  EXPECT_EQ(hunks[3].lines, (std::vector<std::string>{"", "c"}));
  EXPECT_EQ(hunks[4].lines, (std::vector<std::string>{"d"}));
  EXPECT_TRUE(line_difference("", "").empty());
}

}  // namespace
}  // namespace debrief::changeset
