// SPDX-License-Identifier: Apache-2.0
#include "http/content_coding.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>

namespace debrief::http {
namespace {

std::string gunzip(const std::string& bytes, std::size_t size) {
  std::string out(size, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string input = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  return out;
}

bool has(const Response& response, const std::string& name, const std::string& value) {
  return std::find(response.headers.begin(), response.headers.end(), std::make_pair(name, value)) !=
         response.headers.end();
}

std::string long_json() {
  std::string text = "[";
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919) + ",";
  return text + "0]";
}

TEST(Compress, MakesJsonSmallerWithoutLoss) {
  const std::string body = long_json();
  Response response = json_response(body);
  compress(response, "br, gzip;q=0.8");
  EXPECT_TRUE(has(response, "Content-Encoding", "gzip"));
  EXPECT_TRUE(has(response, "Vary", "Accept-Encoding"));
  EXPECT_LT(response.body.size(), body.size() / 2);
  EXPECT_EQ(gunzip(response.body, body.size()), body);
}

TEST(Compress, LeavesAloneWhatShouldNotBeCompressed) {
  const std::string body = long_json();
  const auto unchanged = [&](Response response, std::string_view accept) {
    compress(response, accept);
    return response.body == body && !has(response, "Content-Encoding", "gzip");
  };
  EXPECT_TRUE(unchanged(json_response(body), ""));
  EXPECT_TRUE(unchanged(json_response(body), "br"));
  EXPECT_TRUE(unchanged(json_response(body), "gzip;q=0"));
  EXPECT_TRUE(unchanged(json_response(body).set("Content-Encoding", "br"), "gzip"));
  Response image;
  image.body = body;
  EXPECT_TRUE(unchanged(image.set("Content-Type", "image/png"), "gzip"));
  Response shared = json_response("");
  shared.shared_body = std::make_shared<const std::string>(body);
  compress(shared, "gzip");
  EXPECT_EQ(*shared.shared_body, body);
  Response small = json_response("{}");
  compress(small, "gzip");
  EXPECT_EQ(small.body, "{}");
}

TEST(Compress, KnowsTextByItsType) {
  for (const char* type : {"text/html; charset=utf-8", "application/problem+json", "image/svg+xml", "TEXT/CSS"}) {
    Response response;
    response.body = long_json();
    response.set("Content-Type", type);
    compress(response, "gzip");
    EXPECT_TRUE(has(response, "Content-Encoding", "gzip")) << type;
  }
}

TEST(AcceptsGzip, ReadsTheWholeField) {
  EXPECT_TRUE(accepts_gzip("deflate, GZIP"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_TRUE(accepts_gzip("gzip; q=0.001"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0.000, *"));
  EXPECT_FALSE(accepts_gzip("*;q=0"));
  EXPECT_FALSE(accepts_gzip("gzipped"));
}

}  // namespace
}  // namespace debrief::http
