// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export_factors.hpp"

#include "features/postmortems/testing_sample.hpp"
#include "print/testing_pdf.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

ExportInput with_factors() {
  ExportInput input;
  input.document.incident = 42;
  input.document.title = "Checkout";
  input.document.markdown = "## Summary\n\nOrders failed [T1](#entry-3).\n";
  input.incident = testing::sample_incident();
  input.entries = testing::sample_entries();
  domain::Factor factor;
  factor.id = "F";
  factor.kind = "technical.configuration";
  factor.title = "Pool <too> small";
  factor.entries = {3, 4};
  factor.evidence = {"01EVIDENCE"};
  input.factors = {{factor}, {{"F", "", "requests waited"}}};
  input.factor_kinds = {{"technical.configuration", "Technical", "Configuration", ""}};
  input.draw_factors = [](const domain::FactorGraph&, const domain::FactorCaptions& captions) {
    domain::FactorFigure figure;
    figure.svg = "<svg><title>" + captions.title + "</title><text>" + captions.entries.at(4) + "</text></svg>\n";
    figure.drawing = {400,
                      100,
                      {{"F",
                        "technical",
                        "F",
                        {8, 8},
                        100,
                        50,
                        true,
                        {{{20, 20}, "PoolInPdf", domain::FigureText::Style::title, 13}}}},
                      {}};
    figure.drawing.arrows.push_back({"F", "", "", {{108, 30}, {150, 30}, {150, 40}, {200, 40}}});
    return figure;
  };
  input.now = testing::at("13:00");
  return input;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ExportFactors, MarkdownTellsThemAsAListWithItsSources) {
  const std::string text = export_markdown(with_factors());
  EXPECT_TRUE(has(text,
                    "\n## Contributing factors\n\n- **Pool \\<too\\> small** (Configuration): requests waited "
                    "[T1](#entry-3) [F1](#entry-4)\n"));
  EXPECT_TRUE(has(text, "<a id=\"entry-4\"></a>**F1**")) << "what only a factor cites is among the cited entries";
}

TEST(ExportFactors, HtmlHoldsTheFigure) {
  const std::string html = export_html(with_factors());
  EXPECT_TRUE(
      has(html,
            "<h2 id=\"factors\">Contributing factors</h2>\n<figure tabindex=\"0\">\n<svg><title>What contributed to "
            "INC-42</title><text>F1</text></svg>"));
  EXPECT_TRUE(has(html, "<a href=\"#factors\">Contributing factors</a>"));
  EXPECT_TRUE(has(html, "id=\"entry-4\""));
  EXPECT_TRUE(has(html, "Pool &lt;too&gt; small"));
}

TEST(ExportFactors, TakesAnotherTitleThanTheDocument) {
  ExportInput input = with_factors();
  input.document.markdown += "\n## Contributing Factors\n\nSee below.\n";
  EXPECT_TRUE(has(export_html(input), "<h2 id=\"factors\">Contributing factors: what led to what</h2>"));
}

TEST(ExportFactors, PdfDrawsTheFigure) {
  const auto pdf = export_pdf(with_factors());
  ASSERT_TRUE(pdf) << pdf.error().message;
  const auto text = print::testing::ask("pdftotext", *pdf);
  if (!text) GTEST_SKIP() << "pdftotext is not installed";
  EXPECT_TRUE(has(*text, "PoolInPdf"));
  EXPECT_TRUE(has(*text, "Contributing factors"));
}

TEST(ExportFactors, JsonHoldsTheGraph) {
  const auto json = json::parse(export_json(with_factors()));
  ASSERT_TRUE(json);
  const auto& graph = json->as_object().at("contributing_factors").as_object();
  EXPECT_EQ(json::text_at(graph.at("factors").as_array()[0].as_object(), "title"), "Pool <too> small");
  EXPECT_EQ(json::text_at(graph.at("links").as_array()[0].as_object(), "text"), "requests waited");
}

TEST(ExportFactors, ShowNothingWhereThereAreNone) {
  ExportInput input = with_factors();
  input.factors = {};
  EXPECT_FALSE(factors_section(input, list_export_citations(input)));
  EXPECT_FALSE(has(export_html(input), "factors"));
}

}  // namespace
}  // namespace debrief::features::postmortems
