// SPDX-License-Identifier: Apache-2.0
#include "base/front_matter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief {
namespace {

using testing::ElementsAre;

std::string text_of(const FrontMatter& matter, std::string_view key) {
  const FrontMatterValue* value = matter.root.find(key);
  return value == nullptr ? "(absent)" : value->text;
}

TEST(FrontMatter, ReadsYamlAsSiteGeneratorsWriteIt) {
  const std::string text =
      "---\n"
      "title: \"Slow: \\\"search\\\"\"   # a comment\n"
      "date: 2026-11-23T10:42:00-00:00\n"
      "resolved: true\n"
      "# Possible severity levels\n"
      "severity: disrupted # not down\n"
      "affected:\n"
      "  - search\n"
      "  - 'it''s'\n"
      "tags:\n"
      "- a\n"
      "- b\n"
      "flow: [x, \"y, z\",\n"
      "  w]\n"
      "empty:\n"
      "summary: one\n"
      "  two\n"
      "literal: |\n"
      "  line 1\n"
      "    line 2\n"
      "\n"
      "  line 3\n"
      "url: https://a.b/c#d\n"
      "people:\n"
      "  - name: A\n"
      "    role: lead\n"
      "  - name: B\n"
      "---\n"
      "body\n";
  const auto matter = read_front_matter(text);
  ASSERT_TRUE(matter);
  EXPECT_EQ(text_of(*matter, "title"), "Slow: \"search\"");
  EXPECT_EQ(text_of(*matter, "DATE"), "2026-11-23T10:42:00-00:00");
  EXPECT_EQ(text_of(*matter, "severity"), "disrupted");
  EXPECT_THAT(matter->root.find("affected")->texts(), ElementsAre("search", "it's"));
  EXPECT_THAT(matter->root.find("tags")->texts(), ElementsAre("a", "b"));
  EXPECT_THAT(matter->root.find("flow")->texts(), ElementsAre("x", "y, z", "w"));
  EXPECT_EQ(text_of(*matter, "empty"), "");
  EXPECT_EQ(text_of(*matter, "summary"), "one two");
  EXPECT_EQ(text_of(*matter, "literal"), "line 1\n  line 2\n\nline 3");
  EXPECT_EQ(text_of(*matter, "url"), "https://a.b/c#d");
  const FrontMatterValue* people = matter->root.find("people");
  ASSERT_EQ(people->items.size(), 2U);
  EXPECT_EQ(people->items[0].find("role")->text, "lead");
  EXPECT_EQ(text.substr(matter->body), "body\n");
  EXPECT_EQ(matter->body_line, 29U);
  EXPECT_TRUE(matter->remarks.empty());
}

TEST(FrontMatter, ReadsToml) {
  const auto matter = read_front_matter(
      "+++\r\ntitle = \"A \\\"b\\\"\"\r\ndate = 2026-11-23T10:42:00Z # when\r\ntags = [\r\n  'a', # one\r\n  "
      "\"b\",\r\n]\r\n"
      "[params]\r\nseverity = 'high'\r\n+++\r\nbody");
  ASSERT_TRUE(matter);
  EXPECT_EQ(text_of(*matter, "title"), "A \"b\"");
  EXPECT_EQ(text_of(*matter, "date"), "2026-11-23T10:42:00Z");
  EXPECT_THAT(matter->root.find("tags")->texts(), ElementsAre("a", "b"));
  EXPECT_EQ(matter->root.find("params")->find("severity")->text, "high");
}

TEST(FrontMatter, IsAbsentWithoutBothMarks) {
  EXPECT_FALSE(read_front_matter("# Title\n---\n"));
  EXPECT_FALSE(read_front_matter("---\ntitle: a\n"));
  EXPECT_FALSE(read_front_matter("--- x\n---\n"));
  EXPECT_FALSE(read_front_matter(""));
  EXPECT_TRUE(read_front_matter("---\n---\n"));
}

TEST(FrontMatter, RemarksOnWhatItDoesNotUnderstand) {
  const auto matter = read_front_matter("---\ntitle: a\n???\ntitle: b\n   stray: c\n---\n");
  ASSERT_TRUE(matter);
  EXPECT_EQ(text_of(*matter, "title"), "a");
  EXPECT_THAT(matter->remarks, ElementsAre("line 3: is not a field of the form 'name: value'",
                                           "line 4: repeats a field: the first one counts"));
}

TEST(FrontMatter, SurvivesHostileBlocks) {
  std::string nested = "---\n";
  for (std::size_t i = 0; i < 5000; ++i) nested += std::string(i % 200, ' ') + "a:\n";
  for (std::string text :
       {nested + "---\n", "---\n" + std::string(100'000, '-') + "\n---\n",
        "---\na: [" + std::string(100'000, '[') + "\n---\n", std::string("---\na: \"") + "\\\n---\n",
        std::string("---\n- - - - a: b\n- a\n---\n"), std::string("---\n'\n\"\n:\n-\n? a\n---\n"),
        std::string("+++\n=\n[\n[[[\na=[\nb=\"\"\"\n+++\n"), std::string("---\n\0: \0\n---\n", 12)}) {
    const auto matter = read_front_matter(text);
    EXPECT_TRUE(matter);
  }
}

std::size_t count_of(const FrontMatterValue& value) {
  std::size_t count = 1;
  for (const FrontMatterValue& item : value.items) count += count_of(item);
  for (const FrontMatterField& field : value.fields) count += count_of(field.value);
  return count;
}

// Comparing each field with all before it, or a list without limit, would take minutes or gigabytes here.
TEST(FrontMatter, LimitsValuesInLinearTime) {
  std::string yaml_fields, toml_fields, toml_tables, quoted = "a: \"\n";
  for (int i = 0; i < 100'000; ++i) {
    yaml_fields += "a" + std::to_string(i) + ": b\n";
    toml_fields += "a" + std::to_string(i) + " = 1\n";
    toml_tables += "[a" + std::to_string(i) + "]\n";
    quoted += i % 40'000 == 0 ? "a" + std::to_string(i) + ": \"\n" : " x\n";
  }
  const std::string commas(1'000'000, ',');
  for (const std::string& block :
       {"---\n" + yaml_fields + "---\n", "+++\n" + toml_fields + "+++\n", "+++\n" + toml_tables + "+++\n",
        "---\n" + quoted + "---\n", "---\na: [" + commas + "]\nb: [" + commas + "]\n---\n",
        "+++\na = [" + std::string(500'000, '1') + ",\n2,\n3]\n+++\n"}) {
    const auto matter = read_front_matter(block);
    ASSERT_TRUE(matter);
    EXPECT_LE(count_of(matter->root), 10'010U);
    EXPECT_LE(matter->remarks.size(), 100U);
  }
}

TEST(FrontMatter, RemarksOnValuesOverTheLimit) {
  std::string fields;
  for (int i = 0; i < 10'001; ++i) fields += "a" + std::to_string(i) + " = 1\n";
  const auto matter = read_front_matter("+++\n" + fields + "+++\n");
  ASSERT_TRUE(matter);
  EXPECT_THAT(matter->remarks, ElementsAre("line 10002: is left out with what follows: there are too many values"));
}

}  // namespace
}  // namespace debrief
