// SPDX-License-Identifier: Apache-2.0
#include "base/working_days.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

namespace debrief {
namespace {

Instant at(std::string_view text) {
  return *parse_rfc3339(text);
}

TEST(WorkingDays, SkipTheWeekend) {
  EXPECT_EQ(after_working_days(at("2026-11-20T15:00:00Z"), 1), at("2026-11-23T15:00:00Z"));  // Friday
  EXPECT_EQ(after_working_days(at("2026-11-21T15:00:00Z"), 1), at("2026-11-23T15:00:00Z"));  // Saturday
  EXPECT_EQ(after_working_days(at("2026-11-23T15:00:00Z"), 5), at("2026-11-30T15:00:00Z"));
  EXPECT_EQ(after_working_days(at("2026-11-25T15:00:00Z"), 13), at("2026-12-14T15:00:00Z"));
  EXPECT_EQ(after_working_days(at("2026-11-23T15:00:00Z"), 0), at("2026-11-23T15:00:00Z"));
}

TEST(WorkingDays, AreMondayToFriday) {
  EXPECT_TRUE(is_working_day(at("2026-11-20T23:59:59Z")));
  EXPECT_FALSE(is_working_day(at("2026-11-21T00:00:00Z")));
  EXPECT_FALSE(is_working_day(at("2026-11-22T23:59:59Z")));
  EXPECT_TRUE(is_working_day(at("2026-11-23T00:00:00Z")));
}

}  // namespace
}  // namespace debrief
