// SPDX-License-Identifier: Apache-2.0
#include "base/stamp.hpp"

#include "base/stamp_zones.hpp"
#include "base/time.hpp"

#include <gtest/gtest.h>
#include <chrono>
#include <string>

namespace debrief {
namespace {

using namespace std::chrono_literals;

StampContext on_day(std::string zone = "UTC") {
  StampContext context;
  context.day = 2026y / 11 / 23;
  context.zone = std::move(zone);
  return context;
}

struct Case {
  std::string_view text;
  std::string_view at;        // empty: not a stamp
  std::string_view end = {};  // of a span
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.text;
}

class ReadsForm : public testing::TestWithParam<Case> {};

TEST_P(ReadsForm, AtTheStartOfALine) {
  const Case& c = GetParam();
  const auto found = find_stamp_at_start(c.text, on_day());
  ASSERT_EQ(found.has_value(), !c.at.empty());
  if (!found) return;
  EXPECT_EQ(to_rfc3339(found->stamp.at), c.at);
  EXPECT_EQ(found->end ? to_rfc3339(found->end->at) : "", c.end);
  EXPECT_LE(found->position + found->length, c.text.size());
  EXPECT_NE(c.text.find(found->stamp.original), std::string_view::npos);
}

INSTANTIATE_TEST_SUITE_P(Iso, ReadsForm,
                         testing::Values(Case{"2026-11-23T10:42:33Z", "2026-11-23T10:42:33Z"},
                                         Case{"2026-11-23T10:42:33.123456789+01:00 x", "2026-11-23T09:42:33.123456Z"},
                                         Case{"20261123T104233Z", "2026-11-23T10:42:33Z"},
                                         Case{"20261123T1042+0100", "2026-11-23T09:42:00Z"},
                                         Case{"2026-11-23 10:42", "2026-11-23T10:42:00Z"},
                                         Case{"2026-11-23 10:42:33,123 INFO", "2026-11-23T10:42:33.123Z"},
                                         Case{"2026-11-23 10:42 CET", "2026-11-23T09:42:00Z"},
                                         Case{"2026-11-23 10:42:00 PST", "2026-11-23T18:42:00Z"},
                                         Case{"2026-11-23 10:42-05:00", "2026-11-23T15:42:00Z"},
                                         Case{"2026-11-23, 10:42 (UTC)", "2026-11-23T10:42:00Z"},
                                         Case{"2026/11/23 at 10:42 Europe/Berlin", "2026-11-23T09:42:00Z"},
                                         Case{"2026-11-23 10:42 UTC+2 deploy", "2026-11-23T08:42:00Z"},
                                         Case{"2026-11-23", "2026-11-23T00:00:00Z"},
                                         Case{"2026-11-23 1600", "2026-11-23T16:00:00Z"},
                                         Case{"2026-11-23 ca. 18:30", "2026-11-23T18:30:00Z"},
                                         Case{"2026-11-23 1600 users", "2026-11-23T00:00:00Z"},
                                         Case{"November 23, 2026: 10:42 UTC", "2026-11-23T10:42:00Z"},
                                         Case{"2026-11-23 24:00", "2026-11-24T00:00:00Z"}));

INSTANTIATE_TEST_SUITE_P(Words, ReadsForm,
                         testing::Values(Case{"23 November 2026 10:42", "2026-11-23T10:42:00Z"},
                                         Case{"November 23rd, 2026, 10:42 am (UTC)", "2026-11-23T10:42:00Z"},
                                         Case{"Mon, 23 Nov 2026 10:42:33 +0100", "2026-11-23T09:42:33Z"},
                                         Case{"Mon Nov 23 10:42:33 UTC 2026", "2026-11-23T10:42:33Z"},
                                         Case{"Nov 23 10:42:33 host app[1]: x", "2026-11-23T10:42:33Z"},
                                         Case{"Dec  3 10:42:33 host", "2026-12-03T10:42:33Z"},
                                         Case{"23/Nov/2026:10:42:33 +0000", "2026-11-23T10:42:33Z"},
                                         Case{"1st of May 2026, 4 pm", "2026-05-01T16:00:00Z"},
                                         Case{"11/23/2026 10:42", "2026-11-23T10:42:00Z"},
                                         Case{"23/11/2026 10:42", "2026-11-23T10:42:00Z"},
                                         Case{"23.11.2026 10:42", "2026-11-23T10:42:00Z"},
                                         Case{"11/23 10:42 PM", "2026-11-23T22:42:00Z"},
                                         Case{"At 11:48 UTC on 6 November 2025 it began", "2025-11-06T11:48:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Clocks, ReadsForm,
    testing::Values(Case{"10:42", "2026-11-23T10:42:00Z"}, Case{"10:42:15Z", "2026-11-23T10:42:15Z"},
                    Case{"10.42am", "2026-11-23T10:42:00Z"}, Case{"4:05 PM PT", "2026-11-24T00:05:00Z"},
                    Case{"4pm", "2026-11-23T16:00:00Z"}, Case{"12:15 a.m.", "2026-11-23T00:15:00Z"},
                    Case{"1042 UTC", "2026-11-23T10:42:00Z"}, Case{"10h42 restart", "2026-11-23T10:42:00Z"},
                    Case{"- **10:42** - page", "2026-11-23T10:42:00Z"},
                    Case{"* [10:42 UTC] page", "2026-11-23T10:42:00Z"},
                    Case{"| `10:42` | page", "2026-11-23T10:42:00Z"}, Case{"1. ~10:42: page", "2026-11-23T10:42:00Z"},
                    Case{"**10:42** CET page", "2026-11-23T09:42:00Z"}, Case{"> 10:42 page", "2026-11-23T10:42:00Z"}));

INSTANTIATE_TEST_SUITE_P(Counts, ReadsForm,
                         testing::Values(Case{"1795430553", "2026-11-23T10:42:33Z"},
                                         Case{"1795430553.5 x", "2026-11-23T10:42:33.500Z"},
                                         Case{"1795430553123", "2026-11-23T10:42:33.123Z"},
                                         Case{"1795430553123456", "2026-11-23T10:42:33.123456Z"},
                                         Case{"1795430553123456789", "2026-11-23T10:42:33.123456Z"},
                                         Case{"9999999999", ""}, Case{"17954305531", ""}));

INSTANTIATE_TEST_SUITE_P(
    Spans, ReadsForm,
    testing::Values(Case{"10:42 - 10:55", "2026-11-23T10:42:00Z", "2026-11-23T10:55:00Z"},
                    Case{"10:42–10:55 CET down", "2026-11-23T09:42:00Z", "2026-11-23T09:55:00Z"},
                    Case{"10:42-10:55", "2026-11-23T10:42:00Z", "2026-11-23T10:55:00Z"},
                    Case{"**23:50** to **00:10** UTC", "2026-11-23T23:50:00Z", "2026-11-24T00:10:00Z"},
                    Case{"4:05 - 4:30 PM", "2026-11-23T16:05:00Z", "2026-11-23T16:30:00Z"},
                    Case{"11:30 - 12:15 PM", "2026-11-23T11:30:00Z", "2026-11-23T12:15:00Z"},
                    Case{"2026-11-23 10:42 -> 2026-11-24 09:00", "2026-11-23T10:42:00Z", "2026-11-24T09:00:00Z"},
                    Case{"2026-11-23 10:00-11:00", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"},
                    Case{"[17:44-7] blocked", "2026-11-23T17:44:00Z", "2026-11-23T17:47:00Z"},
                    Case{"2026-11-23 12:26-12:?? | x", "2026-11-23T12:26:00Z"},
                    Case{"18:04-05: confusion", "2026-11-23T18:04:00Z", "2026-11-23T18:05:00Z"},
                    Case{"10:42 - 10 hosts down", "2026-11-23T10:42:00Z"}));

INSTANTIATE_TEST_SUITE_P(Refused, ReadsForm,
                         testing::Values(Case{"2026-02-30 10:42", ""}, Case{"2026-13-01", ""}, Case{"25:10", ""},
                                         Case{"10:61", ""}, Case{"13:00 am", ""}, Case{"10.42", ""},
                                         Case{"10: hosts", ""}, Case{"10", ""}, Case{"2026", ""}, Case{"1.2.3", ""},
                                         Case{"192.168.10.42", ""}, Case{"10:42:15:99", ""}, Case{"10:420", ""},
                                         Case{"may 5 hosts", ""}, Case{"3/4 of hosts", ""}, Case{"deploy at 10:42", ""},
                                         Case{"", ""}, Case{"- ", ""}, Case{"2026-11-23abc", ""},
                                         Case{"32 November 2026", ""}, Case{"00:00:0a", ""},
                                         Case{"0001-01-01T00:00:00Z", ""}));

TEST(Stamp, TakesNoCountThatIsNoTime) {
  for (const char* text : {"9999999999999999999", "99999999999999999999999999999", "0000000000000000000", "18446744073709551615"})
    EXPECT_FALSE(find_stamp_at_start(text, on_day())) << text;
  EXPECT_EQ(to_rfc3339(find_stamp_at_start("1795430553123456789 x", on_day())->stamp.at), "2026-11-23T10:42:33.123456Z");
}

TEST(Stamp, SaysWhatWasInferred) {
  const auto clock = find_stamp_at_start("10:42", on_day("Europe/Berlin"));
  ASSERT_TRUE(clock);
  EXPECT_EQ(to_rfc3339(clock->stamp.at), "2026-11-23T09:42:00Z");
  EXPECT_TRUE(clock->stamp.date_inferred && clock->stamp.zone_inferred && !clock->stamp.year_inferred);
  EXPECT_EQ(clock->stamp.offset_minutes, 60);
  const auto yearless = find_stamp_at_start("Nov 23 10:42 UTC", on_day());
  ASSERT_TRUE(yearless);
  EXPECT_TRUE(yearless->stamp.year_inferred && !yearless->stamp.date_inferred && !yearless->stamp.zone_inferred);
  const auto whole = find_stamp_at_start("~2026-11-23T10:42:33.5Z", {});
  ASSERT_TRUE(whole);
  EXPECT_TRUE(whole->stamp.approximate);
  EXPECT_EQ(whole->stamp.precision, Precision::fraction);
  EXPECT_EQ(whole->stamp.original, "2026-11-23T10:42:33.5Z");
}

TEST(Stamp, NeedsADayForClockTimes) {
  EXPECT_FALSE(find_stamp_at_start("10:42 UTC", {}));
  EXPECT_FALSE(find_stamp("Nov 23 10:42", {}));
  EXPECT_TRUE(find_stamp("10:42 UTC, 23 Nov 2026", {}));
}

TEST(Stamp, TakesTheNearestYear) {
  StampContext context;
  context.day = 2027y / 1 / 1;
  const auto found = find_stamp("Dec 31 23:59", context);
  ASSERT_TRUE(found);
  EXPECT_EQ(to_rfc3339(found->stamp.at), "2026-12-31T23:59:00Z");
  context.day = 2027y / 3 / 1;
  EXPECT_EQ(to_rfc3339(find_stamp("Feb 29 12:00", context)->stamp.at), "2028-02-29T12:00:00Z");
}

TEST(Stamp, MarksExchangeableDayAndMonth) {
  EXPECT_TRUE(find_stamp("03/04/2026 10:42", {})->stamp.date_ambiguous);
  EXPECT_EQ(to_rfc3339(find_stamp("03/04/2026 10:42", {})->stamp.at), "2026-03-04T10:42:00Z");
  StampContext european;
  european.day_first = true;
  EXPECT_FALSE(find_stamp("03/04/2026 10:42", european)->stamp.date_ambiguous);
  EXPECT_EQ(to_rfc3339(find_stamp("03/04/2026 10:42", european)->stamp.at), "2026-04-03T10:42:00Z");
  EXPECT_FALSE(find_stamp("13/04/2026", {})->stamp.date_ambiguous);
}

TEST(Stamp, ResolvesDaylightSaving) {
  StampContext berlin;
  berlin.zone = "Europe/Berlin";
  const auto twice = find_stamp("2026-10-25 02:30", berlin);
  EXPECT_EQ(twice->stamp.local_time, LocalTime::repeated);
  EXPECT_EQ(to_rfc3339(twice->stamp.at), "2026-10-25T00:30:00Z");
  const auto never = find_stamp("2026-03-29 02:30", berlin);
  EXPECT_EQ(never->stamp.local_time, LocalTime::skipped);
  EXPECT_EQ(to_rfc3339(never->stamp.at), "2026-03-29T01:30:00Z");
  EXPECT_EQ(find_stamp("2026-07-01 02:30 CEST", berlin)->stamp.local_time, LocalTime::exact);
}

TEST(Stamp, MarksDoubtfulAbbreviations) {
  EXPECT_TRUE(find_stamp("2026-07-01 10:00 PST", {})->stamp.zone_ambiguous);
  EXPECT_EQ(to_rfc3339(find_stamp("2026-07-01 10:00 PST", {})->stamp.at), "2026-07-01T18:00:00Z");
  EXPECT_FALSE(find_stamp("2026-07-01 10:00 PT", {})->stamp.zone_ambiguous);
  EXPECT_EQ(to_rfc3339(find_stamp("2026-07-01 10:00 PT", {})->stamp.at), "2026-07-01T17:00:00Z");
  EXPECT_TRUE(find_stamp("2026-11-23 10:00 IST", {})->stamp.zone_ambiguous);
  StampContext dublin;
  dublin.zone = "Europe/Dublin";
  const auto irish = find_stamp("2026-07-01 10:00 IST", dublin);
  EXPECT_FALSE(irish->stamp.zone_ambiguous);
  EXPECT_EQ(irish->stamp.offset_minutes, 60);
}

TEST(Stamp, IsFoundAnywhere) {
  const std::string_view text = "We noticed at 10:42 UTC that build 1.2.3 failed";
  const auto found = find_stamp(text, on_day());
  ASSERT_TRUE(found);
  EXPECT_EQ(text.substr(found->position, found->length), "10:42 UTC");
  EXPECT_FALSE(find_stamp("app.cpp:10:42 ratio v10:42x id-10:42", on_day()));
  EXPECT_FALSE(find_stamp("on 2026-02-30 10:42 it failed", on_day()));
  EXPECT_TRUE(find_stamp("{\"at\":\"2026-11-23T10:42:33Z\"}", {}));
  EXPECT_TRUE(find_stamp("about 10:42 it failed", on_day())->stamp.approximate);
  EXPECT_TRUE(find_stamp("2026-11-23 ca. 18:30", {})->stamp.approximate);
}

TEST(Stamp, CoversWhatSurroundsIt) {
  const std::string_view text = "- **10:42 UTC:** page";
  const auto found = find_stamp_at_start(text, on_day());
  ASSERT_TRUE(found);
  EXPECT_EQ(text.substr(found->position, found->length), "**10:42 UTC:**");
  EXPECT_EQ(found->stamp.original, "10:42 UTC");
}

TEST(Stamp, StaysLinearAndSafeOnHostileText) {
  for (const std::string_view piece : {"1", "Mon ", "10:", "2026-", "\xff\xfe", " ", "(", "**", "10:42 - ", "a:"}) {
    std::string text;
    while (text.size() < 300'000) text += piece;
    (void)find_stamp(text, {});
    (void)find_stamp_at_start(text, on_day());
  }
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = "2026-11-23" + std::string(1, static_cast<char>(byte)) + "10:42";
    (void)find_stamp(text, on_day());
  }
}

TEST(Zones, EveryAbbreviationIsAZone) {
  for (const ZoneAbbreviation& row : zone_abbreviations()) {
    EXPECT_TRUE(is_time_zone(row.name)) << row.name;
    EXPECT_TRUE(row.home.empty() || is_time_zone(row.home)) << row.home;
  }
  EXPECT_FALSE(is_time_zone("Europe/Nowhere"));
  EXPECT_FALSE(is_time_zone("XYZ"));
  EXPECT_FALSE(is_time_zone("../../etc/passwd"));
}

TEST(Zones, OffsetsAreThoseInUse) {
  EXPECT_EQ(find_offset("+05:30"), 330);
  EXPECT_EQ(find_offset("-0330"), -210);
  EXPECT_EQ(find_offset("UTC+2"), 120);
  EXPECT_FALSE(find_offset("-10:55"));
  EXPECT_FALSE(find_offset("+15:00"));
  EXPECT_FALSE(find_offset("2"));
}

TEST(Zones, DaysBeginAtLocalMidnight) {
  EXPECT_EQ(to_rfc3339(start_of(2026y / 7 / 1, "America/New_York")), "2026-07-01T04:00:00Z");
  EXPECT_EQ(day_of(start_of(2026y / 7 / 1, "America/New_York"), "America/New_York"), 2026y / 7 / 1);
  EXPECT_EQ(day_of(start_of(2026y / 7 / 1, "America/New_York"), "UTC"), 2026y / 7 / 1);
  EXPECT_EQ(day_of(Instant{0}, "-01:00"), 1969y / 12 / 31);
}

}  // namespace
}  // namespace debrief
