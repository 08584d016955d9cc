// SPDX-License-Identifier: Apache-2.0
#include "connectors/csv_timeline/csv_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors::csv_timeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::vector<std::string>> cells(std::string_view text, char delimiter = ',') {
  std::vector<std::vector<std::string>> all;
  for (const Row& row : read_table(text, delimiter, "t.csv").rows) all.push_back(row.cells);
  return all;
}

TEST(CsvTable, FollowsRfc4180) {
  EXPECT_THAT(cells("a,b\r\n\"c,d\",\"e \"\"f\"\"\"\r\n"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c,d", "e \"f\"")));
  EXPECT_THAT(cells("a,\"x\ny\r\nz\"\nb,c"), ElementsAre(ElementsAre("a", "x\ny\r\nz"), ElementsAre("b", "c")));
  EXPECT_THAT(cells("a,,\n,,\n\n b , c "), ElementsAre(ElementsAre("a", "", ""), ElementsAre("b", "c")));
  EXPECT_THAT(cells("a\rb"), ElementsAre(ElementsAre("a"), ElementsAre("b")));
  EXPECT_THAT(cells(""), IsEmpty());
}

TEST(CsvTable, CountsLinesThroughBreaksWithinCells) {
  const Table table = read_table("h\n\"a\nb\"\n\nc", ',', "t.csv");
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[1].line, 2U);
  EXPECT_EQ(table.rows[2].line, 5U);
}

TEST(CsvTable, LosesNoRowsToAQuoteThatIsNeverClosed) {
  EXPECT_THAT(cells("a,\"b\nc,d\ne,f"),
              ElementsAre(ElementsAre("a", "\"b"), ElementsAre("c", "d"), ElementsAre("e", "f")));
  EXPECT_THAT(cells("a,b \"quoted\" c"), ElementsAre(ElementsAre("a", "b \"quoted\" c")));
}

TEST(CsvTable, RefusesRowsOfTenMegabytes) {
  const Table table = read_table("a,b\nx," + std::string(10'000'001, 'y') + "\nc,d\n", ',', "t.csv");
  EXPECT_EQ(table.rows.size(), 2U);
  ASSERT_EQ(table.unread.size(), 1U);
  EXPECT_EQ(table.unread[0].locator, "line 2");
  EXPECT_THAT(table.unread[0].reason, HasSubstr("10 MB"));
}

// Linear: each quote would otherwise look through the white space before it.
TEST(CsvTable, ReadsQuotesBehindMuchWhiteSpace) {
  const std::string row = std::string(2'000'000, ' ') + "x" + std::string(2'000'000, '"');
  EXPECT_THAT(cells(" \t\"a,b\",c\n" + row + "\n"),
              ElementsAre(ElementsAre("a,b", "c"), ElementsAre("x" + std::string(2'000'000, '"'))));
}

TEST(CsvTable, StopsAtItsLimitOfRows) {
  const Table table = read_table("a\nb\nc\n", ',', "t.csv", 2);
  EXPECT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.unread.at(0).locator, "line 3 and on");
}

TEST(CsvTable, FindsTheDelimiter) {
  EXPECT_EQ(find_delimiter("a,b\n1,2\n"), ',');
  EXPECT_EQ(find_delimiter("a;b;c\n1,5;2;3\n4,5;6;7\n"), ';');
  EXPECT_EQ(find_delimiter("a\tb\nx, y\tz\n"), '\t');
  EXPECT_EQ(find_delimiter("a|b\n1|2\n"), '|');
  EXPECT_EQ(find_delimiter("sep=;\na;b\n"), ';');
  EXPECT_EQ(find_delimiter("one\ntwo\n"), '\0');
  EXPECT_THAT(cells("sep=;\na;b\n", ';'), ElementsAre(ElementsAre("a", "b")));
}

}  // namespace
}  // namespace debrief::connectors::csv_timeline
