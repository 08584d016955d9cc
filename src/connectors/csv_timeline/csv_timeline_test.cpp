// SPDX-License-Identifier: Apache-2.0
#include "connectors/csv_timeline/csv_timeline.hpp"

#include "base/time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors::csv_timeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

domain::Reading read_csv(std::string_view text, std::optional<std::string> zone = {}, std::string_view around = "") {
  domain::ReadContext context{"timeline.csv", std::move(zone), std::nullopt};
  if (!around.empty()) context.around = *parse_rfc3339(around);
  return read(text, context);
}

std::vector<std::string> lines_of(const domain::Reading& reading) {
  std::vector<std::string> lines;
  for (const auto& e : reading.entries)
    lines.push_back(to_rfc3339(e.occurred_at) + (e.actor ? " " + *e.actor : "") + " " + e.text);
  return lines;
}

TEST(CsvTimeline, ReadsAnOrdinaryTable) {
  const auto reading = read_csv("time,who,what,source,type\n2026-11-23T10:00:00Z,Ana,rolled back,phone,Decision\n");
  ASSERT_EQ(reading.entries.size(), 1U);
  const auto& entry = reading.entries[0];
  EXPECT_EQ(entry.kind, "decision");
  EXPECT_EQ(entry.actor, "Ana");
  EXPECT_EQ(entry.text, "rolled back");
  EXPECT_EQ(entry.origin, "Timeline timeline.csv, phone");
  EXPECT_EQ(entry.locator, "line 2");
  EXPECT_EQ(entry.original_time, "2026-11-23T10:00:00Z");
  EXPECT_FALSE(entry.time_note);
}

TEST(CsvTimeline, ReadsSemicolonsByteOrderMarkAndGermanDates) {
  EXPECT_THAT(lines_of(read_csv("\xEF\xBB\xBF"
                                "Datum;Uhrzeit;Wer;Ereignis\n23.11.2026;10:42;Ana;\"Neustart; zweiter\"\n"
                                ";10:50;Ben;läuft\n24.11.26;09:00;;Nachlese\n",
                                "Europe/Berlin")),
              ElementsAre("2026-11-23T09:42:00Z Ana Neustart; zweiter", "2026-11-23T09:50:00Z Ben läuft",
                          "2026-11-24T08:00:00Z Nachlese"));
}

TEST(CsvTimeline, DecodesUtf16OfBothOrders) {
  const std::u16string text = u"time\twhat\n2026-11-23 10:00\tgrün\n";
  for (const bool little : {true, false}) {
    for (const bool mark : {true, false}) {
      std::string bytes = mark ? (little ? "\xFF\xFE" : "\xFE\xFF") : "";
      for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
        bytes += little ? low : high;
        bytes += little ? high : low;
      }
      EXPECT_THAT(lines_of(read_csv(bytes)), ElementsAre("2026-11-23T10:00:00Z grün")) << little << mark;
    }
  }
}

TEST(CsvTimeline, ReadsWindows1252WithARemark) {
  const auto reading = read_csv("time,what\n2026-11-23 10:00,gr\xFCn\n");
  EXPECT_THAT(lines_of(reading), ElementsAre("2026-11-23T10:00:00Z grün"));
  ASSERT_EQ(reading.unread.size(), 1U);
  EXPECT_THAT(reading.unread[0].reason, HasSubstr("Windows-1252"));
}

TEST(CsvTimeline, LearnsTheOrderOfDayAndMonthFromAllRows) {
  EXPECT_THAT(lines_of(read_csv("date,what\n03/04/2026 10:00,a\n23/04/2026 10:00,b\n")),
              ElementsAre("2026-04-03T10:00:00Z a", "2026-04-23T10:00:00Z b"));
  EXPECT_THAT(lines_of(read_csv("date,what\n03/04/2026 10:00,a\n04/23/2026 10:00,b\n")),
              ElementsAre("2026-03-04T10:00:00Z a", "2026-04-23T10:00:00Z b"));
}

