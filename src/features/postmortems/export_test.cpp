// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export.hpp"

#include "features/postmortems/templates.hpp"
#include "features/postmortems/testing_golden.hpp"
#include "features/postmortems/testing_sample.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

using debrief::testing::expect_golden;

ExportInput sample() {
  const DraftInput drafted = testing::sample_input();
  ExportInput input;
  input.document.incident = 42;
  input.document.title = "Checkout & <friends>";
  input.document.state = domain::PostmortemState::in_review;
  input.document.template_id = "google_sre";
  input.document.markdown =
      "## Summary\n\nOrders failed after a change [T1](#entry-3). See [the log](https://example.org/log) and "
      "[more](javascript:alert(1)).\n\n<script>alert(1)</script>\n\n## Root causes\n\n> **To write:** What?\n\n"
      "Messages told of it [T4](#entry-4).\n\n![graph](https://example.org/graph.png)\n";
  input.document.version = 3;
  input.document.author = "Ana";
  input.document.drafted_at = testing::at("11:30");
  input.document.updated_at = testing::at("12:30");
  input.incident = drafted.incident;
  input.entries = drafted.entries;
  input.alerts = drafted.alerts;
  input.evidence = drafted.evidence;
  input.revisions = {{1, "Ana", testing::at("11:30"), 812}, {3, "Ana", testing::at("12:30"), 400}};
  input.now = testing::at("13:00");
  return input;
}

TEST(Export, LooksAsExpected) {
  expect_golden("export.md", export_markdown(sample()));
  expect_golden("export.html", export_html(sample()));
  expect_golden("export.json", export_json(sample()));
}

TEST(Export, EveryCitationOfTheHtmlLeadsSomewhere) {
  const std::string html = export_html(sample());
  std::size_t links = 0;
  for (std::size_t at = html.find("href=\"#"); at != std::string::npos; at = html.find("href=\"#", at + 1)) {
    const std::size_t begin = at + 7;
    const std::string target = html.substr(begin, html.find('"', begin) - begin);
    EXPECT_NE(html.find("id=\"" + target + "\""), std::string::npos) << target;
    ++links;
  }
  EXPECT_EQ(links, 5U) << "two sections, the list of citations, two citations";
}

TEST(Export, TheHtmlRunsAndFetchesNothing) {
  const std::string html = export_html(sample());
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("javascript:"), std::string::npos);
  EXPECT_EQ(html.find("<link"), std::string::npos);
  EXPECT_EQ(html.find("url("), std::string::npos);
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos) << "pictures of other hosts are not asked for";
  EXPECT_NE(html.find("Checkout &amp; &lt;friends&gt;"), std::string::npos);
}

TEST(Export, ADraftOfEveryTemplateCanBeExported) {
  for (const Template& form : templates()) {
    ExportInput input = sample();
    input.document.markdown = draft(testing::sample_input(), form);
    EXPECT_GT(export_html(input).size(), input.document.markdown.size()) << form.id;
    EXPECT_TRUE(json::parse(export_json(input))) << form.id;
    EXPECT_NE(export_markdown(input).find("## Cited timeline entries"), std::string::npos) << form.id;
  }
}

}  // namespace
}  // namespace debrief::features::postmortems
