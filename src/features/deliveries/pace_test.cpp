// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/pace.hpp"

#include <gtest/gtest.h>

namespace debrief::features::deliveries {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(DeliveriesPace, BeginsWithOneMessage) {
  EXPECT_EQ(Pace().next(1000, seconds(9)), (Pace::Round{1, 1}));
}

TEST(DeliveriesPace, SendsOneAtATimeWhileThatIsSoonEnough) {
  Pace pace;
  pace.note(milliseconds(50));
  EXPECT_EQ(pace.next(1000, milliseconds(499)), (Pace::Round{5, 1}));
  EXPECT_EQ(pace.next(29, seconds(9)).at_once, 1U);
  pace.note(Micros{0});
  EXPECT_EQ(pace.next(1, seconds(1)).at_once, 1U);
}

TEST(DeliveriesPace, SendsAsManyAtOnceAsItTakesToSendAllWithinHalfASecond) {
  Pace pace;
  pace.note(milliseconds(50));
  EXPECT_EQ(pace.next(30, milliseconds(500)).at_once, 3U);
  EXPECT_EQ(pace.next(50, milliseconds(500)), (Pace::Round{25, 5}));
  EXPECT_EQ(pace.next(1'000'000, seconds(9)).at_once, kMostAtOnce);
}

TEST(DeliveriesPace, LooksAgainSoonWhereEachMessageTakesLong) {
  Pace pace;
  pace.note(seconds(2));
  EXPECT_EQ(pace.next(100, seconds(0)), (Pace::Round{1, 1}));
  EXPECT_EQ(pace.next(100, seconds(1)), (Pace::Round{16, 16}));
}

TEST(DeliveriesPace, FollowsWhatWasMeasured) {
  Pace pace;
  pace.note(milliseconds(100));
  pace.note(milliseconds(10));
  EXPECT_EQ(pace.next(100, seconds(1)).at_once, 11U);
  pace.note(milliseconds(1));
  EXPECT_EQ(pace.next(60, seconds(1)).at_once, 4U);
}

TEST(DeliveriesPace, KeepsToItsLimit) {
  Pace chat(1);
  chat.note(milliseconds(500));
  EXPECT_EQ(chat.next(100, seconds(60)), (Pace::Round{1, 1}));
}

}  // namespace
}  // namespace debrief::features::deliveries
