// SPDX-License-Identifier: Apache-2.0
// The rendering against the public suites: CommonMark's and GitHub's examples, DOMPurify's payloads.
#include "base/json.hpp"
#include "base/markdown.hpp"
#include "base/testing_markdown.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <utility>

namespace debrief {
namespace {

using testing::decode;
using testing::read_shared;

TEST(MarkdownSuite, AgreesWithCommonMark) {
  const auto text = read_shared("suites/commonmark/spec.json");
  if (!text) GTEST_SKIP() << "suites/commonmark is not there: set DEBRIEF_SHARED";
  std::vector<testing::SuiteExample> examples;
  const json::value suite = json::parse(*text).value();
  for (const json::value& example : suite.as_array())
    examples.push_back({std::string(json::text_at(example.as_object(), "markdown")),
                        std::string(json::text_at(example.as_object(), "html"))});
  // docs/markdown.md has these numbers.
  const std::map<std::string, int> expected{{"same", 570},
                                            {"raw HTML is shown as text", 72},
                                            {"scheme is not allowed", 5},
                                            {"bare addresses become links", 3},
                                            {"rare entities are left to the browser", 1},
                                            {"CommonMark 0.31", 1}};
  EXPECT_EQ(testing::compare(examples), expected);
}

// The examples of a cmark-gfm test file; those of extensions that we leave out are named by `without`.
std::vector<testing::SuiteExample> read_examples(std::string_view text, std::string_view without) {
  const std::string fence(32, '`');
  std::vector<testing::SuiteExample> examples;
  testing::SuiteExample example;
  enum class Part { outside, left_out, markdown, html } part = Part::outside;
  for (const std::string_view line : split_lines(text)) {
    if (part == Part::outside && line.starts_with(fence + " example"))
      part = line.find(without) == std::string_view::npos ? Part::markdown : Part::left_out;
    else if (part == Part::markdown && line == ".") part = Part::html;
    else if (part != Part::outside && line == fence) {
      if (part == Part::html) examples.push_back(std::exchange(example, {}));
      part = Part::outside;
    } else if (part == Part::markdown || part == Part::html) {
      std::string& kept = part == Part::markdown ? example.markdown : example.html;
      kept += std::regex_replace(std::string(line), std::regex("→"), "\t") + "\n";
    }
  }
  return examples;
}

TEST(MarkdownSuite, AgreesWithGitHub) {
  // docs/markdown.md has these numbers.
  const std::map<std::string, std::map<std::string, int>> expected{
      {"spec.txt",
       {{"same", 592},
        {"raw HTML is shown as text", 71},
        {"scheme is not allowed", 6},
        {"bare addresses become links", 3},
        {"rare entities are left to the browser", 1}}},
      {"extensions.txt",
       {{"same", 24}, {"raw HTML is shown as text", 3}, {"scheme is not allowed", 1}, {"no footnotes", 2}}},
      {"regression.txt", {{"same", 12}, {"raw HTML is shown as text", 5}, {"tab after an underline", 1}}}};
  for (const auto& [file, outcomes] : expected) {
    const auto text = read_shared("suites/gfm-spec/" + file);
    if (!text) GTEST_SKIP() << "suites/gfm-spec is not there: set DEBRIEF_SHARED";
    EXPECT_EQ(testing::compare(read_examples(*text, "footnotes")), outcomes) << file;
  }
}

// Every tag and attribute that the emitter can write. Anything else in the output came from the input.
void expect_harmless(const std::string& html, const std::string& source) {
  static const std::set<std::string> tags{"p",  "h1",  "h2",    "h3",    "h4",    "h5",    "h6", "blockquote", "ul",
                                          "ol", "li",  "hr",    "br",    "pre",   "code",  "em", "strong",     "del",
                                          "a",  "img", "input", "table", "thead", "tbody", "tr", "th",         "td"};
  static const std::set<std::string> attributes{"id",    "href",  "title", "rel",  "src",     "alt",
                                                "class", "align", "start", "type", "checked", "disabled"};
  static const std::regex attribute(R"re(^\s+([a-z]+)(="([^"<>]*)")?)re");
  for (std::size_t open = html.find('<'); open != std::string::npos; open = html.find('<', open + 1)) {
    const std::size_t close = html.find('>', open);
    ASSERT_NE(close, std::string::npos) << source;
    std::string tag = html.substr(open + 1, close - open - 1);
    if (tag.starts_with('/')) tag.erase(0, 1);
    const std::size_t name_end = std::min(tag.find_first_of(" /"), tag.size());
    ASSERT_TRUE(tags.contains(tag.substr(0, name_end))) << tag << "\nfrom " << source;
    tag.erase(0, name_end);
    for (std::smatch match; std::regex_search(tag, match, attribute); tag = match.suffix()) {
      ASSERT_TRUE(attributes.contains(match[1])) << match[1] << "\nfrom " << source;
      if (match[1] != "href" && match[1] != "src") continue;
      const std::string url = to_lower(decode(match[3].str()));
      const std::size_t colon = url.find(':');
      const bool scheme = colon != std::string::npos && url.find_first_of("/?#") > colon;
      ASSERT_TRUE(!scheme || url.starts_with("http:") || url.starts_with("https:") || url.starts_with("mailto:"))
          << url << "\nfrom " << source;
    }
    ASSERT_TRUE(tag.empty() || tag == " /") << tag << "\nfrom " << source;
  }
}

TEST(MarkdownSuite, DisarmsDomPurifyPayloads) {
  const auto text = read_shared("suites/DOMPurify/expect.json");
  if (!text) GTEST_SKIP() << "suites/DOMPurify is not there: set DEBRIEF_SHARED";
  const json::value suite = json::parse(*text).value();
  for (const json::value& entry : suite.as_array()) {
    const std::string payload(json::text_at(entry.as_object(), "payload"));
    for (const std::string& markdown :
         {payload, "[x](<" + payload + ">)", "![" + payload + "](" + payload + ")", "[x](x \"" + payload + "\")",
          "```" + payload + "\n" + payload + "\n```", "| a |\n|---|\n| " + payload + " |", "# " + payload,
          "<" + payload + ">", "[x][1]\n\n[1]: " + payload})
      expect_harmless(render_html(markdown), markdown);
  }
  EXPECT_GT(suite.as_array().size(), 50U);
}

TEST(MarkdownSuite, DisarmsAddresses) {
  for (const std::string_view address :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x0A;script:alert(1)", "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)", "java&Tab;script:alert(1)", "&#1;javascript:alert(1)", "vbscript:x",
        "data:text/html,x", "data:image/png;base64,x", "&nbsp;javascript:alert(1)", "file:///etc/passwd", "blob:x",
        "ws://x", "javascript&#58alert(1)", "//x\" onload=\"y"}) {
    for (const std::string& markdown :
         {"[x](" + std::string(address) + ")", "![x](" + std::string(address) + ")", "<" + std::string(address) + ">",
          "[x](<" + std::string(address) + ">)", "[x]\n\n[x]: " + std::string(address)})
      expect_harmless(render_html(markdown), markdown);
  }
}

}  // namespace
}  // namespace debrief
