// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/mirror_file.hpp"

#include "features/postmortems/testing_sample.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems::mirror {
namespace {

ExportInput sample(std::string markdown) {
  ExportInput input;
  input.document.incident = 42;
  input.document.title = "Checkout & friends";
  input.document.markdown = std::move(markdown);
  input.document.author = "Ana";
  input.incident = testing::sample_incident();
  input.entries = testing::sample_entries();
  return input;
}

TEST(MirrorFile, ItsNameIsMadeOfNumberAndTitle) {
  EXPECT_EQ(path_of(42, "Checkout answers 500!"), "postmortems/INC-42-checkout-answers-500.md");
  EXPECT_EQ(path_of(7, "../../etc/passwd"), "postmortems/INC-7-etc-passwd.md");
  EXPECT_EQ(path_of(7, "Größe / 大きい"), "postmortems/INC-7-gr-e.md");
  EXPECT_EQ(path_of(7, "大きい"), "postmortems/INC-7.md");
  EXPECT_LE(path_of(7, std::string(500, 'a')).size(), 90U);
}

TEST(MirrorFile, TheTextComesBackByteForByte) {
  for (const std::string text :
       {"## Summary\n\nText [T1](#entry-4).\n", "one line\n", "\n\nblank before and behind\n\n\n", "\n"}) {
    const std::string file = file_of(sample(text));
    EXPECT_TRUE(file.starts_with("---\n"));
    EXPECT_EQ(text_in(file), text);
  }
  EXPECT_EQ(text_in(file_of(sample("no line end"))), "no line end\n");
  EXPECT_NE(file_of(sample("[T1](#entry-4)\n")).find("Cited timeline entries"), std::string::npos);
}

TEST(MirrorFile, CarriageReturnsAreTakenAndMissingMarksAreTold) {
  std::string file = file_of(sample("one\ntwo\n"));
  std::string other;
  for (const char c : file) other += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(text_in(other), "one\ntwo\n");
  EXPECT_EQ(text_in("# Title\n\nText\n"), std::nullopt);
  EXPECT_EQ(text_in(file.substr(0, file.size() / 2)), std::nullopt);
}

TEST(MirrorFile, TheIndexListsTheNewestFirst) {
  const std::string index = index_of({{1, "Old | one", "postmortems/INC-1-old-one.md", "sev2", Instant{0}},
                                      {2, "New", "postmortems/INC-2-new.md", {}, Instant{1'764'000'000'000'000}}});
  const auto old = index.find("| 1970-01-01 | INC-1 | sev2 | [Old \\| one](INC-1-old-one.md) |");
  const auto fresh = index.find("| 2025-11-24 | INC-2 |  | [New](INC-2-new.md) |");
  ASSERT_NE(old, std::string::npos) << index;
  ASSERT_NE(fresh, std::string::npos) << index;
  EXPECT_LT(fresh, old);
  EXPECT_NE(index_of({}).find("None yet"), std::string::npos);
}

TEST(MirrorFile, MessagesSayWhatChanged) {
  using Kind = Step::Kind;
  EXPECT_EQ(message_of({{Kind::published, 3, "Checkout\nfails", 4, "Ana"}}),
            "Publish INC-3: Checkout fails\n\nPublish INC-3: Checkout fails (version 4, by Ana)\n");
  const std::string many =
      message_of({{Kind::changed, 3, "Checkout", 5, "Bo"}, {Kind::taken_back, 4, "INC-4-x.md", 0, ""}});
  EXPECT_EQ(many, "Mirror 2 postmortems\n\nUpdate INC-3: Checkout (version 5, by Bo)\nTake back INC-4: INC-4-x.md\n");
}

}  // namespace
}  // namespace debrief::features::postmortems::mirror
