// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/suggest.hpp"

#include "features/postmortems/testing_sample.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

using testing::entry;

std::vector<std::pair<std::string, std::int64_t>> asked(const std::vector<domain::TimelineEntry>& entries,
                                                        const domain::Incident& incident = {}) {
  std::vector<const domain::TimelineEntry*> pointers;
  for (const auto& one : entries) pointers.push_back(&one);
  std::vector<std::pair<std::string, std::int64_t>> all;
  for (const auto& suggestion : suggest_milestones(incident, pointers))
    all.emplace_back(suggestion.milestone, suggestion.entry->id);
  return all;
}

using Asked = std::vector<std::pair<std::string, std::int64_t>>;

TEST(Suggest, ReadsTheUsualCourse) {
  EXPECT_EQ(asked({entry(1, "10:00", "deploy", "v1", {}, "CI"), entry(2, "10:20", "deploy", "v2", {}, "CI"),
                   entry(3, "10:30", "alert", "Errors", {}, "AM"), entry(4, "10:31", "deploy", "v3", {}, "CI"),
                   entry(5, "10:33", "message", "looking", "Ana", "#inc"),
                   entry(6, "10:40", "action", "Rolled back v2", "Ana", "#inc"),
                   entry(7, "10:45", "alert_resolved", "Errors", {}, "AM"),
                   entry(8, "10:50", "alert_resolved", "Latency", {}, "AM")}),
            (Asked{{"started", 2}, {"detected", 3}, {"acknowledged", 5}, {"mitigated", 6}, {"recovered", 8}}));
}

TEST(Suggest, TakesTheFirstMessageWhereNoAlertFired) {
  EXPECT_EQ(asked({entry(1, "10:00", "message", "is it down?", "Bo", "#help"),
                   entry(2, "10:05", "message", "yes", "Ana", "#help")}),
            (Asked{{"detected", 1}, {"acknowledged", 2}}));
}

TEST(Suggest, AsksNothingAboutWhatIsSetOrWithoutASign) {
  domain::Incident incident;
  incident.milestones = {{"detected", {}, "Ana", {}, false}};
  EXPECT_EQ(asked({entry(1, "10:00", "alert", "Errors", {}, "AM")}, incident), Asked{});
  EXPECT_EQ(asked({entry(1, "10:00", "deploy", "v1", {}, "CI")}), Asked{});
  EXPECT_EQ(asked({}), Asked{});
}

TEST(Suggest, AMentionBeforeTheTroubleIsNoRepair) {
  EXPECT_EQ(asked({entry(1, "09:00", "message", "we can always roll back", "Bo", "#dev"),
                   entry(2, "10:00", "alert", "Errors", {}, "AM")}),
            (Asked{{"detected", 2}}));
}

}  // namespace
}  // namespace debrief::features::postmortems
