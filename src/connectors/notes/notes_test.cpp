// SPDX-License-Identifier: Apache-2.0
#include "connectors/notes/notes.hpp"

#include "base/time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors::notes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

domain::Reading read_notes(std::string_view text, std::string name = "notes.md", std::string_view around = "",
                           std::optional<std::string> zone = {}) {
  domain::ReadContext context{std::move(name), std::move(zone), std::nullopt};
  if (!around.empty()) context.around = *parse_rfc3339(around);
  return read(text, context);
}

std::vector<std::string> lines_of(const domain::Reading& reading) {
  std::vector<std::string> lines;
  for (const auto& e : reading.entries)
    lines.push_back(to_rfc3339(e.occurred_at) + " " + e.kind + (e.actor ? " " + *e.actor : "") + ": " + e.text);
  return lines;
}

TEST(Notes, ReadsListsUnderAHeadingWithADate) {
  const auto reading = read_notes(R"(# Checkout is slow (SEV-2)

Began like any other day.

## Monday, 23 November 2026

- 10:42 UTC: Ana: decision: roll back
* **10:45** – hypothesis: the pool is full
- [10:50:30] <ben> restarted one pod
    and then another
- 11:00 - 11:10 Ben (payments): load test
- not timed

Afterwards we had tea.
)");
  EXPECT_THAT(lines_of(reading), ElementsAre("2026-11-23T10:42:00Z decision Ana: roll back",
                                             "2026-11-23T10:45:00Z hypothesis: the pool is full",
                                             "2026-11-23T10:50:30Z note ben: restarted one pod\nand then another",
                                             "2026-11-23T11:00:00Z note Ben (payments): load test"));
  EXPECT_EQ(to_rfc3339(*reading.entries[3].ended_at), "2026-11-23T11:10:00Z");
  EXPECT_EQ(reading.title, "Checkout is slow (SEV-2)");
  EXPECT_EQ(reading.severity, "sev2");
  EXPECT_EQ(reading.entries[0].locator, "line 7");
  EXPECT_EQ(reading.entries[0].original_time, "10:42 UTC");
  EXPECT_FALSE(reading.entries[0].time_note);
  EXPECT_EQ(reading.entries[1].time_note, "no zone given: UTC assumed");
  EXPECT_THAT(reading.narrative, HasSubstr("Began like any other day."));
  EXPECT_THAT(reading.narrative, HasSubstr("- not timed"));
  EXPECT_THAT(reading.narrative, testing::Not(HasSubstr("roll back")));
  EXPECT_THAT(reading.unread, IsEmpty());
}

TEST(Notes, TakesTheDayFromTheNameOfTheFile) {
  EXPECT_THAT(
      lines_of(read_notes("10:00 a\n23:30 b\n00:15 c\n", "x/handover_2026-11-23.txt")),
      ElementsAre("2026-11-23T10:00:00Z note: a", "2026-11-23T23:30:00Z note: b", "2026-11-24T00:15:00Z note: c"));
}

TEST(Notes, TakesTheDayFromOtherEvidence) {
  EXPECT_THAT(lines_of(read_notes("Handover\n\n23:50 a\n00:20 b\n", "h.txt", "2026-11-24T00:30:00Z")),
              ElementsAre("2026-11-23T23:50:00Z note: a", "2026-11-24T00:20:00Z note: b"));
}

TEST(Notes, SaysWhereDayAndZoneCameFrom) {
  EXPECT_EQ(read_notes("x\n10:00 a\n", "h.txt", "2026-11-24T09:30:00Z", "Europe/Berlin").entries.at(0).time_note,
            "day taken from the other evidence; no zone given: read in Europe/Berlin");
}

TEST(Notes, KeepsTimesWithoutADayAsNarrative) {
  const auto reading = read_notes("Handover\n10:00 a\n10:05 b\n", "h.txt");
  EXPECT_THAT(reading.entries, IsEmpty());
  ASSERT_EQ(reading.unread.size(), 1U);
  EXPECT_EQ(reading.unread[0].locator, "line 2");
  EXPECT_THAT(reading.unread[0].reason, HasSubstr("2 times have no date"));
  EXPECT_THAT(reading.narrative, HasSubstr("10:05 b"));
  EXPECT_FALSE(reading.title);
}

TEST(Notes, ReadsYearlessStampsByTheOtherEvidence) {
  EXPECT_THAT(lines_of(read_notes("Dec 31 23:59 a\nJan 1 00:01 b\n", "h.txt", "2027-01-01T00:00:00Z")),
              ElementsAre("2026-12-31T23:59:00Z note: a", "2027-01-01T00:01:00Z note: b"));
}

