// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/why_list.hpp"

#include "base/markdown.hpp"
#include "features/postmortems/draft.hpp"
#include "features/postmortems/templates.hpp"
#include "features/postmortems/testing_sample.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

using domain::FactorGraph;

std::string list_of(const FactorGraph& graph) {
  return why_list(graph, {{"human.information_gap", "Human and organisational", "Information gap", ""}},
                  [](std::int64_t entry) { return entry == 3 ? std::string("[T1](#entry-3)") : std::string(); });
}

domain::Factor factor(std::string id, std::string title) {
  domain::Factor factor;
  factor.id = std::move(id);
  factor.kind = "other";
  factor.title = std::move(title);
  return factor;
}

TEST(WhyList, NestsCausesBelowWhatTheyContributedTo) {
  FactorGraph graph;
  graph.factors = {factor("a", "Pool too small"), factor("b", "Nobody saw it"), factor("c", "Averages only"),
                   factor("d", "Loose")};
  graph.factors[0].entries = {3, 99};
  graph.factors[1].kind = "human.information_gap";
  graph.factors[1].text = "On the dashboard:\n\n# all regions";
  graph.links = {{"a", "", "requests waited"}, {"b", "a", ""}, {"c", "b", ""}, {"c", "", "also directly"}};
  EXPECT_EQ(list_of(graph),
            "- **Pool too small**: requests waited [T1](#entry-3)\n"
            "  - **Nobody saw it** (Information gap)\n"
            "\n"
            "    On the dashboard:\n"
            "\n"
            "    \\# all regions\n"
            "\n"
            "    - **Averages only**\n"
            "- **Averages only** (told above): also directly\n"
            "\n"
            "Not linked yet:\n"
            "\n"
            "- **Loose**\n");
}

TEST(WhyList, OfNothingIsEmpty) {
  EXPECT_EQ(list_of({}), "");
}

TEST(WhyList, GoesOnInAnotherListWhereChainsAreLong) {
  FactorGraph graph;
  for (int i = 0; i < 200; ++i) {
    graph.factors.push_back(factor("f" + std::to_string(i), "Factor " + std::to_string(i)));
    graph.links.push_back({"f" + std::to_string(i), i == 0 ? "" : "f" + std::to_string(i - 1), ""});
  }
  const std::string list = list_of(graph);
  EXPECT_NE(list.find("\nWhat made “Factor 7” possible:\n\n- **Factor 8**\n"), std::string::npos);
  EXPECT_EQ(list.find(std::string(16, ' ') + "-"), std::string::npos);
  for (int i = 0; i < 200; ++i) EXPECT_NE(list.find("- **Factor " + std::to_string(i) + "**"), std::string::npos) << i;
}

TEST(WhyList, RecordedTextCannotBecomeMarkup) {
  FactorGraph graph;
  graph.factors = {factor("a", "**bold** [link](#entry-3) <b>\n# heading")};
  graph.factors[0].text = "```\nunclosed";
  graph.links = {{"a", "", "<i>how</i>"}};
  const std::string html = render_html(list_of(graph) + "\nAfterwards\n");
  EXPECT_EQ(html.find("<a "), std::string::npos);
  EXPECT_EQ(html.find("<h1"), std::string::npos);
  EXPECT_NE(html.find("&lt;i&gt;how"), std::string::npos);
  EXPECT_NE(html.find("<p>Afterwards</p>"), std::string::npos) << "what is not closed ends with its item";
}

TEST(WhyList, StandsInTheDraftOfEveryTemplate) {
  DraftInput input = testing::sample_input();
  input.factors.factors = {factor("a", "Pool too small")};
  input.factors.factors[0].entries = {3};
  input.factors.links = {{"a", "", ""}};
  for (const Template& form : templates())
    EXPECT_NE(draft(input, form).find("- **Pool too small** [T1](#entry-3)\n"), std::string::npos) << form.id;
}

}  // namespace
}  // namespace debrief::features::postmortems
