// SPDX-License-Identifier: Apache-2.0
#include "search/stem.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace debrief::search {
namespace {

std::string stemmed(std::string word) {
  stem(word);
  return word;
}

// Expected results worked out by hand from the published steps.
TEST(Stem, FollowsEachStepOfTheAlgorithm) {
  const std::pair<const char*, const char*> cases[] = {
      {"caresses", "caress"},   {"ties", "tie"},         {"queries", "queri"},   {"gas", "gas"},
      {"gaps", "gap"},          {"nodes", "node"},       {"status", "status"},   {"agreed", "agre"},
      {"feed", "feed"},         {"proceed", "proceed"},  {"retried", "retri"},   {"retrying", "retri"},
      {"dropped", "drop"},      {"falling", "fall"},     {"hoped", "hope"},      {"luxuriated", "luxuri"},
      {"sized", "size"},        {"string", "string"},    {"cry", "cri"},         {"say", "say"},
      {"by", "by"},             {"conditional", "condit"}, {"analogy", "analog"}, {"happily", "happili"},
      {"serialization", "serial"}, {"hopefulness", "hope"}, {"effective", "effect"}, {"decisiveness", "decis"},
      {"availability", "avail"}, {"formative", "format"}, {"electrical", "electr"}, {"replacement", "replac"},
      {"adoption", "adopt"},    {"communion", "communion"}, {"connection", "connect"}, {"rate", "rate"},
      {"probate", "probat"},    {"controll", "control"}, {"roll", "roll"}};
  for (const auto& [word, expected] : cases) EXPECT_EQ(stemmed(word), expected) << word;
}

TEST(Stem, BringsFormsOfOneWordTogether) {
  EXPECT_EQ(stemmed("timeouts"), stemmed("timeout"));
  EXPECT_EQ(stemmed("connections"), stemmed("connected"));
  EXPECT_EQ(stemmed("failing"), stemmed("failed"));
  EXPECT_NE(stemmed("universe"), stemmed("unit"));
  EXPECT_EQ(stemmed("generate"), "generat");
  EXPECT_EQ(stemmed("generally"), "general");
}

TEST(Stem, KnowsTheExceptions) {
  EXPECT_EQ(stemmed("skies"), "sky");
  EXPECT_EQ(stemmed("dying"), "die");
  EXPECT_EQ(stemmed("bias"), "bias");
  EXPECT_EQ(stemmed("news"), "news");
  EXPECT_EQ(stemmed("exceeding"), "exceed");
  EXPECT_EQ(stemmed("herrings"), "herring");
}

TEST(Stem, LeavesShortAndConsonantWords) {
  for (const char* word : {"", "a", "is", "y", "yy", "ss", "rhythm"}) EXPECT_EQ(stemmed(word), word);
  EXPECT_EQ(stemmed("yyyyy"), "yyyyy");
  EXPECT_EQ(stemmed("tls"), "tls");
}

}  // namespace
}  // namespace debrief::search
