// SPDX-License-Identifier: Apache-2.0
#include "search/merge_plan.hpp"

#include <gtest/gtest.h>

namespace debrief::search {
namespace {

using Positions = std::vector<std::size_t>;

TEST(PlanMerge, JoinsEightOfOneOrder) {
  std::vector<SegmentSize> segments(7, {100, 0, 1000});
  EXPECT_EQ(plan_merge(segments, 100), Positions{});
  segments.insert(segments.begin(), {800, 0, 8000});
  EXPECT_EQ(plan_merge(segments, 100), Positions{});
  segments.push_back({90, 0, 1000});
  EXPECT_EQ(plan_merge(segments, 100), (Positions{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(PlanMerge, RewritesWhatIsMostlyErased) {
  EXPECT_EQ(plan_merge(std::vector<SegmentSize>{{100, 25, 1}, {100, 26, 1}}, 100), Positions{1});
}

TEST(PlanMerge, StopsAtTheLargestSize) {
  EXPECT_EQ(plan_merge(std::vector<SegmentSize>(8, {100, 0, std::size_t{1} << 30}), 100), Positions{});
}

TEST(PlanPack, TakesAllThatFitsIntoOne) {
  constexpr std::size_t gigabyte = std::size_t{1} << 30;
  EXPECT_EQ(plan_pack({}), Positions{});
  EXPECT_EQ(plan_pack(std::vector<SegmentSize>{{100, 0, 1}}), Positions{});
  EXPECT_EQ(plan_pack(std::vector<SegmentSize>{{100, 1, 1}}), Positions{0});
  EXPECT_EQ(plan_pack(std::vector<SegmentSize>{{100, 0, 1}, {5, 0, 2}}), (Positions{0, 1}));
  EXPECT_EQ(plan_pack(std::vector<SegmentSize>{{9, 0, 3 * gigabyte}, {1, 0, 1}, {1, 0, gigabyte}}), (Positions{1, 2}));
}

TEST(PlanMerge, KeepsTheNumberOfSegmentsSmall) {
  std::vector<SegmentSize> segments;
  for (int sealed = 0; sealed < 5000; ++sealed) {
    segments.push_back({10, 0, 10});
    for (Positions plan = plan_merge(segments, 10); !plan.empty(); plan = plan_merge(segments, 10)) {
      SegmentSize merged;
      for (std::size_t i = plan.size(); i-- > 0;) {
        merged.documents += segments[plan[i]].documents;
        segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(plan[i]));
      }
      segments.push_back(merged);
    }
    ASSERT_LE(segments.size(), 7U * 5U);
  }
}

}  // namespace
}  // namespace debrief::search
