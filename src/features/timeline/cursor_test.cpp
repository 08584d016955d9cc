// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/cursor.hpp"

#include <gtest/gtest.h>

namespace debrief::features::timeline {
namespace {

TEST(Cursor, ReadsWhatItWrote) {
  for (const Cursor cursor : {Cursor{{0}, 0}, Cursor{{-5'000'000}, 7}, Cursor{{1'764'000'000'000'000}, 123}}) {
    const auto read = parse_cursor(to_text(cursor));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, cursor);
  }
}

TEST(Cursor, RefusesAnythingElse) {
  for (const char* text : {"", ".", "1", "1.", ".1", "a.b", "1.2.3", "1.2 ", "99999999999999999999.1"})
    EXPECT_FALSE(parse_cursor(text)) << text;
}

}  // namespace
}  // namespace debrief::features::timeline
