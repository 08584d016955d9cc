// SPDX-License-Identifier: Apache-2.0
// What the kinds of rules look at besides patterns; the wording of each rule is covered by labelled_test.cpp.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lint/lint.hpp"

namespace debrief::lint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> marked_by(const char* rule, const std::string& markdown) {
  std::vector<std::string> marked;
  for (const Remark& remark : lint(markdown, *find_language("en"), {{rule}})) {
    std::size_t begin = 0;
    for (std::size_t line = 1; line < remark.line; ++line) begin = markdown.find('\n', begin) + 1;
    marked.push_back(markdown.substr(begin + remark.column - 1, remark.length));
  }
  return marked;
}

TEST(Times, AreMarkedOncePerSection) {
  EXPECT_THAT(marked_by("time-without-zone", "# A\n\n- 10:01 one\n- 10:02 two\n\n# B\n\nat 11:03, and 11:04"),
              ElementsAre("10:01", "11:03"));
}

TEST(Times, TakeTheirZoneFromAbove) {
  EXPECT_THAT(marked_by("time-without-zone", "All times are UTC.\n\n# A\n\nat 10:01"), IsEmpty());
  EXPECT_THAT(marked_by("time-without-zone", "# Timeline (UTC)\n\n## Day one\n\nat 10:01"), IsEmpty());
  EXPECT_THAT(marked_by("time-without-zone", "| Time (CET) | What |\n|---|---|\n| 10:01 | one |"), IsEmpty());
  EXPECT_THAT(marked_by("time-without-zone", "At 10:01 UTC it began, and it ended at 10:44."), IsEmpty());
  EXPECT_THAT(marked_by("time-without-zone", "2026-01-02T10:01:02Z, 2026-01-02 10:01+02:00"), IsEmpty());
}

TEST(Abbreviations, AreMarkedWhereTheyComeFirst) {
  EXPECT_THAT(marked_by("acronym", "The QRM failed, and the QRM came back. DNS and QRMs did not."), ElementsAre("QRM"));
  EXPECT_THAT(marked_by("acronym", "The QRM failed.\n\nThe queue rate manager (QRM) limits."), IsEmpty());
  EXPECT_THAT(marked_by("acronym", "The QRM failed.\n\n# Glossary\n\n- **QRM**: queue rate manager"), IsEmpty());
  EXPECT_THAT(marked_by("acronym", "Do NOT do this EVER again, we said, ever. OPS-311 and `QRM`."), IsEmpty());
}

TEST(Commitments, NeedAVerbAnOwnerAndAnEnd) {
  const std::string head = "# Action items\n\n";
  EXPECT_THAT(marked_by("vague-action", head + "- The queue\n- Limit the queue\n- Limit the queue (Ana)\n"),
              ElementsAre("The queue", "Limit the queue", "Limit the queue (Ana)"));
  EXPECT_THAT(marked_by("vague-action", head + "- Limit the queue (Ana, 2026-03-01)\n- Limit the queue, OPS-12\n"),
              IsEmpty());
  EXPECT_THAT(marked_by("vague-action", head + "- [x] Limit the queue\n"), IsEmpty());
  EXPECT_THAT(marked_by("vague-action", head + "- Queues:\n  - Limit the queue, OPS-12\n"), IsEmpty());
  EXPECT_THAT(marked_by("vague-action", head + "- Limit the queue\n  - Owner: Ana\n  - until 2026-03-01\n"), IsEmpty());
  EXPECT_THAT(marked_by("vague-action", "# Causes\n\n- The queue\n"), IsEmpty());
}

TEST(Commitments, InTablesNeedWhatTheColumnsAskFor) {
  const std::string head = "# Action items\n\n| Action | Owner | Due |\n|---|---|---|\n";
  EXPECT_THAT(marked_by("vague-action", head + "| Limit the queue | Ana | 2026-03-01 |\n"), IsEmpty());
  EXPECT_THAT(marked_by("vague-action", head + "| Limit the queue | | 2026-03-01 |\n| Limit it | Ana | TBD |\n"),
              ElementsAre("Limit the queue", "Limit it"));
}

TEST(Jargon, IsMarkedOnceForEachWord) {
  EXPECT_THAT(marked_by("jargon", "It was hosed. Hosed again, and a heisenbug."), ElementsAre("hosed", "heisenbug"));
}

}  // namespace
}  // namespace debrief::lint
