// SPDX-License-Identifier: Apache-2.0
#include "base/retry_after.hpp"

#include <gtest/gtest.h>

namespace debrief {
namespace {

TEST(RetryAfter, IsANumberOfSecondsOrADate) {
  const Instant now{784'111'777'000'000};  // Sun, 06 Nov 1994 08:49:37 GMT
  EXPECT_EQ(wait_asked_for("120", now), Micros(std::chrono::seconds(120)));
  EXPECT_EQ(wait_asked_for("Sun, 06 Nov 1994 08:50:37 GMT", now), Micros(std::chrono::seconds(60)));
  EXPECT_EQ(wait_asked_for("Sun, 06 Nov 1994 08:40:37 GMT", now), Micros(0));
  EXPECT_EQ(wait_asked_for("99999999999", now), Micros(std::chrono::hours(24)));
  EXPECT_FALSE(wait_asked_for("", now));
  EXPECT_FALSE(wait_asked_for("soon", now));
}

}  // namespace
}  // namespace debrief
