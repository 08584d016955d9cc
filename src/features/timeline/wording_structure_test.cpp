// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/wording_structure.hpp"

#include "domain/events.hpp"

#include <gtest/gtest.h>

namespace debrief::features::timeline {
namespace {

std::string told_structure(std::string_view kind, json::object data) {
  domain::Fact fact;
  fact.incident = 1;
  fact.kind = std::string(kind);
  fact.data = std::move(data);
  domain::TimelineEntry entry;
  return tell_structure(fact, entry) ? entry.kind + "|" + entry.text : "";
}

TEST(WordingOfStructure, NamesOnlyNumbers) {
  namespace events = domain::events;
  EXPECT_EQ(told_structure(events::kIncidentLinked, {{"relation", "duplicate_of"}, {"other", 41}, {"reason", "one pool"}}), "link|Duplicate of INC-41: one pool");
  EXPECT_EQ(told_structure(events::kIncidentUnlinked, {{"relation", "parent"}, {"other", 41}}), "link|No longer part of INC-41");
  EXPECT_EQ(told_structure(events::kIncidentMerged, {{"into", 42}, {"reason", "one pool"}}), "link|Merged into INC-42: one pool");
  EXPECT_EQ(told_structure(events::kIncidentUnmerged, {{"from", 41}, {"into", 42}, {"reason", "two"}}),
            "link|The merge of INC-41 into INC-42 was taken back: two");
  EXPECT_EQ(told_structure(events::kIncidentReopened, {{"from", "closed"}, {"to", "fixing"}, {"reason", "it came back"}}), "state|Reopened: it came back");
}

TEST(WordingOfStructure, TellsDatesThatPeopleMoved) {
  namespace events = domain::events;
  EXPECT_EQ(told_structure(events::kDatesSet, {{"what", "review"}, {"name", "Hold the review"}, {"due_at", "2026-11-30T10:00:00Z"}, {"was", nullptr}, {"reason", ""}}), "");
  EXPECT_EQ(told_structure(events::kDatesSet, {{"what", "review"}, {"name", "Hold the review"}, {"due_at", "2026-11-30T10:00:00Z"}, {"was", nullptr}, {"reason", "away"}}),
            "task|Hold the review due 2026-11-30 10:00 UTC (was no date): away");
  EXPECT_EQ(told_structure(events::kDatesSet, {{"what", "review"}, {"name", "Hold the review"}, {"done", true}}), "task|Hold the review: done");
  EXPECT_EQ(told_structure(events::kNoteAdded, {}), "");
}

}  // namespace
}  // namespace debrief::features::timeline
