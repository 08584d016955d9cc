// SPDX-License-Identifier: Apache-2.0
#include "lint/prose.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lint/page.hpp"

namespace debrief::lint {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> texts_of(std::string_view source) {
  std::vector<std::string> texts;
  for (const Block& block : read_prose(source).blocks) texts.push_back(block.text);
  return texts;
}

TEST(Prose, LeavesOutMarkupAndKeepsWords) {
  EXPECT_THAT(
      texts_of("# Title\n\nSome *words*,\n  `code` &amp; [a link](https://e.org) [T1](#entry-1).\n\n- one\n- two\n"),
      ElementsAre("Some words, ` & a link .", "one", "two"));
  EXPECT_THAT(texts_of("| A | B |\n|---|---|\n| one | **two** |\n\n> quoted\n\n    code\n"), ElementsAre("one", "two"));
  EXPECT_THAT(texts_of("\xE2\x80\x9CYes\xE2\x80\x9D it\xE2\x80\x99s\xC2\xA0so"), ElementsAre("\"Yes\" it's so"));
}

TEST(Prose, TakesLinesThatBeginWithATimeAsEntries) {
  EXPECT_THAT(texts_of("10:01 one\ngoes on\n10:02 two\n2026-01-02 three\n\xE2\x80\xA2 four"),
              ElementsAre("10:01 one goes on", "10:02 two", "2026-01-02 three", "\xE2\x80\xA2 four"));
}

TEST(Prose, KnowsWhereEachByteStands) {
  const std::string source =
      "a  \xE2\x80\x9C"
      "b**c**\xE2\x80\x9D\nd `x` e";
  const Prose prose = read_prose(source);
  ASSERT_EQ(prose.blocks.size(), 1U);
  const Block& block = prose.blocks[0];
  EXPECT_EQ(block.text, "a \"bc\" d ` e");
  for (const char c : {'a', 'b', 'c', 'd', 'e'}) EXPECT_EQ(block.source_of(block.text.find(c)), source.find(c)) << c;
  EXPECT_EQ(block.source_of(block.text.find('`')), source.find('x'));
}

std::vector<std::string> titles_above(const Prose& prose, const Block& block) {
  std::vector<std::string> titles;
  for (std::size_t at = block.section; at != kNone; at = prose.sections[at].parent)
    titles.push_back(prose.sections[at].title);
  return titles;
}

TEST(Prose, TakesHeadingsAndLabelsAsSections) {
  const Prose prose =
      read_prose("# One\n\n## Two\n\na\n\n**Three:**\n\nb\n\n**Impact:** c\n\n- Actions:\n  - d\n- e\n\n# Four\n\nf\n");
  ASSERT_EQ(prose.blocks.size(), 7U);
  EXPECT_THAT(titles_above(prose, prose.blocks[0]), ElementsAre("Two", "One"));
  EXPECT_THAT(titles_above(prose, prose.blocks[1]), ElementsAre("Three:", "Two", "One"));
  EXPECT_THAT(titles_above(prose, prose.blocks[2]), ElementsAre("Impact:", "Three:", "Two", "One"));
  EXPECT_EQ(prose.blocks[2].text.substr(prose.blocks[2].body), "c");
  EXPECT_THAT(titles_above(prose, prose.blocks[4]), ElementsAre("Actions:", "Three:", "Two", "One"));
  EXPECT_THAT(titles_above(prose, prose.blocks[5]), ElementsAre("Three:", "Two", "One"));
  EXPECT_THAT(titles_above(prose, prose.blocks[6]), ElementsAre("Four"));
}

std::vector<std::string> sentences_of(const std::string& text) {
  Block block;
  block.text = text;
  std::vector<std::string> sentences;
  for (const Sentence& one : split_sentences(block, 0, {"e.g.", "approx."}))
    sentences.push_back(text.substr(one.begin, one.end - one.begin));
  return sentences;
}

TEST(Sentences, EndWhereOneEnds) {
  EXPECT_THAT(sentences_of("One. Two! Was it three? (Four.) 5 came."),
              ElementsAre("One.", "Two!", "Was it three?", "(Four.)", "5 came."));
  EXPECT_THAT(sentences_of("Version 1.2.3 of e.g. Nginx, approx. 4 hosts. J. Doe."),
              ElementsAre("Version 1.2.3 of e.g. Nginx, approx. 4 hosts.", "J. Doe."));
  EXPECT_THAT(sentences_of("It stopped... and went on. "), ElementsAre("It stopped... and went on."));
}

TEST(Sentences, AreCutWhenTheyDoNotEnd) {
  const auto parts = sentences_of(std::string(10'000, 'a') + "\xC3\xA9" + std::string(3'000, ' '));
  EXPECT_GT(parts.size(), 4U);
  std::size_t size = 0;
  for (const std::string& part : parts) size += part.size();
  EXPECT_GE(size, 10'002U);
}

}  // namespace
}  // namespace debrief::lint
