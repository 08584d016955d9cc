// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/picture.hpp"

#include <gtest/gtest.h>

#include <string>

namespace debrief::features::evidence {
namespace {

using namespace std::string_literals;

TEST(Picture, IsToldByItsFirstBytes) {
  EXPECT_EQ(picture_type("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s), "image/png");
  EXPECT_EQ(picture_type("\xff\xd8\xff\xe0\0\x10JFIF"s), "image/jpeg");
  EXPECT_EQ(picture_type("GIF89a\x01\0"s), "image/gif");
  EXPECT_EQ(picture_type("RIFF\x24\0\0\0WEBPVP8 "s), "image/webp");
}

TEST(Picture, IsNothingThatCouldHoldScript) {
  for (const std::string& bytes : {""s, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"s, "<html>"s, "%PDF-1.7"s,
                                   "RIFF\x24\0\0\0WAVEfmt "s, "RIFF"s, "\x89PN"s, " GIF89a"s})
    EXPECT_EQ(picture_type(bytes), "") << bytes;
}

}  // namespace
}  // namespace debrief::features::evidence
