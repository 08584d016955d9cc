// SPDX-License-Identifier: Apache-2.0
#include "http/response_head.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace debrief::http {
namespace {

// The example of RFC 9110, section 5.6.7.
const std::chrono::system_clock::time_point kMoment{std::chrono::seconds(784111777)};

TEST(HttpDate, IsTheFixedFormat) {
  EXPECT_EQ(http_date(kMoment), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(std::chrono::system_clock::time_point{}), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(ResponseHead, OwnsTheFraming) {
  Response response = json_response("{}");
  response.set("Content-Length", "99").set("Connection", "upgrade").set("ETag", "\"1\"");
  EXPECT_EQ(response_head(response, {.http_1_0 = false, .keep_alive = true, .now = kMoment}),
            "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n"
            "ETag: \"1\"\r\nContent-Length: 2\r\n\r\n");
}

TEST(ResponseHead, SaysWhetherTheConnectionStays) {
  const Response response;
  const auto ends_with = [&](bool http_1_0, bool keep_alive, std::string_view end) {
    return response_head(response, {.http_1_0 = http_1_0, .keep_alive = keep_alive, .now = kMoment}).ends_with(end);
  };
  EXPECT_TRUE(ends_with(false, true, "Content-Length: 0\r\n\r\n"));
  EXPECT_TRUE(ends_with(false, false, "Connection: close\r\n\r\n"));
  EXPECT_TRUE(ends_with(true, true, "Connection: keep-alive\r\n\r\n"));
  EXPECT_TRUE(ends_with(true, false, "Connection: close\r\n\r\n"));
}

TEST(ResponseHead, HasNoLengthWhereThereIsNoBody) {
  for (const int status : {204, 304}) {
    Response response;
    response.status = status;
    EXPECT_EQ(response_head(response, {.http_1_0 = false, .keep_alive = true, .now = kMoment}).find("Content-Length"),
              std::string::npos);
  }
}

TEST(ResponseHead, RefusesFieldsThatWouldSplitIt) {
  const ResponseFrame frame{.http_1_0 = false, .keep_alive = true, .now = kMoment};
  for (const char* value : {"a\r\nSet-Cookie: x", "a\nb", "a\rb", "\x01"}) {
    EXPECT_THROW(static_cast<void>(response_head(Response{}.set("Location", value), frame)), std::invalid_argument);
  }
  for (const char* name : {"", "a b", "a:", "a\r\n"}) {
    EXPECT_THROW(static_cast<void>(response_head(Response{}.set(name, "x"), frame)), std::invalid_argument);
  }
}

}  // namespace
}  // namespace debrief::http
