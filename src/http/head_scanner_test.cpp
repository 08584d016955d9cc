// SPDX-License-Identifier: Apache-2.0
#include "http/head_scanner.hpp"

#include <gtest/gtest.h>

#include <string>

namespace debrief::http {
namespace {

using State = HeadScanner::State;

// Fed byte by byte and at once, which must agree.
State scan(const std::string& bytes) {
  HeadScanner whole;
  const State at_once = whole.scan(bytes);
  HeadScanner slow;
  State state = State::incomplete;
  for (std::size_t i = 1; i <= bytes.size() && state == State::incomplete; ++i) {
    state = slow.scan(std::string_view(bytes).substr(0, i));
  }
  EXPECT_EQ(at_once, state) << bytes;
  return at_once;
}

TEST(HeadScanner, FindsTheEnd) {
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  HeadScanner scanner;
  EXPECT_EQ(scanner.scan(head + "body"), State::complete);
  EXPECT_EQ(scanner.begin(), 0U);
  EXPECT_EQ(scanner.end(), head.size());
  EXPECT_EQ(scan(head.substr(0, head.size() - 1)), State::incomplete);
}

TEST(HeadScanner, SkipsAtMostTwoEmptyLines) {
  HeadScanner scanner;
  EXPECT_EQ(scanner.scan("\r\n\r\nGET / HTTP/1.1\r\n\r\n"), State::complete);
  EXPECT_EQ(scanner.begin(), 4U);
  EXPECT_EQ(scan("\r\n\r\n\r\nGET"), State::malformed);
}

TEST(HeadScanner, RefusesWhatSmugglesRequests) {
  for (const std::string& head :
       {std::string("GET / HTTP/1.1\nHost: a\n\n"), std::string("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"), std::string("GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nX: a\r\n\tb\r\n\r\n"), std::string("GET / HTTP/1.1\r\nX: a\x01\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nX: a\0b\r\n\r\n", 25), std::string("GET / HTTP/1.1\r\nX: \x7F\r\n\r\n"),
        std::string("\nGET / HTTP/1.1\r\n\r\n")}) {
    EXPECT_EQ(scan(head), State::malformed) << head;
  }
}

TEST(HeadScanner, AllowsTabsAndBytesBeyondAscii) {
  EXPECT_EQ(scan("GET / HTTP/1.1\r\nX: a\tb \xC3\xA9\r\n\r\n"), State::complete);
}

}  // namespace
}  // namespace debrief::http
