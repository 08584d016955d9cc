// SPDX-License-Identifier: Apache-2.0
#include "lint/language.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lint/lint.hpp"

namespace debrief::lint {
namespace {

constexpr std::string_view kLanguage =
    "id = \"xx\"\nname = \"Example\"\ncitation = '^#'\nreference = '\\[\\^'\nquotation = '^<'\n"
    "[sections]\nplans = ['^plans']\n[words]\nperson = [\"boss\", \"cook\"]\nblame = [\"{person} did it\"]\n";
constexpr std::string_view kRule =
    "id = \"blame\"\nkind = \"patterns\"\nmessage = \"'{match}'\"\nquestion = \"How?\"\n[[pattern]]\nfind = "
    "'{blame}'\n";

Result<Language> parse(std::string_view rule, std::string_view language = kLanguage) {
  const std::vector<EmbeddedFile> files{{"blame.toml", rule}, {"language.toml", language}};
  return parse_language(files);
}

TEST(Language, FillsListsIntoPatterns) {
  const auto language = parse(kRule);
  ASSERT_TRUE(language) << language.error().message;
  const auto remarks = lint("So the cook did it.", *language);
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(remarks[0].message, "'cook did it'");
  EXPECT_EQ(remarks[0].column, 8U);
}

TEST(Language, ConfinesARuleToItsSections) {
  const auto language = parse(std::string("within = [\"plans\"]\n") + std::string(kRule));
  ASSERT_TRUE(language) << language.error().message;
  EXPECT_EQ(lint("the cook did it\n\n# Plans\n\nthe boss did it\n\n## More\n\nthe cook did it", *language).size(), 2U);
}

TEST(Language, TellsWhatIsWrongWithAFile) {
  const auto refuses = [](std::string_view rule, const char* why) {
    const auto language = parse(rule);
    ASSERT_FALSE(language) << why;
    EXPECT_EQ(language.error().field, "blame.toml");
    EXPECT_THAT(language.error().message, ::testing::HasSubstr(why));
  };
  refuses("id = \"blame\"\n", "needs an id, a message and a question");
  refuses("nonsense\n", "is not a field");
  refuses("id = \"b\"\nmessage = \"m\"\nquestion = \"q\"\nkind = \"magic\"\n", "no kind of rule 'magic'");
  refuses("id = \"b\"\nmessage = \"m\"\nquestion = \"q\"\nkind = \"times\"\n", "needs 'time'");
  refuses("id = \"b\"\nmessage = \"m\"\nquestion = \"q\"\nkind = \"patterns\"\nwithin = [\"x\"]\n", "section 'x'");
  refuses("id = \"b\"\nmessage = \"m\"\nquestion = \"q\"\nkind = \"patterns\"\n[[pattern]]\nfind = '('\n", "'('");
  refuses("id = \"b\"\nmessage = \"m\"\nquestion = \"q\"\nkind = \"patterns\"\n[[pattern]]\nfind = '{nobody}'\n",
          "no list of words 'nobody'");
}

TEST(Language, IsFoundByItsCode) {
  EXPECT_THAT(language_ids(), ::testing::Contains("en"));
  ASSERT_NE(find_language("en"), nullptr);
  EXPECT_EQ(find_language("en")->name, "English");
  EXPECT_EQ(find_language("tlh"), nullptr);
  EXPECT_NE(find_language("en")->find_rule("counterfactual"), nullptr);
  EXPECT_EQ(find_language("en")->find_rule("nonsense"), nullptr);
}

}  // namespace
}  // namespace debrief::lint
