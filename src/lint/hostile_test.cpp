// SPDX-License-Identifier: Apache-2.0
// Time must grow with the length of a text, not faster. The sizes are compared with each other, since machines differ.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "lint/lint.hpp"

namespace debrief::lint {
namespace {

constexpr std::size_t kSmall = 32U << 10U;
constexpr std::size_t kFactor = 16;

double seconds_for(const std::string& text) {
  double least = 1e9;
  for (int i = 0; i < 3; ++i) {
    const std::clock_t begin = std::clock();
    EXPECT_LE(lint(text, *find_language("en")).size(), kMostRemarks);
    least = std::min(least, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return least;
}

std::string repeat(std::string_view part, std::size_t size) {
  std::string text;
  while (text.size() < size) text += part;
  return text;
}

class Hostile : public ::testing::TestWithParam<const char*> {};

TEST_P(Hostile, TakesTimeInProportionToItsLength) {
  const double small = seconds_for(repeat(GetParam(), kSmall));
  const double large = seconds_for(repeat(GetParam(), kFactor * kSmall));
  // RE2 goes on more slowly, at a steady pace, once a long text has used up its cache of states.
  EXPECT_LE(large, 4 * kFactor * std::max(small, 0.01));
}

INSTANTIATE_TEST_SUITE_P(Texts, Hostile,
                         ::testing::Values("a", "\"", "(", "ABC ", "12:30 ", "[x](#entry-1) ", "because ",
                                           "we should have been ", "the engineer who ", "the root cause of ", "- ",
                                           "> ", "| a because b ", "* a\n  ", "**a:** ", "<!--",
                                           "<!-- lint: allow x y -->\n", "<!-- lint: allow x y --> human error\n"));

TEST(Hostile, TakesListsThatNestDeeply) {
  std::string text = "# Action items\n\n";
  for (std::size_t i = 0; i < 1'000; ++i) text += std::string(i, ' ') + "- because\n";
  EXPECT_LE(lint(text, *find_language("en")).size(), kMostRemarks);
}

}  // namespace
}  // namespace debrief::lint
