// SPDX-License-Identifier: Apache-2.0
#include "search/stop_words.hpp"

#include <gtest/gtest.h>

namespace debrief::search {
namespace {

TEST(StopWords, AreFunctionWords) {
  for (const char* word : {"a", "the", "and", "dont", "themselves", "yourselves", "with"})
    EXPECT_TRUE(is_stop_word(word)) << word;
}

TEST(StopWords, LeaveWordsThatTellTextsApart) {
  for (const char* word :
       {"", "not", "no", "down", "up", "off", "over", "under", "disk", "timeout", "The", "thenceforward"})
    EXPECT_FALSE(is_stop_word(word)) << word;
}

}  // namespace
}  // namespace debrief::search
