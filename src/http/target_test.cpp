// SPDX-License-Identifier: Apache-2.0
#include "http/target.hpp"

#include <gtest/gtest.h>

namespace debrief::http {
namespace {

TEST(Target, DecodesPathAndQuery) {
  const auto target = parse_target("/caf%C3%A9/a+b?q=disk+full%21&q=last&empty&x=1=2");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/caf\xC3\xA9/a+b");
  EXPECT_EQ(target->query.at("q"), "last");
  EXPECT_EQ(target->query.at("empty"), "");
  EXPECT_EQ(target->query.at("x"), "1=2");
  EXPECT_EQ(target->authority, "");
}

TEST(Target, ReadsTheAbsoluteForm) {
  const auto target = parse_target("http://example.com:8080/a?b=c");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->authority, "example.com:8080");
  EXPECT_EQ(target->path, "/a");
  EXPECT_EQ(parse_target("HTTPS://example.com?x=1")->path, "/");
}

TEST(Target, RefusesWhatTwoProgramsCouldReadDifferently) {
  for (const char* raw : {"",
                          "*",
                          "a",
                          "example.com:443",
                          "ftp://example.com/",
                          "http:///a",
                          "http://user@host/",
                          "/a%00b",
                          "/a%0Ab",
                          "/a%7F",
                          "/%",
                          "/%2",
                          "/%zz",
                          "/%FF",
                          "/%C3",
                          "/%ED%A0%80",
                          "/a/../b",
                          "/..",
                          "/a/%2e%2E/b",
                          "/./a",
                          "/a%2Fb",
                          "/a%2fb",
                          "/a#b",
                          "/a b",
                          "/caf\xC3\xA9",
                          "/a?x=%",
                          "/a?x=%00",
                          "/a?x=%FF",
                          "/a?%C3=1",
                          "/a\x7F"}) {
    EXPECT_FALSE(parse_target(raw)) << raw;
  }
}

TEST(Target, AcceptsDotsThatAreNotSegments) {
  for (const char* raw : {"/...", "/a..b", "/.well-known/x", "/a./b", "/%2e%2e%2e"}) {
    EXPECT_TRUE(parse_target(raw)) << raw;
  }
}

TEST(PercentEncode, IsUndoneByDecoding) {
  const std::string text = "a b/c?d=\xC3\xA9&~-._";
  EXPECT_EQ(percent_encode(text), "a%20b%2Fc%3Fd%3D%C3%A9%26~-._");
  EXPECT_EQ(*percent_decode(percent_encode(text)), text);
}

}  // namespace
}  // namespace debrief::http
