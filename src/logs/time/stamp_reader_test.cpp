// SPDX-License-Identifier: Apache-2.0
#include "logs/time/civil_time.hpp"
#include "logs/time/layout.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace debrief::logs {
namespace {

StampReader reader_of(std::string_view line) {
  return StampReader(find_stamps(line).at(0).layout);
}

// What a reader without a memory says.
std::optional<StampReading> read_afresh(const StampReader& reader, std::string_view text) {
  return StampReader(reader.layout()).read(text);
}

TEST(StampReader, SaysTheSameWithAndWithoutAMemory) {
  const std::vector<std::vector<std::string>> runs{
      {"2026-11-23 10:42:33,123 a", "2026-11-23 10:42:33,124 b", "2026-11-23 10:42:33,1", "2026-11-23 10:42:34,000",
       "2026-11-23 10:42:34", "2026-11-23 10:42:34,", "2026-11-23 10:42:34.5", "2026-11-24 10:42:34,5"},
      {"2026-11-23T10:42:33.5Z", "2026-11-23T10:42:33.75Z", "2026-11-23T10:42:33.75+01:00",
       "2026-11-23T10:42:33.75Zone", "2026-11-23T10:42:33.75"},
      {"20261123-1:2:3:4|x", "20261123-1:2:33:4|x", "20261123-1:2:3:45|x", "20261123-11:2:3:456|x"},
      {"Mon Nov 23 10:42:33 2026", "Mon Nov 23 10:42:33 2027", "Mon Nov 23 10:42:33 20266", "Mon Nov 23 10:42:33"},
      {"11/23/2026 1:42:33 AM", "11/23/2026 1:42:33 PM", "11/23/2026 11:42:33 PM", "11/23/2026 1:42:33 pmx"},
      {"1795430553.5", "1795430553.25", "17954305530.25", "1795430553"},
      {"Nov 23 10:42:33 a", "Nov 23 10:42:33", "Nov 23 10:42:333", "Nov 23 10:42:3", "Nov  3 10:42:33 a"},
  };
  for (const auto& run : runs) {
    StampReader reader = reader_of(run.front());
    for (int round = 0; round < 2; ++round) {
      for (const std::string& text : run) {
        const auto near = reader.read(text);
        const auto whole = read_afresh(reader, text);
        ASSERT_EQ(near.has_value(), whole.has_value()) << text;
        if (!near) continue;
        EXPECT_EQ(near->nanoseconds, whole->nanoseconds) << text;
        EXPECT_EQ(near->length, whole->length) << text;
        EXPECT_EQ(near->zoned, whole->zoned) << text;
      }
    }
  }
}

TEST(StampReader, RefusesMomentsThatNeverWere) {
  StampReader reader = reader_of("2026-11-23 10:42:33 x");
  for (const std::string_view text : {"2026-02-29 10:42:33", "2026-00-10 10:42:33", "2026-11-31 10:42:33",
                                      "2026-11-23 24:42:33", "2026-11-23 10:60:33", "2026-11-23 10:42:61", ""})
    EXPECT_FALSE(reader.read(text)) << text;
  EXPECT_TRUE(reader.read("2028-02-29 10:42:33"));
  EXPECT_TRUE(reader.read("2026-12-31 23:59:60"));
}

TEST(StampReader, KeepsNineDigitsOfAFraction) {
  StampReader reader = reader_of("2026-11-23 10:42:33.123456789123 x");
  const auto reading = reader.read("2026-11-23 10:42:33.000000001999 x");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->nanoseconds % kSecond, 1);
  EXPECT_EQ(reading->length, 32u);
}

TEST(StampReader, RefusesCountsThatNoClockShows) {
  StampReader reader = reader_of("1795430553123456789 x");
  EXPECT_TRUE(reader.read("1795430553123456789"));
  EXPECT_FALSE(reader.read("9999999999999999999"));
  EXPECT_FALSE(reader.read("17954305531234567890"));
}

}  // namespace
}  // namespace debrief::logs
