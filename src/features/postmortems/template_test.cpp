// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/template.hpp"

#include "features/postmortems/templates.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

const std::string kHead = "---\nid: short\nname: Short\ndescription: A short one\nsource: https://example.org/\n---\n";

Template form(const std::string& body) {
  auto parsed = parse_template(kHead + body);
  EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().message);
  return parsed ? *parsed : Template{};
}

TEST(Template, FillsPlaceholdersAndKeepsQuestionsWhereNothingIsKnown) {
  const Template short_form = form(
      "## What\n\n{{summary}}\n{{^summary}}\n> **To write:** What?\n{{/summary}}\n\n## When\n\n{{date}}, "
      "{{duration}}\n");
  EXPECT_EQ(short_form.sections, (std::vector<std::string>{"What", "When"}));
  EXPECT_EQ(fill(short_form, {{"summary", "Fire"}, {"date", "today"}}), "## What\n\nFire\n\n## When\n\ntoday, \n");
  EXPECT_EQ(fill(short_form, {{"summary", ""}, {"date", "today"}, {"duration", "1 h"}}),
            "## What\n\n> **To write:** What?\n\n## When\n\ntoday, 1 h\n");
}

TEST(Template, NeverReplacesWithinWhatIsRecorded) {
  EXPECT_EQ(fill(form("{{summary}} {{date}}\n"), {{"summary", "{{date}} {{^x}}"}, {"date", "today"}}),
            "{{date}} {{^x}} today\n");
}

TEST(Template, SaysWhereAFileIsBroken) {
  EXPECT_EQ(parse_template("## What\n").error().field, "line 1");
  EXPECT_EQ(parse_template("---\nid: x\ncolour: red\n---\n").error().field, "line 3");
  EXPECT_EQ(parse_template("---\nid: x\n").error().field, "line 2");
  EXPECT_FALSE(parse_template("---\nid: x\n---\n")) << "without a name";
  EXPECT_EQ(parse_template(kHead + "text\n{{summary\n").error().field, "line 8");
  EXPECT_EQ(parse_template(kHead + "{{Summary}}\n").error().field, "line 7");
  EXPECT_FALSE(parse_template(kHead + "{{^a}}\n{{^b}}\n{{/b}}\n{{/a}}\n"));
  EXPECT_FALSE(parse_template(kHead + "{{^a}}\n{{/b}}\n"));
  EXPECT_FALSE(parse_template(kHead + "{{^a}}\n"));
  EXPECT_FALSE(parse_template(kHead + "{{/a}}\n"));
}

TEST(Templates, AreThereWithTheirSections) {
  std::vector<std::string> ids;
  for (const Template& one : templates()) {
    ids.push_back(one.id);
    EXPECT_TRUE(one.source.starts_with("https://")) << one.id;
    EXPECT_GE(one.sections.size(), 8U) << one.id;
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"atlassian", "google_sre", "howie", "near_miss", "pagerduty"}));
  EXPECT_TRUE(get_template(kUsualTemplate));
  const auto unknown = get_template("retro");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().help.find("howie"), std::string::npos);
}

}  // namespace
}  // namespace debrief::features::postmortems
