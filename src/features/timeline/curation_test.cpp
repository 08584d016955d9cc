// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/curation.hpp"

#include <gtest/gtest.h>

namespace debrief::features::timeline {
namespace {

Result<EntryChange> read(std::string_view text) {
  return read_change(*json::parse(text));
}

TEST(Curation, ReplacesOnlyWhatWasChanged) {
  domain::TimelineEntry entry;
  entry.text = "Roled back";
  entry.occurred_at = Instant{5};
  EntryChange change;
  change.text = "Rolled back";
  Curation curation = merge({}, change);
  const auto corrected = apply(entry, curation);
  EXPECT_EQ(corrected.text, "Rolled back");
  EXPECT_EQ(corrected.occurred_at, Instant{5});
  EXPECT_EQ(corrected.revision, 2);

  EntryChange hide;
  hide.hidden = true;
  const auto hidden = apply(entry, merge(curation, hide));
  EXPECT_EQ(hidden.text, "Rolled back") << "earlier corrections stay";
  EXPECT_TRUE(hidden.hidden);
  EXPECT_EQ(hidden.revision, 3);
}

TEST(Curation, ReadsItsFactBack) {
  EntryChange change;
  change.text = "Rolled back";
  change.occurred_at = Instant{1'000'001};
  change.key_moment = false;
  const auto recorded = recorded_change(fact_data(12, change, 4), 12);
  ASSERT_TRUE(recorded);
  EXPECT_EQ(recorded->revision, 4);
  EXPECT_EQ(recorded->change.text, change.text);
  EXPECT_EQ(recorded->change.occurred_at, change.occurred_at);
  EXPECT_EQ(recorded->change.key_moment, false);
  EXPECT_FALSE(recorded->change.hidden);
  EXPECT_FALSE(recorded_change(fact_data(12, change, 4), 13)) << "another entry";
}

TEST(Curation, RefusesChangesThatSayNothing) {
  EXPECT_FALSE(read("{}"));
  EXPECT_FALSE(read(R"({"text":"  \n "})"));
  EXPECT_FALSE(read(R"({"text":"x","colour":"red"})"));
  EXPECT_FALSE(read(R"({"hidden":"yes"})"));
  EXPECT_FALSE(read(R"({"occurred_at":"yesterday"})"));
  const auto change = read(R"({"hidden":true,"occurred_at":"2026-11-23T10:42:00+01:00"})");
  ASSERT_TRUE(change);
  EXPECT_EQ(change->hidden, true);
  EXPECT_FALSE(change->key_moment);
}

}  // namespace
}  // namespace debrief::features::timeline
