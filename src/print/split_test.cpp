// SPDX-License-Identifier: Apache-2.0
#include "print/split.hpp"

#include "base/text.hpp"

#include <gtest/gtest.h>

namespace debrief::print {
namespace {

RichText text_of(const std::string& text) {
  RichText rich;
  rich.add(text);
  return rich;
}

TEST(Split, KeepsProseWhole) {
  EXPECT_EQ(split(text_of("a few words")).size(), 1U);
  EXPECT_TRUE(split(text_of("")).empty() || split(text_of("")).front().empty());
}

TEST(Split, LosesNothing) {
  std::string prose, umlauts;
  for (int i = 0; i < 5000; ++i) prose += "word " + std::to_string(i) + ' ', umlauts += "ä";
  for (const std::string& text : {prose, umlauts, prose + umlauts + prose}) {
    std::string joined;
    for (const RichText& part : split(text_of(text))) {
      EXPECT_TRUE(is_utf8(part.text));
      EXPECT_LE(part.text.size(), 8000U);
      EXPECT_EQ(part.spans.back().end, part.text.size());
      joined += part.text;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(Split, KeepsStylesAndLinks) {
  RichText rich;
  rich.links = {"https://a.b", "https://c.d"};
  rich.add(std::string(3000, 'a'), kBold, 1);
  const auto parts = split(rich);
  ASSERT_GT(parts.size(), 2U);
  for (const RichText& part : parts) {
    EXPECT_EQ(part.spans.front().flags, kBold);
    EXPECT_EQ(part.links.at(static_cast<std::size_t>(part.spans.front().link)), "https://c.d");
  }
}

TEST(Split, CutsCodeBetweenLines) {
  std::string code;
  for (int i = 0; i < 2000; ++i) code += "line " + std::to_string(i) + "\n";
  code.pop_back();
  std::string joined;
  for (const RichText& part : split_lines_of(text_of(code))) joined += (joined.empty() ? "" : "\n") + part.text;
  EXPECT_EQ(joined, code);
}

}  // namespace
}  // namespace debrief::print
