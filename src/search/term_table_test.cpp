// SPDX-License-Identifier: Apache-2.0
#include "search/term_table.hpp"

#include <gtest/gtest.h>

namespace debrief::search {
namespace {

TEST(TermTable, NumbersTermsInOrderOfFirstSight) {
  TermTable table;
  for (int round = 0; round < 2; ++round)
    for (std::uint32_t i = 0; i < 10'000; ++i) ASSERT_EQ(table.intern("term" + std::to_string(i)), i);
  EXPECT_EQ(table.size(), 10'000U);
  EXPECT_EQ(table.term(4321), "term4321");
  EXPECT_EQ(table.find("term9999"), 9999U);
  EXPECT_FALSE(table.find("term10000"));
  EXPECT_FALSE(table.find(""));
}

TEST(TermTable, ForgetsWhenCleared) {
  TermTable table;
  for (int i = 0; i < 5000; ++i) table.intern(std::to_string(i));
  table.clear();
  EXPECT_EQ(table.size(), 0U);
  EXPECT_FALSE(table.find("17"));
  EXPECT_EQ(table.intern("17"), 0U);
  EXPECT_EQ(table.term(0), "17");
}

}  // namespace
}  // namespace debrief::search
