// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export.hpp"

#include "base/base64.hpp"
#include "base/front_matter.hpp"
#include "base/json.hpp"
#include "base/testing_golden.hpp"
#include "base/testing_markdown.hpp"
#include "base/text.hpp"
#include "features/postmortems/templates.hpp"
#include "features/postmortems/testing_sample.hpp"
#include "print/testing_pdf.hpp"

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

TEST(Export, TheJsonHoldsTheTextsOfTheNewestRevisionsWithinALimit) {
  const std::vector<domain::Revision> revisions{{1, "Ana", {}, 600}, {2, "Bo", {}, 300}, {5, "Ana", {}, 400}};
  EXPECT_EQ(newest_within(revisions, 700), (std::vector<std::int64_t>{5, 2}));
  EXPECT_EQ(newest_within(revisions, 1300), (std::vector<std::int64_t>{5, 2, 1}));
  EXPECT_TRUE(newest_within(revisions, 399).empty());
  ExportInput input = sample();
  input.revision_texts = {{3, "the newest"}};
  const auto all = json::parse(export_json(input))->at("revisions").as_array();
  EXPECT_FALSE(all.at(0).as_object().contains("markdown"));
  EXPECT_EQ(all.at(1).at("markdown").as_string(), "the newest");
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

constexpr std::string_view kPicture = "\x89PNG\r\n\x1a\nrest";

ExportInput with_picture(std::string markdown) {
  ExportInput input = sample();
  input.document.markdown = std::move(markdown);
  input.evidence.items[1].id = "01PICTURE";
  input.read_original = [digest = input.evidence.items[1].sha256](const Digest& wanted) -> Result<std::string> {
    if (wanted != digest) return not_found("no such original");
    return std::string(kPicture);
  };
  return input;
}

TEST(Export, TheHtmlHoldsThePicturesOfItsEvidence) {
  const std::string html = export_html(
      with_picture("![graph](/api/v1/evidence/01PICTURE/original) ![log](/api/v1/evidence/01EVIDENCE/original) "
                   "![other](/api/v1/evidence/01OTHER/original) ![far](https://example.org/a.png)\n"));
  EXPECT_NE(html.find("<img src=\"data:image/png;base64," + to_base64(kPicture) + "\" alt=\"graph\" />"),
            std::string::npos);
  EXPECT_NE(html.find(">log</a>"), std::string::npos) << "an original that is no picture stays a link";
  EXPECT_NE(html.find(">other</a>"), std::string::npos) << "evidence of another incident is not looked for";
  EXPECT_NE(html.find("<a href=\"https://example.org/a.png\""), std::string::npos);
}

TEST(Export, TheHtmlShowsWhatACitationLeadsTo) {
  const std::string html = export_html(sample());
  EXPECT_NE(html.find("class=\"citation\" data-source=\"2026-11-23 10:31 UTC, deploy-bot\nconfig 4711"),
            std::string::npos);
}

TEST(Export, TheMarkdownHoldsTheTextByteForByte) {
  ExportInput input = sample();
  input.document.title = "Quote \" and \\ and \n---\nline";
  input.document.markdown = "---\nnot front matter\n---\n\ttab  \r\n\u202Eright to left\u202C <b>\n";
  const std::string markdown = export_markdown(input);
  EXPECT_NE(markdown.find(input.document.markdown), std::string::npos);
  const auto fields = read_front_matter(markdown);
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->root.find("incident")->text, "INC-42");
  EXPECT_EQ(fields->root.find("services")->texts(), (std::vector<std::string>{"checkout", "payment_gateway"}));
}

TEST(Export, ThePdfHoldsTheTextAndItsSources) {
  const auto pdf = export_pdf(sample());
  ASSERT_TRUE(pdf);
  EXPECT_EQ(*pdf, *export_pdf(sample())) << "the same document gives the same bytes";
  const auto text = print::testing::ask("pdftotext -layout", *pdf);
  if (!text) GTEST_SKIP() << "pdftotext of poppler-utils is not there";
  for (const std::string part : {"Checkout & <friends>", "Postmortem INC-42", "Summary", "Orders failed", "10:31",
                                 "config 4711 rolled out", "Cited timeline entries", "Time to mitigate"})
    EXPECT_NE(text->find(part), std::string::npos) << part << "\n" << *text;
}

TEST(Export, NaughtyStringsSurviveEveryFormat) {
  const auto suite = debrief::testing::read_shared("suites/blns/blns.json");
  if (!suite) GTEST_SKIP() << "suites/blns is not there: set DEBRIEF_SHARED";
  const json::value strings = json::parse(*suite).value();
  for (const json::value& one : strings.as_array()) {
    const std::string text(one.as_string());
    ExportInput input = sample();
    input.document.title = input.incident.title = input.incident.summary = text;
    input.document.markdown = text + "\n\n[T1](#entry-3)\n";
    input.entries[0].text = text;
    input.entries[0].actor = input.entries[0].origin = text;
    EXPECT_NE(export_markdown(input).find(input.document.markdown), std::string::npos) << text;
    EXPECT_NE(export_html(input).find("<dd>" + escape_html(text) + "\n"), std::string::npos) << text;
    const json::value parsed = json::parse(export_json(input)).value();
    EXPECT_EQ(parsed.at("postmortem").at("markdown").as_string(), input.document.markdown);
    EXPECT_EQ(parsed.at("postmortem").at("title").as_string(), text);
    EXPECT_EQ(parsed.at("timeline").at(0).at("text").as_string(), text);
    EXPECT_TRUE(export_pdf(input)) << text;
  }
}

TEST(Export, ADraftOfEveryTemplateCanBeExported) {
  for (const Template& form : templates()) {
    ExportInput input = sample();
    input.document.markdown = draft(testing::sample_input(), form);
    EXPECT_GT(export_html(input).size(), input.document.markdown.size()) << form.id;
    EXPECT_TRUE(json::parse(export_json(input))) << form.id;
    EXPECT_TRUE(export_pdf(input)) << form.id;
    EXPECT_NE(export_markdown(input).find("## Cited timeline entries"), std::string::npos) << form.id;
  }
}

}  // namespace
}  // namespace debrief::features::postmortems