TEST(CsvTimeline, SaysWhenTheOrderIsNotKnown) {
  const auto reading = read_csv("date,what\n03/04/2026 10:00,a\n05/05/2026 10:00,b\n");
  ASSERT_EQ(reading.entries.size(), 2U);
  EXPECT_THAT(reading.entries[0].time_note.value_or(""), HasSubstr("day and month may be exchanged"));
  EXPECT_THAT(reading.entries[1].time_note.value_or(""), testing::Not(HasSubstr("exchanged")));
  const auto near = read_csv("date,what\n03/04/2026 10:00,a\n", {}, "2026-04-03T12:00:00Z");
  EXPECT_THAT(lines_of(near), ElementsAre("2026-04-03T10:00:00Z a"));
  EXPECT_THAT(near.entries[0].time_note.value_or(""), HasSubstr("day first, near to the other evidence"));
}

TEST(CsvTimeline, ReadsTheZoneFromColumnHeadingSuffixAndContext) {
  EXPECT_THAT(lines_of(read_csv("time,tz,what\n2026-07-01 10:00,Europe/Berlin,a\n2026-07-01 10:00,+05:30,b\n"
                                "2026-07-01 10:00 PDT,Europe/Berlin,c\n2026-07-01 10:00,,d\n",
                                "America/New_York")),
              ElementsAre("2026-07-01T08:00:00Z a", "2026-07-01T04:30:00Z b", "2026-07-01T17:00:00Z c",
                          "2026-07-01T14:00:00Z d"));
  EXPECT_THAT(lines_of(read_csv("Time (CET),Event\n2026-01-01 10:00,a\n")), ElementsAre("2026-01-01T09:00:00Z a"));
  const auto utc = read_csv("timestamp_utc,event\n2026-01-01 10:00,a\n", "Europe/Berlin");
  EXPECT_THAT(lines_of(utc), ElementsAre("2026-01-01T10:00:00Z a"));
  EXPECT_FALSE(utc.entries[0].time_note);
  EXPECT_EQ(read_csv("time,event\n2026-01-01 10:00,a\n", "Europe/Berlin").entries.at(0).time_note,
            "no zone given: read in Europe/Berlin");
  EXPECT_EQ(read_csv("time,event\n2026-01-01 10:00,a\n").entries.at(0).time_note, "no zone given: UTC assumed");
  EXPECT_THAT(read_csv("time,tz,event\n2026-01-01 10:00,Mars,a\n").entries.at(0).time_note.value_or(""),
              HasSubstr("\"Mars\" is not known"));
}

TEST(CsvTimeline, ReadsTheHeaderOfIris) {
  const auto reading = read_csv(
      "event_date,event_tz,event_title,event_category,event_content,event_raw,event_source,event_assets,event_iocs,"
      "event_tags\n"
      "2026-11-23T10:00:00.000000,+01:00,Login,Initial Access,from afar,raw,SIEM,host1;host2,,t1|t2\n");
  EXPECT_THAT(lines_of(reading), ElementsAre("2026-11-23T09:00:00Z Login: from afar [Initial Access] [t1|t2]"));
  EXPECT_EQ(reading.entries[0].origin, "Timeline timeline.csv, SIEM");
}

TEST(CsvTimeline, ReadsOurOwnFields) {
  const auto reading = read_csv(
      "id,kind,text,occurred_at,ended_at,recorded_at,known_at,actor,origin,evidence,locator,key_moment,time_note\n"
      "7,alert_resolved,'=1+1,2026-11-23T10:00:00Z,2026-11-23T10:05:00Z,2026-11-23T11:00:00Z,,Ana,Alertmanager,ev1,"
      "line 2,true,\n");
  ASSERT_EQ(reading.entries.size(), 1U);
  const auto& entry = reading.entries[0];
  EXPECT_EQ(entry.kind, "alert_resolved");
  EXPECT_EQ(entry.text, "=1+1");
  EXPECT_EQ(to_rfc3339(*entry.ended_at), "2026-11-23T10:05:00Z");
  EXPECT_EQ(entry.actor, "Ana");
  EXPECT_TRUE(entry.key_moment);
}

