// SPDX-License-Identifier: Apache-2.0
#include "http/chunk_decoder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace debrief::http {
namespace {

using State = ChunkDecoder::State;

struct Outcome {
  State state;
  std::string body;
  std::string rest;
};

Outcome decode(std::string_view input, std::size_t limit = 1000) {
  ChunkDecoder decoder(limit);
  Outcome outcome{.state = State::incomplete, .body = {}, .rest = {}};
  std::string_view rest = input;
  outcome.state = decoder.feed(rest, outcome.body);
  outcome.rest = rest;

  // Byte by byte the outcome must be the same.
  ChunkDecoder slow(limit);
  std::string body;
  State state = State::incomplete;
  for (std::size_t i = 0; i < input.size() && state == State::incomplete; ++i) {
    std::string_view byte = input.substr(i, 1);
    state = slow.feed(byte, body);
  }
  EXPECT_EQ(state, outcome.state) << input;
  EXPECT_EQ(body, outcome.body) << input;
  return outcome;
}

TEST(ChunkDecoder, JoinsChunksAndLeavesWhatFollows) {
  const Outcome outcome = decode("5\r\nhello\r\n00A\r\n, wide wor\r\n2\r\nld\r\n0\r\n\r\nGET /");
  EXPECT_EQ(outcome.state, State::complete);
  EXPECT_EQ(outcome.body, "hello, wide world");
  EXPECT_EQ(outcome.rest, "GET /");
}

TEST(ChunkDecoder, DropsExtensionsAndTrailers) {
  const Outcome outcome = decode("1;a=b;c=\"d; \\\"e\";f\r\nx\r\n0;last\r\nContent-Length: 5\r\nX: y\r\n\r\n");
  EXPECT_EQ(outcome.state, State::complete);
  EXPECT_EQ(outcome.body, "x");
}

TEST(ChunkDecoder, WaitsForMore) {
  for (const char* input :
       {"", "5", "5\r", "5\r\n", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n0\r\n", "0\r\nX: y\r\n"}) {
    EXPECT_EQ(decode(input).state, State::incomplete) << input;
  }
}

TEST(ChunkDecoder, RefusesMalformedChunks) {
  for (const char* input : {"\r\n",
                            "g\r\n",
                            "-1\r\n",
                            "+1\r\n",
                            "0x5\r\n",
                            " 5\r\n",
                            "5 \r\n",
                            "5\n",
                            "5\rx",
                            "5;\r\n",
                            "5;a=\r\n",
                            "5;a=\"b\r\n",
                            "5; a\r\n",
                            "5;a\n",
                            "5\r\nhello5\r\n",
                            "5\r\nhello\n",
                            "5\r\nhello\rx",
                            "0\r\nX\r\n",
                            "0\r\n X: y\r\n",
                            "0\r\nX: y\n",
                            "0\r\nX : y\r\n",
                            "0\r\n\n",
                            "1000000000000000\r\n"}) {
    EXPECT_EQ(decode(input).state, State::malformed) << input;
  }
}

TEST(ChunkDecoder, StopsAtItsLimits) {
  EXPECT_EQ(decode("5\r\nhello\r\n0\r\n\r\n", 5).state, State::complete);
  EXPECT_EQ(decode("6\r\n", 5).state, State::too_large);
  EXPECT_EQ(decode("5\r\nhello\r\n1\r\n", 5).state, State::too_large);
  EXPECT_EQ(decode("fffffffffffffff\r\n").state, State::too_large);
  EXPECT_EQ(decode("1;" + std::string(300, 'a') + "\r\n").state, State::malformed);
  EXPECT_EQ(decode("0\r\nX: " + std::string(9000, 'a') + "\r\n").state, State::malformed);
}

}  // namespace
}  // namespace debrief::http
