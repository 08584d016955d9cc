// SPDX-License-Identifier: Apache-2.0
#include "features/lookup/vocabulary.hpp"

#include <gtest/gtest.h>

namespace debrief::features::lookup {
namespace {

const Vocabulary& words() {
  static const Vocabulary known({{"connection", 90},
                                 {"connector", 3},
                                 {"certificate", 40},
                                 {"checkout", 70},
                                 {"pool", 20},
                                 {"poll", 30},
                                 {"poor", 10},
                                 {"db1", 9}});
  return known;
}

TEST(Edits, AreCountedUpToABound) {
  EXPECT_EQ(edits_between("pool", "pool", 2), 0U);
  EXPECT_EQ(edits_between("pool", "poool", 2), 1U);
  EXPECT_EQ(edits_between("conenction", "connection", 2), 1U);
  EXPECT_EQ(edits_between("abcd", "abef", 2), 2U);
  EXPECT_FALSE(edits_between("abcd", "wxyz", 2));
  EXPECT_FALSE(edits_between("a", "abcd", 2));
}

TEST(Vocabulary, FindsTheNearestWord) {
  EXPECT_EQ(words().find_nearest("conection", false), "connection");
  EXPECT_EQ(words().find_nearest("certifcate", false), "certificate");
  EXPECT_EQ(words().find_nearest("chekcout", false), "checkout");
  EXPECT_EQ(words().find_nearest("pooll", false), "poll");  // more documents have it than pool
}

TEST(Vocabulary, FindsBeginnings) {
  EXPECT_EQ(words().find_nearest("certifc", true), "certificate");
  EXPECT_EQ(words().find_nearest("conec", true), "connection");
}

TEST(Vocabulary, LeavesAloneWhatIsThereAndWhatIsTooShortToTell) {
  EXPECT_FALSE(words().find_nearest("connect", false));
  EXPECT_FALSE(words().find_nearest("pol", false));
  EXPECT_FALSE(words().find_nearest("db12345", false));
  EXPECT_FALSE(words().find_nearest("kubernetes", false));
  EXPECT_FALSE(Vocabulary().find_nearest("connection", true));
}

}  // namespace
}  // namespace debrief::features::lookup