TEST(CsvTimeline, GuessesWithoutAHeading) {
  EXPECT_THAT(lines_of(read_csv("1,2026-11-23 10:00,Ana,restarted the pods\n2,2026-11-23 10:05,Ben,they came back\n")),
              ElementsAre("2026-11-23T10:00:00Z restarted the pods", "2026-11-23T10:05:00Z they came back"));
  EXPECT_THAT(lines_of(read_csv("23.11.2026;10:00;one event\n23.11.2026;10:05;another event\n")),
              ElementsAre("2026-11-23T10:00:00Z one event", "2026-11-23T10:05:00Z another event"));
}

TEST(CsvTimeline, ReadsAHeadingBelowATitle) {
  EXPECT_THAT(lines_of(read_csv("Incident 7,,\nexported today,,\nTime,Event,Who\n2026-11-23 10:00,a,Ana\n")),
              ElementsAre("2026-11-23T10:00:00Z Ana a"));
}

TEST(CsvTimeline, ListsRowsThatItCannotRead) {
  const auto reading =
      read_csv("time,what\n2026-11-23 10:00,a\nsoon,b\n,c\n2026-02-30 10:00,d\n2026-11-23 11:00,\n10:05,e\n");
  EXPECT_EQ(reading.entries.size(), 2U) << "a clock time takes the day of the row before";
  std::vector<std::string> lines;
  for (const auto& unread : reading.unread) lines.push_back(unread.locator.value_or("") + " " + unread.reason);
  EXPECT_THAT(lines, ElementsAre(HasSubstr("line 3 \"soon\" is not a time"), HasSubstr("line 4 the row has no time"),
                                 HasSubstr("line 5 \"2026-02-30 10:00\" is not a time"),
                                 HasSubstr("line 6 the row says nothing")));
}

TEST(CsvTimeline, DoesNotTakeTheDayForATimeInWords) {
  const auto reading = read_csv("date;time;what\n10.11.2026;after lunch;a\n10.11.2026;;b\n10.11.2026;13 h;c\n");
  EXPECT_THAT(lines_of(reading), ElementsAre("2026-11-10T00:00:00Z b"));
  EXPECT_THAT(reading.entries.at(0).time_note.value_or(""), HasSubstr("the day only"));
  EXPECT_THAT(reading.unread.at(0).reason, HasSubstr("\"10.11.2026 after lunch\" is not a time"));
}

TEST(CsvTimeline, PlacesClockTimesNearTheOtherEvidence) {
  EXPECT_THAT(lines_of(read_csv("time,what\n23:50,a\n00:10,b\n", {}, "2026-11-24T00:30:00Z")),
              ElementsAre("2026-11-23T23:50:00Z a", "2026-11-24T00:10:00Z b"));
  const auto lost = read_csv("time,what\n23:50,a\n");
  EXPECT_THAT(lost.entries, IsEmpty());
  EXPECT_THAT(lost.unread.at(0).reason, HasSubstr("has no date"));
}

TEST(CsvTimeline, ReportsAnEndBeforeTheStart) {
  const auto reading = read_csv("start,end,what\n2026-11-23 10:00,2026-11-23 09:00,a\n2026-11-23 10:00,10:30,b\n");
  ASSERT_EQ(reading.entries.size(), 2U);
  EXPECT_FALSE(reading.entries[0].ended_at);
  EXPECT_THAT(reading.entries[0].time_note.value_or(""), HasSubstr("ends before it starts"));
  EXPECT_EQ(to_rfc3339(*reading.entries[1].ended_at), "2026-11-23T10:30:00Z");
}

TEST(CsvTimeline, SaysWhatATableLacks) {
  for (const char* text : {"a,b\n1,2\n", "what,who\nx,y\n", "\n", "time\n2026-11-23 10:00\n"}) {
    const auto reading = read_csv(text);
    EXPECT_THAT(reading.entries, IsEmpty()) << text;
    EXPECT_EQ(reading.unread.size(), 1U) << text;
  }
  EXPECT_EQ(read_csv(std::string_view("a\0b\1c,,,\0", 9)).unread.size(), 1U);
}

}  // namespace
}  // namespace debrief::connectors::csv_timeline
