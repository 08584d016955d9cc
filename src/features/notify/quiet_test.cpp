// SPDX-License-Identifier: Apache-2.0
#include "features/notify/quiet.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

namespace debrief::features::notify {
namespace {

std::string end_after(const QuietHours& quiet, const char* now) {
  const auto until = quiet_until(quiet, *parse_rfc3339(now));
  return until ? to_minutes(*until) : "none";
}

TEST(QuietHoursTest, RunOverMidnightByThePersonsOwnClock) {
  const QuietHours quiet{"Europe/Berlin", 22 * 60, 7 * 60, {1, 2, 3, 4, 5, 6, 7}, true};
  EXPECT_EQ(end_after(quiet, "2026-01-14T20:59:00Z"), "none");
  EXPECT_EQ(end_after(quiet, "2026-01-14T21:00:00Z"), "2026-01-15 06:00");
  EXPECT_EQ(end_after(quiet, "2026-01-15T05:59:00Z"), "2026-01-15 06:00");
  EXPECT_EQ(end_after(quiet, "2026-01-15T06:00:00Z"), "none");
}

TEST(QuietHoursTest, EndByTheClockAlsoWhenItIsPutForward) {
  const QuietHours quiet{"Europe/Berlin", 22 * 60, 7 * 60, {1, 2, 3, 4, 5, 6, 7}, true};
  EXPECT_EQ(end_after(quiet, "2026-03-28T22:00:00Z"), "2026-03-29 05:00");
}

TEST(QuietHoursTest, BelongToTheDayOnWhichTheyBegin) {
  const QuietHours fridays{"UTC", 22 * 60, 7 * 60, {5}, true};  // 2026-01-16 is a Friday
  EXPECT_EQ(end_after(fridays, "2026-01-16T23:00:00Z"), "2026-01-17 07:00");
  EXPECT_EQ(end_after(fridays, "2026-01-17T06:00:00Z"), "2026-01-17 07:00");
  EXPECT_EQ(end_after(fridays, "2026-01-17T23:00:00Z"), "none");
  EXPECT_EQ(end_after(fridays, "2026-01-16T06:00:00Z"), "none");
}

TEST(QuietHoursTest, WholeDaysFollowOneAnother) {
  const QuietHours weekend{"UTC", 0, 0, {6, 7}, true};
  EXPECT_EQ(end_after(weekend, "2026-01-17T10:00:00Z"), "2026-01-19 00:00");
  EXPECT_EQ(end_after(weekend, "2026-01-16T10:00:00Z"), "none");
  const QuietHours always{"UTC", 0, 0, {1, 2, 3, 4, 5, 6, 7}, true};
  EXPECT_NE(end_after(always, "2026-01-17T10:00:00Z"), "none") << "it ends some time, so that nothing is held for ever";
}

TEST(QuietHoursTest, SayWhenByThePersonsOwnClock) {
  EXPECT_EQ(told_at(*parse_rfc3339("2026-01-16T21:41:00Z"), "UTC"), "Fri 21:41");
  EXPECT_EQ(told_at(*parse_rfc3339("2026-01-16T23:41:00Z"), "Europe/Berlin"), "Sat 00:41");
}

TEST(QuietHoursTest, AreReadAndWritten) {
  const auto text = R"({"zone":"Europe/Berlin","from":"22:30","until":"07:00","days":[1,5],"urgent":false})";
  const auto quiet = read_quiet(*json::parse(text));
  ASSERT_TRUE(quiet) << quiet.error().message;
  EXPECT_EQ(json::write(to_json(*quiet)), text);
  for (const char* bad : {R"({"zone":"Nowhere","from":"22:00","until":"07:00","days":[1]})", R"({"zone":"UTC","from":"24:00","until":"07:00","days":[1]})",
                          R"({"zone":"UTC","from":"2:00","until":"07:00","days":[1]})", R"({"zone":"UTC","from":"22:00","until":"07:00","days":[8]})",
                          R"({"zone":"UTC","from":"22:00","until":"07:00","days":[]})"})
    EXPECT_FALSE(read_quiet(*json::parse(bad))) << bad;
}

}  // namespace
}  // namespace debrief::features::notify
