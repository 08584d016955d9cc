// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/anchors.hpp"
#include "features/postmortems/review/meeting.hpp"
#include "features/postmortems/review/review.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems::review {
namespace {

Meeting meeting() {
  Meeting meeting;
  meeting.incident = 7;
  meeting.at = *parse_rfc3339("2026-11-25T14:00:00.5Z");
  meeting.minutes = 45;
  meeting.place = "Room 1; or https://meet.example/x";
  meeting.sequence = 2;
  meeting.set_at = *parse_rfc3339("2026-11-23T10:00:00Z");
  return meeting;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Calendar, IsAnEventThatCalendarsKnowAgain) {
  const std::string text = calendar(meeting(), "Postmortem INC-7: Checkout, again", "Agenda\nLine", "");
  EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_TRUE(holds(text, "\r\nMETHOD:PUBLISH\r\n"));
  EXPECT_TRUE(holds(text, "\r\nUID:postmortem-7@debrief\r\nSEQUENCE:2\r\nDTSTAMP:20261123T100000Z\r\n"));
  EXPECT_TRUE(holds(text, "\r\nDTSTART:20261125T140000Z\r\nDTEND:20261125T144500Z\r\n"));
  EXPECT_TRUE(holds(text, "\r\nSUMMARY:Postmortem INC-7: Checkout\\, again\r\nDESCRIPTION:Agenda\\nLine\r\n"));
  EXPECT_TRUE(holds(text, "LOCATION:Room 1\\; or https://meet.example/x\r\n"));
  EXPECT_TRUE(text.ends_with("STATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
}

TEST(Calendar, FoldsLinesBetweenCharactersAndLetsNobodyAddAny) {
  std::string title;
  for (int i = 0; i < 60; ++i) title += "ü€";
  const std::string text = calendar(meeting(), title + "\r\nATTENDEE:x", "", "");
  EXPECT_FALSE(holds(text, "\r\nATTENDEE"));
  std::string unfolded;
  for (std::size_t begin = 0, end = 0; (end = text.find("\r\n", begin)) != std::string::npos; begin = end + 2) {
    EXPECT_LE(end - begin, 75U);
    unfolded += text[begin] == ' ' ? text.substr(begin + 1, end - begin - 1) : text.substr(begin, end - begin);
  }
  EXPECT_TRUE(holds(unfolded, title));
}

TEST(Calendar, CallsOff) {
  Meeting off = meeting();
  off.cancelled = true;
  EXPECT_TRUE(holds(calendar(off, "x", "", ""), "METHOD:CANCEL\r\n"));
  EXPECT_TRUE(holds(calendar(off, "x", "", ""), "STATUS:CANCELLED\r\n"));
}

TEST(Agenda, IsMadeOfWhatIsOpen) {
  const std::string text = agenda({"INC-7", "Checkout", {"Impact: what?"}, {"No logs of checkout."}, {}, {"“x”: why?"}, {"Bo"}}, 60);
  EXPECT_TRUE(holds(text, "## Hear those who have not spoken yet (10 min)\n\n- Bo\n"));
  EXPECT_TRUE(holds(text, "- No logs of checkout.\n"));
  EXPECT_FALSE(holds(text, "Questions that the document"));
  EXPECT_TRUE(holds(agenda({"INC-7", "Checkout", {}, {}, {}, {}, {}}, 60), "(40 min)"));
}

TEST(Agenda, FindsTheQuestionsThatAreLeft) {
  const auto questions = open_questions("## Impact\n\n> **To write:** What could people not do?\n\n## Why\n\nBecause.\n");
  EXPECT_EQ(questions, std::vector<std::string>{"Impact: What could people not do?"});
}

editing::Edit edit(std::int64_t edition, std::string_view changes) {
  return {edition, {"c", edition, changeset::read_change_set(json::parse(changes).value()).value()}, "Ana", "u", {}};
}

TEST(Anchors, FollowTheirText) {
  std::vector<Thread> threads(3);
  threads[0].anchor = {0, 4, 8};
  threads[1].anchor = {1, 4, 8};
  threads[2].anchor = {0, 0, 4};
  move_anchors(threads, {edit(1, R"([4,[0,"abc"],6])"), edit(2, R"([[4],9])")});
  EXPECT_EQ(threads[0].anchor, (Anchor{2, 3, 7}));
  EXPECT_EQ(threads[1].anchor, (Anchor{2, 0, 4}));
  EXPECT_EQ(threads[2].anchor, (Anchor{2, 0, 0}));
}

TEST(Anchors, KeepInsertionsAtTheirEdgesOutside) {
  std::vector<Thread> threads(1);
  threads[0].anchor = {0, 2, 4};
  move_anchors(threads, {edit(1, R"([2,[0,"x"],2,[0,"y"],2])")});
  EXPECT_EQ(threads[0].anchor, (Anchor{1, 3, 5}));
}

TEST(Anchors, AreWithinTheText) {
  EXPECT_TRUE(text_at({0, 1, 3}, u"abc"));
  EXPECT_FALSE(text_at({0, 1, 4}, u"abc"));
  EXPECT_FALSE(text_at({0, 3, 1}, u"abc"));
  EXPECT_FALSE(text_at({0, 1, 2}, u"\xD83D\xDE00"));
}

TEST(Mentions, AreWholeNames) {
  const std::vector<domain::Member> members{{"u1", "Ana Lead", "", {}}, {"u2", "Bo", "", {}}};
  EXPECT_EQ(mentioned("Ask @ana lead, please", members), std::vector<std::string>{"u1"});
  EXPECT_TRUE(mentioned("ana lead and Bo", members).empty());
}

}  // namespace
}  // namespace debrief::features::postmortems::review
