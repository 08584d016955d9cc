// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/escape.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

TEST(EscapeInline, IsShownLetterByLetter) {
  for (const std::string_view text :
       {"*bold* _it_ __x__ ~~gone~~", "a|b", "[x](javascript:alert(1))", "![i](http://x/y.png)",
        "<script>alert(1)</script>", "&amp; &#60; AT&T", "`code` ``two``", "\\*", "snake_case_name and _private",
        "# no heading", "1. no list", "- no item", "> no quote"}) {
    const std::string html = render_html("| head |\n|---|\n| " + escape_inline(text) + " |\n");
    EXPECT_NE(html.find("<td>" + escape_html(text) + "</td>"), std::string::npos) << text << "\n" << html;
  }
}

TEST(EscapeInline, IsOneLineOfLimitedLength) {
  EXPECT_EQ(escape_inline(" first\r\n\tsecond  third \n"), "first second third");
  EXPECT_EQ(escape_inline("abcdefgh", 4), "abcd…");
  EXPECT_EQ(escape_inline("checkout_v2 is up"), "checkout_v2 is up") << "names stay readable";
}

TEST(TameProse, KeepsMarkdownButNoHeadings) {
  EXPECT_EQ(tame_prose("# One\ntext **bold**\n  ## Two\nThree\n===\nFour\n---\n"),
            "\\# One\ntext **bold**\n  \\## Two\nThree\n\\===\nFour\n\\---");
}

}  // namespace
}  // namespace debrief::features::postmortems
