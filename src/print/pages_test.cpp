// SPDX-License-Identifier: Apache-2.0
#include "print/pages.hpp"

#include <gtest/gtest.h>

namespace debrief::print {
namespace {

std::vector<Piece> lines(std::size_t count, float height = 10) {
  return std::vector<Piece>(count, Piece{height});
}

std::vector<std::size_t> ends(const std::vector<PageSpan>& pages) {
  std::vector<std::size_t> ends;
  for (const PageSpan& page : pages) ends.push_back(page.last);
  return ends;
}

TEST(Pages, AreFilled) {
  EXPECT_EQ(ends(paginate(lines(25), {}, 100)), (std::vector<std::size_t>{10, 20, 25}));
  EXPECT_TRUE(paginate({}, {}, 100).empty());
}

TEST(Pages, DropTheSpaceAtTheirTop) {
  auto pieces = lines(4);
  for (Piece& piece : pieces) piece.before = 5;
  EXPECT_EQ(ends(paginate(pieces, {}, 25)), (std::vector<std::size_t>{2, 4}));
}

TEST(Pages, BreakOnlyWhereTheyMay) {
  auto pieces = lines(12);
  pieces[9].may_break = pieces[10].may_break = false;
  EXPECT_EQ(ends(paginate(pieces, {}, 100)), (std::vector<std::size_t>{8, 12}));
  for (Piece& piece : pieces) piece.may_break = false;
  EXPECT_EQ(ends(paginate(pieces, {}, 100)), (std::vector<std::size_t>{10, 12})) << "nowhere: then where it is full";
}

TEST(Pages, TakeAPieceThatIsTooHigh) {
  EXPECT_EQ(ends(paginate(lines(2, 300), {}, 100)), (std::vector<std::size_t>{1, 2}));
}

TEST(Pages, RepeatTheHeaderOfATable) {
  auto pieces = lines(20);
  for (std::size_t i = 2; i < 15; ++i) pieces[i].table = 0;
  const auto pages = paginate(pieces, {{2, 3, 10}}, 80);
  EXPECT_EQ(ends(pages), (std::vector<std::size_t>{8, 15, 20})) << "7 rows below the repeated header";
  EXPECT_EQ(pages[0].table, Piece::kNoTable);
  EXPECT_EQ(pages[1].table, 0U);
  EXPECT_EQ(pages[2].table, Piece::kNoTable);
}

TEST(Pages, DoNotRepeatAHeaderThatFillsThem) {
  auto pieces = lines(20);
  for (Piece& piece : pieces) piece.table = 0;
  EXPECT_EQ(paginate(pieces, {{0, 5, 50}}, 80)[1].table, Piece::kNoTable);
}

}  // namespace
}  // namespace debrief::print
