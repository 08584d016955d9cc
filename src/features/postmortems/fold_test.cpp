// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/fold.hpp"

#include <gtest/gtest.h>

#include <string>

namespace debrief::features::postmortems {
namespace {

/// Sizes of the runs of entries of these kinds: m message, a alert, d decision, k message that is a key moment.
std::vector<std::size_t> sizes(const std::string& kinds, std::size_t rows) {
  std::vector<domain::TimelineEntry> entries(kinds.size());
  std::vector<const domain::TimelineEntry*> pointers;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    entries[i].kind = kinds[i] == 'a' ? "alert" : kinds[i] == 'd' ? "decision" : "message";
    entries[i].key_moment = kinds[i] == 'k';
    pointers.push_back(&entries[i]);
  }
  std::vector<std::size_t> all;
  for (const Run& run : fold(pointers, rows)) all.push_back(run.size());
  return all;
}

using Sizes = std::vector<std::size_t>;

TEST(Fold, LeavesShortTimelinesAlone) {
  EXPECT_EQ(sizes("mmmm", 4), (Sizes{1, 1, 1, 1}));
}

TEST(Fold, TakesRunsOfMessagesFirst) {
  EXPECT_EQ(sizes("mmmdmmaammmm", 7), (Sizes{3, 1, 1, 1, 1, 1, 4})) << "two side by side are not worth a fold";
}

TEST(Fold, TakesWhatComesInMassesWhenMessagesAreNotEnough) {
  EXPECT_EQ(sizes("mmmdmmaammmm", 4), (Sizes{3, 1, 8}));
}

TEST(Fold, NeverTakesKeyMoments) {
  EXPECT_EQ(sizes("mmmkmmm", 2), (Sizes{3, 1, 3}));
}

}  // namespace
}  // namespace debrief::features::postmortems
