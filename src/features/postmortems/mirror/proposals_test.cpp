// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/proposals.hpp"

#include "changeset/utf16.hpp"

#include <gtest/gtest.h>

#include <random>

namespace debrief::features::postmortems::mirror {
namespace {

constexpr std::string_view kBase = "## Summary\n\nThe pool was too small.\n\n## Impact\n\nOrders failed.\n";

/// The text once everything is accepted, the last one first.
std::string accepted(const Proposals& all, std::string_view current) {
  std::u16string text = changeset::to_utf16(current);
  for (auto one = all.fitting.rbegin(); one != all.fitting.rend(); ++one)
    text.replace(one->from, one->until - one->from, changeset::to_utf16(one->replacement));
  return changeset::to_utf8(text);
}

std::string quote(const Proposal& one, std::string_view current) {
  return changeset::to_utf8(changeset::to_utf16(current).substr(one.from, one.until - one.from));
}

TEST(Proposals, AChangedLineIsOneSuggestion) {
  const std::string theirs = "## Summary\n\nThe connection pool was too small.\n\n## Impact\n\nOrders failed.\n";
  const auto all = propose(kBase, theirs, kBase);
  ASSERT_EQ(all.fitting.size(), 1U);
  EXPECT_EQ(quote(all.fitting[0], kBase), "The pool was too small.");
  EXPECT_EQ(all.fitting[0].replacement, "The connection pool was too small.");
  EXPECT_TRUE(all.homeless.empty());
}

TEST(Proposals, EachGroupOfLinesIsOneAndTogetherTheyAreTheirs) {
  const std::string theirs =
      "## Summary\n\nThe pool was far too small.\n\nNobody knew.\n\n## Impact\n\nThird of the orders failed.\n\n## "
      "Thanks\n";
  const auto all = propose(kBase, theirs, kBase);
  EXPECT_EQ(all.fitting.size(), 2U) << "what touches is one";
  EXPECT_EQ(accepted(all, kBase), theirs);
}

TEST(Proposals, AddedLinesHangOnTheLineBeforeThem) {
  const auto all =
      propose(kBase, "## Summary\n\nThe pool was too small.\n\nNobody knew.\n\n## Impact\n\nOrders failed.\n", kBase);
  ASSERT_EQ(all.fitting.size(), 1U);
  EXPECT_EQ(quote(all.fitting[0], kBase), "The pool was too small.\n");
  EXPECT_EQ(all.fitting[0].replacement, "The pool was too small.\n\nNobody knew.\n");
  const auto first =
      propose(kBase, "# Title\n## Summary\n\nThe pool was too small.\n\n## Impact\n\nOrders failed.\n", kBase);
  ASSERT_EQ(first.fitting.size(), 1U);
  EXPECT_EQ(first.fitting[0].replacement, "# Title\n## Summary");
}

TEST(Proposals, RemovedLinesLeaveNoHole) {
  const std::string theirs = "## Summary\n\nThe pool was too small.\n\n";
  const auto all = propose(kBase, theirs, kBase);
  ASSERT_EQ(all.fitting.size(), 1U);
  EXPECT_EQ(accepted(all, kBase), theirs);
}

TEST(Proposals, TheyFindTheirPlaceInATextThatHasMovedOn) {
  const std::string current =
      "New first line 😀.\n\n## Summary\n\nThe pool was too small.\n\n## Impact\n\nAll orders failed.\n";
  const auto all = propose(kBase, "## Summary\n\nThe pool was tiny.\n\n## Impact\n\nOrders failed.\n", current);
  ASSERT_EQ(all.fitting.size(), 1U);
  EXPECT_EQ(quote(all.fitting[0], current), "The pool was too small.");
}

TEST(Proposals, WhatNoLongerFitsIsKeptAsADifference) {
  const std::string current = "## Summary\n\nThe pool was exhausted.\n\n## Impact\n\nOrders failed.\n";
  const auto all = propose(kBase, "## Summary\n\nThe pool was tiny.\n\n## Impact\n\nOrders failed.\n", current);
  EXPECT_TRUE(all.fitting.empty());
  ASSERT_EQ(all.homeless.size(), 1U);
  EXPECT_EQ(all.homeless[0], "-The pool was too small.\n+The pool was tiny.\n");
}

TEST(Proposals, WhatIsThereAlreadyIsNotProposed) {
  const std::string theirs = "## Summary\n\nThe pool was tiny.\n\nNobody knew.\n\n## Impact\n\nOrders failed.\n";
  const auto all = propose(kBase, theirs, theirs);
  EXPECT_TRUE(all.fitting.empty());
  EXPECT_TRUE(all.homeless.empty());
  EXPECT_TRUE(propose(kBase, kBase, "something else").homeless.empty());
}

TEST(Proposals, ATextWithoutALastLineEndAndAnEmptyOne) {
  const auto all = propose("one\ntwo", "one\nthree", "one\ntwo");
  ASSERT_EQ(all.fitting.size(), 1U);
  EXPECT_EQ(accepted(all, "one\ntwo"), "one\nthree");
  EXPECT_EQ(accepted(propose("one\ntwo\n", "one\n", "one\ntwo"), "one\ntwo"), "one\n");
  EXPECT_EQ(accepted(propose("", "first\n", ""), ""), "first\n");
}

// Random edits of a text that nobody else changed: all fit, but for two that meet in one line, and give their text.
TEST(Proposals, AcceptedTogetherTheyGiveTheirText) {
  std::mt19937 random(7);
  int whole = 0;
  constexpr int kTries = 500;
  for (int round = 0; round < kTries; ++round) {
    std::string base;
    std::string theirs;
    for (int line = 0; line < 12; ++line) {
      const std::string text = (random() % 3 == 0 ? std::string() : "line " + std::to_string(random() % 6)) + "\n";
      base += text;
      const auto dice = random() % 10;
      if (dice == 0) continue;
      theirs += dice == 1 ? "changed " + text : text;
      if (dice == 2) theirs += "added ä😀\n";
    }
    const auto all = propose(base, theirs, base);
    if (all.homeless.empty()) {
      EXPECT_EQ(accepted(all, base), theirs) << base << "----\n" << theirs;
      ++whole;
    }
  }
  EXPECT_GT(whole, kTries * 9 / 10);
}

}  // namespace
}  // namespace debrief::features::postmortems::mirror
