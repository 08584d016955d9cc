// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/request_waits.hpp"

#include <gtest/gtest.h>

namespace debrief::logs {
namespace {

constexpr std::int64_t kMs = 1'000'000;

/// Requests through a (template 1), b (2) and a again (3), which take that long after each line.
std::vector<RequestLine> requests(int count, std::int64_t after_a_ms, std::int64_t after_b_ms,
                                  std::uint64_t first = 1) {
  std::vector<RequestLine> lines;
  for (int i = 0; i < count; ++i) {
    const std::int64_t start = i * 1'000 * kMs, jitter = i % 5 * kMs / 10;
    const std::uint64_t request = first + static_cast<std::uint64_t>(i);
    lines.push_back({start, request, 0, 1});
    lines.push_back({start + after_a_ms * kMs + jitter, request, 1, 2});
    lines.push_back({start + (after_a_ms + after_b_ms) * kMs + 2 * jitter, request, 0, 3});
  }
  return lines;
}

TEST(RequestWaits, FindTheStepThatBecameSlower) {
  const SlowerSteps slower = find_slower_steps(requests(30, 5, 10), requests(20, 5, 110));
  ASSERT_EQ(slower.steps.size(), 1U);
  EXPECT_EQ(slower.steps[0].from_source, 1U);
  EXPECT_EQ(slower.steps[0].from_template, 2U);
  EXPECT_NEAR(slower.steps[0].median_ms, 110, 1);
  EXPECT_NEAR(slower.steps[0].excess_ms, 20 * 100, 5);
  EXPECT_NEAR(slower.total_ms, 20 * 115, 20);
  EXPECT_LT(slower.steps[0].p, 1e-6);
}

TEST(RequestWaits, FindNothingWhereNothingChanged) {
  EXPECT_TRUE(find_slower_steps(requests(30, 5, 10), requests(20, 5, 10)).steps.empty());
  EXPECT_TRUE(find_slower_steps(requests(30, 5, 110), requests(20, 5, 10)).steps.empty());
  EXPECT_TRUE(find_slower_steps({}, requests(20, 5, 10)).steps.empty());
  EXPECT_TRUE(find_slower_steps(requests(30, 5, 10), {}).steps.empty());
}

TEST(RequestWaits, PoolRareStepsOfTwoSources) {
  std::vector<RequestLine> before = requests(12, 5, 10), now = requests(12, 5, 200);
  for (std::size_t i = 0; i < before.size(); ++i) before[i].template_id = now[i].template_id = 100 + i;
  const SlowerSteps slower = find_slower_steps(before, now);
  ASSERT_EQ(slower.steps.size(), 1U);
  EXPECT_EQ(slower.steps[0].from_source, 1U);
  EXPECT_EQ(slower.steps[0].from_template, 0U);
}

TEST(RequestWaits, FindIdsOfRequests) {
  EXPECT_EQ(find_request_id("INFO TraceID: 2ffbc4a03bbc5600a45841d05e452454 SpanID: 04ba577c01a08838 ok"),
            "2ffbc4a03bbc5600a45841d05e452454");
  EXPECT_EQ(find_request_id("[0b9c1f6e-8a54-4c59-9a3c-2f6f0f5a7f11] hello"), "0b9c1f6e-8a54-4c59-9a3c-2f6f0f5a7f11");
  EXPECT_FALSE(find_request_id("2026-11-23 05:49 user 17 deadbeef"));
  EXPECT_FALSE(find_request_id("--------------------------------"));
  EXPECT_FALSE(find_request_id(""));
}

}  // namespace
}  // namespace debrief::logs
