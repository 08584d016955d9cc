// SPDX-License-Identifier: Apache-2.0
#include "features/factors/draw.hpp"

#include "base/testing_golden.hpp"
#include "features/factors/testing_graph.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace debrief::features::factors {
namespace {

std::string svg_of(const domain::FactorGraph& graph, const domain::FactorCaptions& captions) {
  return figure_of(graph, captions).svg;
}

TEST(FactorSvg, LooksAsExpected) {
  debrief::testing::expect_golden("factors.svg", svg_of(testing::sample_graph(), testing::sample_captions()));
}

TEST(FactorSvg, TellsItsContentInWords) {
  const std::string svg = svg_of(testing::sample_graph(), testing::sample_captions());
  EXPECT_NE(svg.find("<title id=\"factor-graph-title\">What contributed to INC-42</title>"), std::string::npos);
  EXPECT_NE(svg.find("“The change went to all regions at once” contributed to “The pool allowed 50 connections"),
            std::string::npos);
  EXPECT_NE(svg.find(": requests waited, then failed."), std::string::npos);
  EXPECT_NE(svg.find("href=\"#entry-3\""), std::string::npos);
  EXPECT_NE(svg.find(">T1, T4</text>"), std::string::npos);
}

TEST(FactorSvg, LeadsNowhereWithoutADocumentAroundIt) {
  auto captions = testing::sample_captions();
  captions.links = false;
  captions.entries.clear();
  const std::string svg = svg_of(testing::sample_graph(), captions);
  EXPECT_EQ(svg.find("href"), std::string::npos);
  EXPECT_NE(svg.find(">2 sources</text>"), std::string::npos);
}

TEST(FactorSvg, ShowsHostileTextAsText) {
  for (const std::string hostile :
       {"</title><script>alert(1)</script>", "\" onload=\"alert(1)", "<![CDATA[ ]]>",
        "a\x01\x1B"
        "b",
        "\xFF\xFE broken", "\xEF\xBF\xBF", "&lt;b&gt;", "]]>", "--><svg onload=alert(1)>"}) {
    domain::FactorGraph graph;
    graph.factors = {testing::factor("F1", hostile, hostile)};
    graph.links = {{"F1", "", hostile}};
    const std::string svg = svg_of(graph, {hostile, hostile, {{3, hostile}}, true});
    EXPECT_EQ(svg.find("<script"), std::string::npos);
    EXPECT_EQ(svg.find("<svg onload"), std::string::npos);
    EXPECT_EQ(svg.find("\" onload"), std::string::npos);
    EXPECT_EQ(svg.find("<![CDATA"), std::string::npos);
    EXPECT_EQ(std::count(svg.begin(), svg.end(), '<'), std::count(svg.begin(), svg.end(), '>'));
    for (const char c : svg) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 && c != '\n') << hostile;
  }
}

TEST(FactorSvg, KeepsItsStyleToItself) {
  const std::string svg = svg_of({}, testing::sample_captions());
  const std::size_t begin = svg.find("<style>") + 7;
  std::string style = svg.substr(begin, svg.find("</style>") - begin);
  EXPECT_EQ(style.find("url("), std::string::npos);
  EXPECT_EQ(style.find("@import"), std::string::npos);
  EXPECT_NE(svg.find("Nothing is linked yet."), std::string::npos);
}

}  // namespace
}  // namespace debrief::features::factors
