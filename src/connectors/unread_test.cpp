// SPDX-License-Identifier: Apache-2.0
#include "connectors/unread.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors {
namespace {

TEST(Unread, CutsExcerptsToValidText) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "ä\x01\x1b[31m";
  const domain::Unread unread = unread_part("x", "line 1", "why", text);
  EXPECT_LE(unread.excerpt.size(), 200U);
  EXPECT_TRUE(is_utf8(unread.excerpt));
  EXPECT_EQ(unread.excerpt.find('\x1b'), std::string::npos);
  EXPECT_TRUE(is_utf8(unread_file("x", "why", "\xFF\xFE").excerpt));
}

TEST(Tidy, CleansTextsAndKeepsLineBreaks) {
  domain::Reading reading;
  reading.entries.emplace_back();
  reading.entries[0].text = " a\r\n\x1b[1;31mb\x1b[0m\0c" + std::string(60'000, 'x');
  reading.title = " t\n";
  tidy(reading, "x");
  EXPECT_TRUE(reading.entries[0].text.starts_with("a\nb"));
  EXPECT_LE(reading.entries[0].text.size(), 50'000U);
  EXPECT_EQ(reading.title, "t");
}

TEST(Tidy, CountsWhatIsTooMuch) {
  domain::Reading reading;
  reading.entries.resize(200'001);
  for (int i = 0; i < 1'500; ++i) reading.unread.push_back(unread_file("x", "why"));
  tidy(reading, "x");
  EXPECT_EQ(reading.entries.size(), 200'000U);
  ASSERT_EQ(reading.unread.size(), 1'002U);
  EXPECT_EQ(reading.unread[1'000].reason, "500 more parts could not be read");
  EXPECT_THAT(reading.unread[1'001].reason, testing::HasSubstr("200001 entries"));
}

}  // namespace
}  // namespace debrief::connectors
