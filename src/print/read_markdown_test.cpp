// SPDX-License-Identifier: Apache-2.0
#include "print/block.hpp"

#include <gtest/gtest.h>

namespace debrief::print {
namespace {

using Kind = Block::Kind;

std::vector<Block> read(std::string_view markdown, const FindImage& find_image = {}) {
  return read_markdown(markdown, find_image);
}

TEST(ReadMarkdown, ReadsHeadingsWithTheirIds) {
  const auto blocks = read("## Root cause\n\ntext\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].style, Style::heading2);
  EXPECT_EQ(blocks[0].anchor, "section-root-cause");
  EXPECT_EQ(blocks[1].text.text, "text");
}

TEST(ReadMarkdown, ReadsStylesAndLinks) {
  const auto blocks = read("a **b** [c](https://d.e) [f](javascript:g)\n");
  ASSERT_EQ(blocks.size(), 1U);
  const RichText& text = blocks[0].text;
  EXPECT_EQ(text.text, "a b c f");
  ASSERT_EQ(text.links.size(), 1U);
  EXPECT_EQ(text.links[0], "https://d.e");
  EXPECT_EQ(text.spans[1].flags, kBold);
}

TEST(ReadMarkdown, ReadsNestedListsAndTasks) {
  const auto blocks = read("3. one\n   - two\n\n- [x] done\n- ```\n  code\n  ```\n> quoted\n");
  ASSERT_EQ(blocks.size(), 6U);
  EXPECT_EQ(blocks[0].marker, "3.");
  EXPECT_EQ(blocks[1].marker, "\u2013");
  EXPECT_EQ(blocks[1].nest, "ll");
  EXPECT_EQ(blocks[2].marker, "\u2611");
  EXPECT_EQ(blocks[3].marker, "\u2022") << "code has no gutter: a line of its own holds the marker";
  EXPECT_EQ(blocks[4].kind, Kind::code);
  EXPECT_EQ(blocks[5].nest, "q");
}

TEST(ReadMarkdown, ReadsTables) {
  const auto blocks = read("| a | b |\n|---|--:|\n| 1 | 2 |\n");
  ASSERT_EQ(blocks.size(), 1U);
  const Table& table = *blocks[0].table;
  EXPECT_EQ(table.columns, (std::vector<Align>{Align::natural, Align::right}));
  EXPECT_EQ(table.header[0].text, "a");
  EXPECT_EQ(table.rows[0][1].text, "2");
}

TEST(ReadMarkdown, PrintsATableOfTooManyColumnsAsText) {
  std::string head, rule, row;
  for (int i = 0; i < 60; ++i) head += "|h" + std::to_string(i), rule += "|---", row += "|r" + std::to_string(i);
  const auto blocks = read(head + "|\n" + rule + "|\n" + row + "|\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_TRUE(blocks[1].text.text.starts_with("r0 | r1 | r2"));
}

TEST(ReadMarkdown, PutsImagesBetweenParagraphs) {
  const FindImage find = [](std::string_view address) {
    return address == "a.png" ? std::optional<Image>(Picture{"bytes"}) : std::nullopt;
  };
  const auto blocks = read("before ![graph](a.png) after ![gone](b.png)\n", find);
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[0].text.text, "before ");
  EXPECT_EQ(blocks[1].kind, Kind::image);
  EXPECT_EQ(blocks[1].text.text, "graph");
  EXPECT_EQ(blocks[2].text.text, " after gone");
}

}  // namespace
}  // namespace debrief::print
