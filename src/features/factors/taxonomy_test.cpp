// SPDX-License-Identifier: Apache-2.0
#include "features/factors/taxonomy.hpp"

#include "base/text.hpp"

#include <gtest/gtest.h>

namespace debrief::features::factors {
namespace {

TEST(FactorTaxonomy, IsComplete) {
  const Taxonomy& all = taxonomy();
  EXPECT_EQ(all.guides.size(), all.kinds.size());
  EXPECT_GE(all.groups.size(), 6U);
  for (const char* id : {"technical.configuration", "human.information_gap", "human.miscoordination",
                         "human.knowledge_gap", "human.workaround", "human.production_pressure", "human.goal_conflict",
                         "process.testing", "external.provider", "detection.monitoring", "other"})
    EXPECT_NE(find_kind(id), nullptr) << id;
  EXPECT_EQ(find_kind("human.error"), nullptr);
  EXPECT_EQ(find_kind("technical.configuration")->group, "Technical");
}

TEST(FactorTaxonomy, AsksHowAndWhatAndBlamesNobody) {
  const Taxonomy& all = taxonomy();
  for (std::size_t i = 0; i < all.kinds.size(); ++i) {
    const std::string text = to_lower(all.kinds[i].name + " " + all.kinds[i].description + " " + all.guides[i].example +
                                      " " + all.guides[i].question);
    for (const char* word :
         {"human error", "operator error", "careless", "negligen", "should have", "failed to", "fault of", "mistake"})
      EXPECT_EQ(text.find(word), std::string::npos) << all.kinds[i].id << ": " << word;
    const std::string question = to_lower(all.guides[i].question);
    EXPECT_TRUE(question.ends_with("?")) << question;
    EXPECT_FALSE(question.starts_with("why")) << question;
  }
}

TEST(FactorTaxonomy, SaysWhatIsWrongWithAFile) {
  const std::string group = "[[group]]\nid = \"a\"\nname = \"A\"\ndescription = \"d\"\n";
  const std::string kind =
      "[[kind]]\nid = \"a.b\"\nname = \"B\"\ndescription = \"d\"\nexample = \"e\"\nquestion = \"q?\"\n";
  const auto why = [](const std::string& toml) {
    const auto read = parse_taxonomy(toml);
    return read ? std::string() : read.error().message;
  };
  EXPECT_EQ(why(group + kind), "there is no kind 'other'");
  EXPECT_EQ(why(group + group), "there are two groups 'a'");
  EXPECT_EQ(why(group + kind + kind), "there are two kinds 'a.b'");
  EXPECT_EQ(why(kind), "the kind 'a.b' belongs to no group before it");
  EXPECT_EQ(why("[[sort]]\nid = \"x\"\n"), "there is no table 'sort'");
  EXPECT_EQ(why(group + "[[kind]]\nid = \"a.b\"\nname = \"B\"\n"), "a [[kind]] (a.b) has no description");
  EXPECT_NE(why("nonsense"), "");
}

}  // namespace
}  // namespace debrief::features::factors
