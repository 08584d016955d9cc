// SPDX-License-Identifier: Apache-2.0
#include "logs/time/choose_stamp.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace debrief::logs {
namespace {

// The text that the rule for these lines takes from each of them.
std::vector<std::string> chosen(const std::vector<std::string>& lines) {
  std::vector<std::vector<FoundLayout>> stamps;
  for (const std::string& line : lines) stamps.push_back(find_stamps(line));
  const StampRule rule = choose_stamp(stamps);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const FoundLayout* stamp = rule.find(stamps[i]);
    texts.push_back(stamp == nullptr ? "" : lines[i].substr(stamp->begin, stamp->length));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(ChooseStamp, PassesOverTheStampOfARotatedFile) {
  const auto texts = chosen({"api.log.1.2026-11-16 13:53:08 2026-11-23 10:42:33.008 25746 INFO a",
                             "api.log.1.2026-11-16 13:53:08 2026-11-23 10:42:33.272 25746 INFO b",
                             "api.log.1.2026-11-16 13:53:08 2026-11-23 10:42:35.551 25746 INFO c"});
  EXPECT_EQ(texts, (Texts{"2026-11-23 10:42:33.008", "2026-11-23 10:42:33.272", "2026-11-23 10:42:35.551"}));
}

TEST(ChooseStamp, PassesOverAConstantOfTheSameLayout) {
  const auto texts =
      chosen({"2026-11-16 13:53:08 x 2026-11-23 10:42:33 a", "2026-11-16 13:53:08 x 2026-11-23 10:42:34 b",
              "2026-11-16 13:53:08 x 2026-11-23 10:42:36 c"});
  EXPECT_EQ(texts, (Texts{"2026-11-23 10:42:33", "2026-11-23 10:42:34", "2026-11-23 10:42:36"}));
}

TEST(ChooseStamp, PrefersTheFinestThatHasADate) {
  const auto texts = chosen({"- 1795430553 2026.11.23 n1 2026-11-23-10.42.33.363779 n1 a",
                             "- 1795430553 2026.11.23 n1 2026-11-23-10.42.33.527847 n1 b",
                             "- 1795430554 2026.11.23 n1 2026-11-23-10.42.34.675872 n1 c"});
  EXPECT_EQ(texts[2], "2026-11-23-10.42.34.675872");
  const auto yearless = chosen({"- 1795430553 n1 Nov 23 10:42:33 n1/n1 a", "- 1795430555 n1 Nov 23 10:42:35 n1/n1 b",
                                "- 1795430559 n1 Nov 23 10:42:39 n1/n1 c"});
  EXPECT_EQ(yearless[0], "1795430553");
}

TEST(ChooseStamp, PrefersTheLeftmostOfEqualOnes) {
  const auto texts = chosen({"2026-11-23T15:00:00Z INFO session_start=2026-11-23T10:30:00Z a",
                             "2026-11-23T15:05:00Z WARN session_start=2026-11-23T14:00:00Z b",
                             "2026-11-23T15:06:00Z WARN session_start=2026-11-23T14:01:00Z b"});
  EXPECT_EQ(texts, (Texts{"2026-11-23T15:00:00Z", "2026-11-23T15:05:00Z", "2026-11-23T15:06:00Z"}));
}

TEST(ChooseStamp, KnowsSeveralLayoutsInOneSource) {
  const auto texts = chosen({"Nov 23 10:42:33 web-1 a", "2026-11-23 10:42:34,001 b", "  at c",
                             "Nov 23 10:42:35 web-1 d", "2026-11-23 10:42:36,001 e", "Nov 23 10:42:37 web-1 f"});
  EXPECT_EQ(texts, (Texts{"Nov 23 10:42:33", "2026-11-23 10:42:34,001", "", "Nov 23 10:42:35",
                          "2026-11-23 10:42:36,001", "Nov 23 10:42:37"}));
}

TEST(ChooseStamp, LearnsThatTheDayComesFirst) {
  std::vector<std::vector<FoundLayout>> stamps;
  for (const std::string_view line : {"12/11/2026 10:42:33 a", "13/11/2026 10:42:33 b"})
    stamps.push_back(find_stamps(line));
  const StampRule rule = choose_stamp(stamps);
  ASSERT_EQ(rule.choices.size(), 1u);
  EXPECT_EQ(rule.choices[0].layout.fields.front().part, StampPart::day2);
  EXPECT_TRUE(StampReader(rule.choices[0].layout).read("12/11/2026 10:42:33 a"));
}

TEST(ChooseStamp, HasNoChoiceWithoutStamps) {
  EXPECT_TRUE(choose_stamp({}).choices.empty());
  EXPECT_EQ(chosen({"a", "b"}), (Texts{"", ""}));
}

}  // namespace
}  // namespace debrief::logs
