// SPDX-License-Identifier: Apache-2.0
#include "http/request_head.hpp"

#include <gtest/gtest.h>

#include <string>

namespace debrief::http {
namespace {

// The fields are separated by "|" here.
std::variant<RequestHead, Refusal> parse(std::string line, std::string fields) {
  std::string text = line + "\r\n";
  for (const char c : fields) text += c == '|' ? std::string("\r\n") : std::string(1, c);
  return parse_head(text + (fields.empty() ? "\r\n" : "\r\n\r\n"));
}

RequestHead accepted(std::string line, std::string fields) {
  auto parsed = parse(line, fields);
  const auto* refusal = std::get_if<Refusal>(&parsed);
  EXPECT_EQ(refusal, nullptr) << line << "|" << fields << ": " << (refusal != nullptr ? refusal->detail : "");
  return refusal == nullptr ? std::get<RequestHead>(std::move(parsed)) : RequestHead{};
}

int refused(std::string line, std::string fields) {
  const auto parsed = parse(line, fields);
  const auto* refusal = std::get_if<Refusal>(&parsed);
  return refusal == nullptr ? 0 : refusal->status;
}

TEST(RequestHead, HoldsWhatWasSent) {
  const RequestHead head = accepted("POST /a%20b?c=d HTTP/1.1",
                                    "Host: example.com|Content-Length: 12|X-Many: 1|x-many: 2|Cookie: a=1|Cookie: b=2");
  EXPECT_EQ(head.request.method, "POST");
  EXPECT_EQ(head.request.path, "/a b");
  EXPECT_EQ(head.request.query.at("c"), "d");
  EXPECT_EQ(head.request.header("host"), "example.com");
  EXPECT_EQ(head.request.header("x-many"), "1, 2");
  EXPECT_EQ(head.request.cookie("b"), "2");
  EXPECT_EQ(head.content_length, 12U);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_FALSE(head.chunked);
}

TEST(RequestHead, KnowsWhenTheConnectionEnds) {
  EXPECT_FALSE(accepted("GET / HTTP/1.1", "Host: a|Connection: close").keep_alive);
  EXPECT_FALSE(accepted("GET / HTTP/1.1", "Host: a|Connection: x, Close").keep_alive);
  EXPECT_FALSE(accepted("GET / HTTP/1.0", "").keep_alive);
  EXPECT_TRUE(accepted("GET / HTTP/1.0", "Connection: Keep-Alive").keep_alive);
}

TEST(RequestHead, RefusesAmbiguousFraming) {
  EXPECT_EQ(refused("POST / HTTP/1.1", "Host: a|Content-Length: 1|Transfer-Encoding: chunked"), 400);
  EXPECT_EQ(refused("POST / HTTP/1.1", "Host: a|Transfer-Encoding: chunked|Content-Length: 1"), 400);
  EXPECT_EQ(refused("POST / HTTP/1.1", "Host: a|Content-Length: 1|Content-Length: 1"), 400);
  EXPECT_EQ(refused("POST / HTTP/1.1", "Host: a|Content-Length: 1|Content-Length: 2"), 400);
  for (const char* length : {"", "-1", "+1", "1,1", "0x10", "1 2", "99999999999999999999", "1_000"}) {
    EXPECT_EQ(refused("POST / HTTP/1.1", std::string("Host: a|Content-Length: ") + length), 400) << length;
  }
  EXPECT_EQ(refused("POST / HTTP/1.0", "Transfer-Encoding: chunked"), 400);
  EXPECT_EQ(refused("POST / HTTP/1.1", "Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked"), 400);
  for (const char* coding : {"gzip", "gzip, chunked", "chunked, chunked", "xchunked", "identity", ""}) {
    EXPECT_EQ(refused("POST / HTTP/1.1", std::string("Host: a|Transfer-Encoding: ") + coding), 501) << coding;
  }
  EXPECT_TRUE(accepted("POST / HTTP/1.1", "Host: a|Transfer-Encoding: Chunked").chunked);
}

TEST(RequestHead, RefusesDoubtfulHosts) {
  EXPECT_EQ(refused("GET / HTTP/1.1", ""), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1", "Host: a|Host: a"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1", "Host:"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1", "Host: a b"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1", "Host: a/b"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1", "Host: a@b"), 400);
  EXPECT_EQ(refused("GET http://b/ HTTP/1.1", "Host: a"), 400);
  EXPECT_EQ(accepted("GET http://A:80/x HTTP/1.1", "Host: a:80").request.path, "/x");
  accepted("GET / HTTP/1.1", "Host: [::1]:8080");
}

TEST(RequestHead, RefusesMalformedLines) {
  EXPECT_EQ(refused("GET / HTTP/2.0", "Host: a"), 505);
  EXPECT_EQ(refused("GET /", "Host: a"), 400);
  EXPECT_EQ(refused("GET  / HTTP/1.1", "Host: a"), 400);
  EXPECT_EQ(refused("get / HTTP/1.1", "Host: a"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1 ", "Host: a"), 505);
  EXPECT_EQ(refused("GET / HTTP/1.1", "Host: a|X : b"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1", "Host: a|: b"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1", "Host: a|nothing"), 400);
  EXPECT_EQ(refused("GET /../etc HTTP/1.1", "Host: a"), 400);
  EXPECT_EQ(refused("OPTIONS * HTTP/1.1", "Host: a"), 400);
  EXPECT_EQ(refused("CONNECT a:80 HTTP/1.1", "Host: a:80"), 400);
}

TEST(RequestHead, LimitsTheNumberOfFields) {
  std::string fields = "Host: a";
  for (int i = 0; i < 100; ++i) fields += "|X-" + std::to_string(i) + ": 1";
  EXPECT_EQ(refused("GET / HTTP/1.1", fields), 431);
}

TEST(RequestHead, UnderstandsOneExpectation) {
  EXPECT_TRUE(accepted("POST / HTTP/1.1", "Host: a|Content-Length: 1|Expect: 100-Continue").expects_continue);
  EXPECT_FALSE(accepted("POST / HTTP/1.0", "Content-Length: 1|Expect: 100-continue").expects_continue);
  EXPECT_EQ(refused("POST / HTTP/1.1", "Host: a|Expect: a-miracle"), 417);
}

TEST(RequestHead, RecognisesAnUpgradeToWebSocket) {
  EXPECT_TRUE(accepted("GET / HTTP/1.1", "Host: a|Connection: keep-alive, Upgrade|Upgrade: WebSocket").wants_socket);
  EXPECT_FALSE(accepted("GET / HTTP/1.1", "Host: a|Upgrade: websocket").wants_socket);
  EXPECT_FALSE(accepted("GET / HTTP/1.1", "Host: a|Connection: Upgrade|Upgrade: h2c").wants_socket);
  EXPECT_FALSE(accepted("POST / HTTP/1.1", "Host: a|Connection: Upgrade|Upgrade: websocket").wants_socket);
}

}  // namespace
}  // namespace debrief::http
