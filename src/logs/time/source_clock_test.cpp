// SPDX-License-Identifier: Apache-2.0
#include "logs/time/source_clock.hpp"

#include "logs/time/civil_time.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace debrief::logs {
namespace {

constexpr std::int64_t utc(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) {
  return (days_since_1970(year, month, day) * kDaySeconds + hour * 3600 + minute * 60 + second) * kSecond;
}

StampReading read(std::string_view line) {
  return find_stamps(line).at(0).reading;
}

ClockSettings settings(std::string zone, std::optional<int> year = {}) {
  ClockSettings made;
  made.zone = std::move(zone);
  made.year = year;
  return made;
}

TEST(SourceClock, AddsTheZoneThatStampsLeaveOut) {
  SourceClock berlin(settings("Europe/Berlin"));
  EXPECT_EQ(berlin.at(read("2026-11-23 10:42:33 x")), utc(2026, 11, 23, 9, 42, 33));
  EXPECT_EQ(berlin.at(read("2026-07-23 10:42:33 x")), utc(2026, 7, 23, 8, 42, 33));
  EXPECT_EQ(berlin.at(read("2026-07-23 10:42:33Z x")), utc(2026, 7, 23, 10, 42, 33));
  SourceClock offset(settings("-03:30"));
  EXPECT_EQ(offset.at(read("2026-11-23 10:42:33 x")), utc(2026, 11, 23, 14, 12, 33));
  SourceClock unknown(settings("no such zone"));
  EXPECT_EQ(unknown.at(read("2026-11-23 10:42:33 x")), utc(2026, 11, 23, 10, 42, 33));
}

TEST(SourceClock, AddsTheCorrection) {
  ClockSettings slow = settings("UTC");
  slow.correction_ns = 5 * kSecond;
  EXPECT_EQ(SourceClock(slow).at(read("1795430553 x")), 1'795'430'558 * kSecond);
}

TEST(SourceClock, PassesNewYear) {
  SourceClock clock(settings("UTC", 2025));
  EXPECT_EQ(clock.at(read("Dec 31 23:59:59 x")), utc(2025, 12, 31, 23, 59, 59));
  EXPECT_EQ(clock.at(read("Jan  1 00:00:01 x")), utc(2026, 1, 1, 0, 0, 1));
  EXPECT_EQ(clock.at(read("Dec 31 23:59:59 late")), utc(2025, 12, 31, 23, 59, 59));
  EXPECT_EQ(clock.at(read("Jan  1 00:00:02 x")), utc(2026, 1, 1, 0, 0, 2));
  EXPECT_EQ(clock.at(read("Mar  1 00:00:02 x")), utc(2026, 3, 1, 0, 0, 2));
  EXPECT_EQ(clock.at(read("Nov  1 00:00:02 x")), utc(2026, 11, 1, 0, 0, 2));
  EXPECT_EQ(clock.at(read("Jan  3 00:00:02 x")), utc(2027, 1, 3, 0, 0, 2));
  EXPECT_EQ(clock.new_years(), 2);
}

TEST(SourceClock, KnowsTheLengthOfFebruary) {
  SourceClock leap(settings("UTC", 2028));
  EXPECT_EQ(leap.at(read("Feb 28 12:00:00 x")), utc(2028, 2, 28, 12));
  EXPECT_EQ(leap.at(read("Feb 29 12:00:00 x")), utc(2028, 2, 29, 12));
  EXPECT_EQ(leap.at(read("Mar  1 12:00:00 x")), utc(2028, 3, 1, 12));
  SourceClock common(settings("UTC", 2026));
  EXPECT_EQ(common.at(read("Feb 28 12:00:00 x")), utc(2026, 2, 28, 12));
  EXPECT_EQ(common.at(read("Mar  1 12:00:00 x")), utc(2026, 3, 1, 12));
}

TEST(SourceClock, PassesMidnight) {
  ClockSettings dated = settings("UTC");
  dated.day = days_since_1970(2026, 11, 23);
  SourceClock clock(dated);
  EXPECT_EQ(clock.at(read("23:59:59.5 x")), utc(2026, 11, 23, 23, 59, 59) + kSecond / 2);
  EXPECT_EQ(clock.at(read("00:00:01.5 x")), utc(2026, 11, 24, 0, 0, 1) + kSecond / 2);
  EXPECT_EQ(clock.at(read("23:59:59.5 late")), utc(2026, 11, 23, 23, 59, 59) + kSecond / 2);
  EXPECT_EQ(clock.at(read("12:00:00.0 x")), utc(2026, 11, 24, 12));
}

TEST(SourceClock, StaysInRangeWhenLinesAreInNoOrder) {
  SourceClock yearless(settings("UTC", 2026));
  for (int i = 0; i < 1'000; ++i) {
    EXPECT_LT(yearless.at(read("Jan  1 00:00:00 x")), utc(2202, 1, 1));
    EXPECT_LT(yearless.at(read("Sep  1 00:00:00 x")), utc(2202, 1, 1));
  }
  EXPECT_GT(yearless.at(read("Sep  1 00:00:00 x")), utc(2026, 1, 1));
  ClockSettings far = settings("UTC", 9'999);
  far.day = std::int64_t{1} << 60;
  far.correction_ns = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(SourceClock(far).at(read("Sep  1 00:00:00 x")), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(SourceClock(far).at(read("10:42:33.5 x")), std::numeric_limits<std::int64_t>::max());
  SourceClock dateless(far);
  (void)dateless.at(read("23:00:00.5 x"));
  EXPECT_EQ(dateless.settings().day, days_since_1970(2200, 12, 31));
}

TEST(SourceClock, GoesThroughTheHourThatIsRepeated) {
  SourceClock clock(settings("America/New_York", 2013));  // 2013-11-03 02:00 EDT is 01:00 EST
  std::vector<std::int64_t> times;
  for (const char* line : {"Nov  3 00:59:59 x", "Nov  3 01:01:03 x", "Nov  3 01:59:30 x", "Nov  3 01:59:29 reordered",
                           "Nov  3 01:03:00 x", "Nov  3 01:13:00 x", "Nov  3 02:00:00 x"})
    times.push_back(clock.at(read(line)));
  EXPECT_EQ(times, (std::vector<std::int64_t>{utc(2013, 11, 3, 4, 59, 59), utc(2013, 11, 3, 5, 1, 3),
                                              utc(2013, 11, 3, 5, 59, 30), utc(2013, 11, 3, 5, 59, 29),
                                              utc(2013, 11, 3, 6, 3, 0), utc(2013, 11, 3, 6, 13, 0),
                                              utc(2013, 11, 3, 7, 0, 0)}));
}

TEST(SourceClock, ReadsTheHourThatNeverWasWithTheOffsetBefore) {
  SourceClock clock(settings("Europe/Berlin"));
  EXPECT_EQ(clock.at(read("2026-03-29 02:30:00 x")), utc(2026, 3, 29, 1, 30));
  EXPECT_EQ(clock.at(read("2026-03-29 03:30:00 x")), utc(2026, 3, 29, 1, 30));
}

TEST(InferYear, TakesTheLastYearThatIsNotInTheFuture) {
  const std::int64_t now = utc(2026, 11, 23, 12);
  EXPECT_EQ(infer_year(read("Nov 23 10:42:33 x"), now), 2026);
  EXPECT_EQ(infer_year(read("Nov 24 01:00:00 x"), now), 2026);  // in a zone to the east
  EXPECT_EQ(infer_year(read("Nov 25 01:00:00 x"), now), 2025);
  EXPECT_EQ(infer_year(read("Jan  1 00:00:00 x"), utc(2026, 12, 31, 23)), 2027);
  EXPECT_EQ(infer_year(read("Feb 29 00:00:00 x"), now), 2024);
}

TEST(EstimateOffset, TakesTheMedianOfTheDifferences) {
  std::vector<SharedEvent> events;
  for (const std::int64_t extra : {0, 1, 2, 3, 4, 5, 900}) {
    const std::int64_t here = 1'000 * kSecond + extra;
    events.push_back({here, here + 90 * kSecond + extra * kSecond / 1'000});
  }
  const auto offset = estimate_offset(events);
  ASSERT_TRUE(offset);
  EXPECT_EQ(offset->correction_ns, 90 * kSecond + 3'000'000);
  EXPECT_EQ(offset->events, 7u);
  EXPECT_LT(offset->spread_ns, 3'000'001);
}

TEST(EstimateOffset, SaysNothingOnTooLittleOrContradictoryEvidence) {
  EXPECT_FALSE(estimate_offset({{0, 5}, {0, 5}, {0, 5}, {0, 5}}));
  EXPECT_FALSE(
      estimate_offset({{0, -9 * kSecond}, {0, 9 * kSecond}, {0, 2 * kSecond}, {0, -8 * kSecond}, {0, 8 * kSecond}}));
}

TEST(SourceClock, GoesOnFromATimeThatItDidNotReadItself) {
  ClockSettings settings;
  settings.day = 20'000;
  settings.zone = "Europe/Berlin";
  SourceClock whole(settings);
  StampReading late, early;
  late.dateless = early.dateless = true;
  late.nanoseconds = 23 * 3600 * 1'000'000'000LL;
  early.nanoseconds = 3600 * 1'000'000'000LL;
  (void)whole.at(late);
  const std::int64_t next_day = whole.at(early);
  const std::int64_t after_that = [&] {
    (void)whole.at(late);
    return whole.at(early);
  }();
  SourceClock again(settings);
  again.go_on_from(next_day);
  (void)again.at(late);
  EXPECT_EQ(again.at(early), after_that);

  ClockSettings years;
  years.year = 2024;
  StampReading december, january;
  december.yearless = january.yearless = true;
  december.nanoseconds = (365 * 2 + 360) * 86'400LL * 1'000'000'000LL;  // of 1972
  january.nanoseconds = (365 * 2 + 5) * 86'400LL * 1'000'000'000LL;
  SourceClock first(years);
  (void)first.at(december);
  const std::int64_t new_year = first.at(january);
  SourceClock second(years);
  second.go_on_from(new_year);
  EXPECT_EQ(second.at(december), first.at(december));
}

}  // namespace
}  // namespace debrief::logs
