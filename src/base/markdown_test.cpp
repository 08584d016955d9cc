// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"

#include "base/html_entities.hpp"
#include "base/safe_url.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>
#include <ctime>

namespace debrief {
namespace {

std::string repeat(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(Markdown, RendersGitHubsExtensions) {
  EXPECT_EQ(render_html("| a | b |\n|:-:|--:|\n| 1 | 2 |\n"),
            "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n<th "
            "align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
            "<td align=\"center\">1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>\n");
  EXPECT_EQ(render_html("- [x] done\n- [ ] open\n"),
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" checked disabled /> done</li>\n"
            "<li class=\"task\"><input type=\"checkbox\" disabled /> open</li>\n</ul>\n");
  EXPECT_EQ(render_html("~~old~~ https://example.org www.example.org me@example.org"),
            "<p><del>old</del> <a href=\"https://example.org\" rel=\"nofollow noopener\">https://example.org</a> "
            "<a href=\"http://www.example.org\" rel=\"nofollow noopener\">www.example.org</a> "
            "<a href=\"mailto:me@example.org\" rel=\"nofollow noopener\">me@example.org</a></p>\n");
  EXPECT_EQ(render_html("```c++\na < b\n```\n"), "<pre><code class=\"language-c++\">a &lt; b\n</code></pre>\n");
}

TEST(Markdown, ShowsRawHtmlAsText) {
  EXPECT_EQ(render_html("<script>alert(1)</script>\n"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
  EXPECT_EQ(render_html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
}

TEST(Markdown, KeepsTheTextOfRefusedLinks) {
  EXPECT_EQ(render_html("[click](javascript:alert(1)) ![pic](data:image/png;base64,AA)"), "<p>click pic</p>\n");
  EXPECT_EQ(render_html("![a *b* [c](d)](e.png \"t\")"), "<p><img src=\"e.png\" alt=\"a b c\" title=\"t\" /></p>\n");
}

TEST(Markdown, GivesHeadingsIdsThatLinksFollow) {
  EXPECT_EQ(render_html("# Root cause & fix\n# Root cause & fix\n[up](#root-cause--fix) [out](#elsewhere)"),
            "<h1 id=\"section-root-cause--fix\">Root cause &amp; fix</h1>\n"
            "<h1 id=\"section-root-cause--fix-1\">Root cause &amp; fix</h1>\n"
            "<p><a href=\"#section-root-cause--fix\" rel=\"nofollow noopener\">up</a> "
            "<a href=\"#elsewhere\" rel=\"nofollow noopener\">out</a></p>\n");
}

TEST(Markdown, RepairsInvalidUtf8) {
  EXPECT_EQ(render_html("a\xff"
                        "b"),
            "<p>a\uFFFDb</p>\n");
  EXPECT_EQ(render_html(std::string_view("a\0b", 3)), "<p>a\uFFFDb</p>\n");
}

TEST(Markdown, TakesTablesWithShortDelimiters) {
  EXPECT_EQ(plain_text("a|b\n-|:-\n1|2\n"), "a\tb\n1\t2\n");
  EXPECT_EQ(plain_text("```\n-|-\n```\n"), "-|-\n");
}

TEST(Markdown, TakesTablesAsGitHubDoes) {
  EXPECT_EQ(plain_text("|a|b|c|\n|-|-|-|\n|1||2|\n|x|\\|||\n"), "a\tb\tc\n1\t\t2\nx\t|\n")
      << "empty cells keep their place";
  EXPECT_EQ(plain_text("|a|\n|-|\n|`x\\|y`|\n"), "a\nx|y\n");
  EXPECT_EQ(plain_text("text\n|a|b|\n|-|-|\n|1|2|\n"), "text\na\tb\n1\t2\n") << "a table below text";
  EXPECT_EQ(plain_text("|a|b|\n|---|\n"), "|a|b|\n|---|\n") << "other columns than the header";
  EXPECT_EQ(plain_text("a || b\n\n```\n|a|\n|-|\n|x||y|\n```\n"), "a || b\n|a|\n|-|\n|x||y|\n");
}

TEST(Markdown, StandsAloneWithItsPicturesAndSources) {
  HtmlOptions options;
  options.find_image = [](std::string_view address) {
    return address == "a.png" ? std::optional<std::string>("data:image/png;base64,AA==") : std::nullopt;
  };
  options.find_source = [](std::string_view address) {
    return address == "#entry-1" ? std::optional<std::string>("10:31 <rolled out>") : std::nullopt;
  };
  EXPECT_EQ(render_html("![graph](a.png) ![other](https://a.b/c.png) [![in](b.png)](d)", options),
            "<p><img src=\"data:image/png;base64,AA==\" alt=\"graph\" /> "
            "<a href=\"https://a.b/c.png\" rel=\"nofollow noopener\">other</a> "
            "<a href=\"d\" rel=\"nofollow noopener\">in</a></p>\n");
  EXPECT_EQ(render_html("[T1](#entry-1) [x](#entry-2)", options),
            "<p><a href=\"#entry-1\" class=\"citation\" data-source=\"10:31 &lt;rolled out&gt;\" rel=\"nofollow "
            "noopener\">T1</a> <a href=\"#entry-2\" rel=\"nofollow noopener\">x</a></p>\n");
}

TEST(Markdown, ShowsTextOverTheLimitUnparsed) {
  EXPECT_EQ(render_html("# a <b>", 3), "<pre># a &lt;b&gt;</pre>\n");
  EXPECT_TRUE(outline("# a", 2).empty());
  EXPECT_EQ(plain_text("# a", 2), "# a");
}

TEST(Markdown, OutlinesTheSections) {
  const std::string_view text =
      "intro\n\n# One *two*\nbody\n\nSetext\n======\nmore\n\n```\n# not one\n```\n> # quoted\n\n### `x` &amp; y\n";
  const auto sections = outline(text);
  ASSERT_EQ(sections.size(), 3U);
  EXPECT_EQ(sections[0].title, "One two");
  EXPECT_EQ(text.substr(sections[0].begin, sections[0].end - sections[0].begin), "# One *two*\nbody\n\n");
  EXPECT_EQ(text.substr(sections[0].body, sections[0].end - sections[0].body), "body\n\n");
  EXPECT_EQ(sections[1].title, "Setext");
  EXPECT_TRUE(text.substr(sections[1].body).starts_with("more\n"));
  EXPECT_EQ(sections[2].title, "x & y");
  EXPECT_EQ(sections[2].level, 3U);
  EXPECT_EQ(sections[2].end, text.size());
}

TEST(Markdown, GivesTheWordsWithoutTheMarkup) {
  EXPECT_EQ(plain_text("# A *b*\n\n- [c](d) &amp; `e<f>`\n- <b>g</b>\n\n| h | i |\n|--|--|\n| j | k |\n\n```\nl "
                       "<m>\n```\n<!-- n -->\n"),
            "A b\nc & e<f>\ng\nh\ti\nj\tk\nl <m>\n");
}

TEST(Markdown, StaysFastOnHostileText) {
  const std::vector<std::string> hostile{repeat("[", 100'000),
                                         repeat("![", 50'000),
                                         repeat(">", 100'000),
                                         repeat("> ", 50'000) + "x",
                                         repeat("*a **b ", 20'000),
                                         repeat("`a``b```", 20'000),
                                         repeat("[a](", 30'000),
                                         repeat("<a ", 30'000),
                                         repeat("&#", 50'000),
                                         repeat("- ", 50'000),
                                         repeat("[a]: b\n", 20'000),
                                         repeat("\\", 100'000),
                                         repeat("a\n", 20'000),
                                         repeat("_a ", 50'000),
                                         repeat("[^", 50'000),
                                         repeat("<!--", 30'000),
                                         repeat("|", 10'000) + "\n" + repeat("|-", 5'000) + "\n" + repeat("|\n", 3'000),
                                         repeat("a|", 4'000) + "\n" + repeat("-|", 4'000) + "\n" + repeat("a\n", 2'500),
                                         repeat("# a\n", 50'000),
                                         repeat("http://a.b/(", 20'000),
                                         repeat("~~a", 50'000),
                                         repeat(" ", 200'000),
                                         repeat("1. ", 30'000),
                                         repeat("[a][b]", 30'000) + "\n\n[b]: c"};
  for (const std::string& text : hostile) {
    const std::clock_t begin = std::clock();
    const std::string html = render_html(text);
    (void)outline(text);
    (void)plain_text(text);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, 3.0) << text.substr(0, 20);  // 1 s each for three readings
    EXPECT_LE(html.size(), 20 * text.size() + (2U << 20U)) << text.substr(0, 20);
  }
}

TEST(HtmlEntities, AreDecoded) {
  EXPECT_EQ(find_entity("&amp;"), "&");
  EXPECT_EQ(find_entity("&colon;"), ":");
  EXPECT_EQ(find_entity("&euro;"), "€");
  EXPECT_EQ(find_entity("&#x1F600;"), "😀");
  EXPECT_EQ(find_entity("&#0;"), "\uFFFD");
  EXPECT_EQ(find_entity("&#99999999999999;"), "\uFFFD");
  EXPECT_EQ(find_entity("&#xD800;"), "\uFFFD");
  EXPECT_FALSE(find_entity("&nosuch;"));
  EXPECT_FALSE(find_entity("amp"));
}

TEST(SafeUrl, AllowsFourKinds) {
  EXPECT_EQ(find_safe_url("https://a.b/c?d=e&f#g"), "https://a.b/c?d=e&f#g");
  EXPECT_EQ(find_safe_url("HTTP://a.b"), "HTTP://a.b");
  EXPECT_EQ(find_safe_url("mailto:a@b.c"), "mailto:a@b.c");
  EXPECT_EQ(find_safe_url("../c:d"), "../c:d");
  EXPECT_EQ(find_safe_url("http://[::1]:8080/[x]"), "http://[::1]:8080/%5Bx%5D");
  EXPECT_EQ(find_safe_url(" a b\tä\""), "a%20b%C3%A4%22");
  EXPECT_EQ(find_safe_url(""), "");
  for (const std::string_view refused :
       {"javascript:x", "java\nscript:x", "\x01javascript:x", "data:x", "a b:c", "\u00A0javascript:x", ":x"})
    EXPECT_FALSE(find_safe_url(refused)) << refused;
}

}  // namespace
}  // namespace debrief