TEST(Notes, ReadsTheZoneThatTheTextStates) {
  const auto reading = read_notes("# Timeline 2026-07-01 (all times CEST)\n- 10:00 a\n", "n.md", "", "UTC");
  EXPECT_THAT(lines_of(reading), ElementsAre("2026-07-01T08:00:00Z note: a"));
  EXPECT_FALSE(reading.entries[0].time_note);
  EXPECT_EQ(zone_statement("All times are in Europe/Berlin."), "Europe/Berlin");
  EXPECT_EQ(zone_statement("Time zone: +02:00"), "+02:00");
  EXPECT_EQ(zone_statement("(all times UTC )"), "UTC");
  EXPECT_FALSE(zone_statement("all times are approximate"));
}

TEST(Notes, ReadsTables) {
  const auto reading = read_notes(R"(## 2026-11-23
| Time (UTC) | Who | Event | Kind |
|-----|:---:|-----|---|
| 10:00 | Ana | saw the graph | observation |
| 10:05 | Ben | restarted | |
| later | Ben | slept | |
)");
  EXPECT_THAT(lines_of(reading), ElementsAre("2026-11-23T10:00:00Z observation Ana: saw the graph",
                                             "2026-11-23T10:05:00Z note Ben: restarted"));
  EXPECT_THAT(reading.narrative, HasSubstr("slept"));
}

TEST(Notes, LeavesFencedTextAlone) {
  const auto reading = read_notes("# 2026-11-23\n```\n2026-11-23T10:00:00Z ERROR x\n```\n10:05 after\n");
  EXPECT_THAT(lines_of(reading), ElementsAre("2026-11-23T10:05:00Z note: after"));
  EXPECT_THAT(reading.narrative, HasSubstr("ERROR x"));
}

TEST(Notes, ChangesTheDayAtALineThatIsOnlyADate) {
  EXPECT_THAT(lines_of(read_notes("2026-11-23\n10:00 a\n\n**2026-11-24**\n09:00 b\n2026-11-20: prepared\n")),
              ElementsAre("2026-11-23T10:00:00Z note: a", "2026-11-24T09:00:00Z note: b",
                          "2026-11-20T00:00:00Z note: prepared"));
}

TEST(Notes, ReadsDocumentsThatBeginWithTheNewest) {
  EXPECT_THAT(
      lines_of(read_notes("# 2026-11-24\n00:20 c\n00:10 b\n23:50 a\n")),
      ElementsAre("2026-11-24T00:20:00Z note: c", "2026-11-24T00:10:00Z note: b", "2026-11-23T23:50:00Z note: a"));
}

TEST(Notes, SuggestsTitlesThatSayMoreThanADate) {
  EXPECT_EQ(read_notes("# Timeline 2026-11-23\n## Notes\n# Orders are lost\n").title, "Orders are lost");
  EXPECT_EQ(read_notes("Orders are lost\n===============\ntext\n").title, "Orders are lost");
  EXPECT_FALSE(read_notes("# Incident of 23 November 2026\n").title);
}

TEST(Notes, KeepsNoHeadingsWithoutText) {
  EXPECT_EQ(read_notes(
                "# Orders are lost\nintro\n\n## 2026-11-23\n- 10:00 a\n### x\n- 10:01 b\n\n\n## After\n\ntea\n## end\n")
                .narrative,
            "intro\n\n## After\n\ntea");
  EXPECT_EQ(read_notes("## 2026-11-23\n| Time | What |\n|---|---|\n| 10:00 | x |\n").narrative, "");
}

TEST(Notes, ReadsHeadingsThatAreEntries) {
  EXPECT_THAT(lines_of(read_notes("## 2026-11-23 Timeline\n### 10:00 UTC: first alert\nIt was loud.\n")),
              ElementsAre("2026-11-23T10:00:00Z note: first alert\nIt was loud."));
}

TEST(Notes, TellsWhoSpoke) {
  const auto who = [](std::string_view text) {
    const auto saying = split_actor(text);
    return saying ? saying->actor + "|" + std::string(saying->text) : "";
  };
  EXPECT_EQ(who("Ana: did it"), "Ana|did it");
  EXPECT_EQ(who("**Ana Lima:** did it"), "Ana Lima|did it");
  EXPECT_EQ(who("**Ana**: did it"), "Ana|did it");
  EXPECT_EQ(who("<ana_l> did it"), "ana_l|did it");
  EXPECT_EQ(who("@ana did it"), "ana|did it");
  EXPECT_EQ(who("Ben (payments): did it"), "Ben (payments)|did it");
  EXPECT_EQ(who("the error was: bad"), "");
  EXPECT_EQ(who("https://x: y"), "");
  EXPECT_EQ(who(""), "");
}

TEST(Notes, SurvivesWhatIsNoText) {
  EXPECT_EQ(read_notes("").unread.size(), 1U);
  EXPECT_EQ(read_notes(std::string_view("\0\1\2", 3)).unread.size(), 1U);
  const auto reading = read_notes("# 2026-11-23\n10:00 " + std::string(1'100'000, 'x') + "\n10:01 b\n10:02 \xFF\xFE\n");
  EXPECT_EQ(reading.entries.size(), 2U);
  EXPECT_EQ(reading.unread.size(), 2U);
}

}  // namespace
}  // namespace debrief::connectors::notes
