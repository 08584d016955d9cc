// SPDX-License-Identifier: Apache-2.0
#include "app/demo_past.hpp"

#include "domain/vocabulary.hpp"

#include "base/time.hpp"
#include "domain/incident.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace debrief::app {
namespace {

TEST(DemoPast, CountsFromTheDayOfNow) {
  const auto past = read_past(R"([{"days_ago": 2, "hour": 9, "title": "T", "severity": "sev3", "service": "s",
    "minutes": {"detected": 12, "resolved": 90}, "lead": "Mira", "helper": null, "summary": "S"}])",
                              parse_rfc3339("2026-03-05T14:30:00Z").value());
  ASSERT_TRUE(past) << past.error().message;
  ASSERT_EQ(past->size(), 1U);
  const domain::Backfill& one = past->front();
  EXPECT_EQ(to_rfc3339(one.occurred_at).substr(0, 19), "2026-03-03T09:00:00");
  ASSERT_EQ(one.milestones.size(), 3U);
  EXPECT_EQ(one.milestones[1].first, "detected");
  EXPECT_EQ(to_rfc3339(one.milestones[1].second).substr(0, 19), "2026-03-03T09:12:00");
  EXPECT_EQ(one.roles.size(), 1U);
  EXPECT_FALSE(read_past(R"([{"title": "T"}])", {0}));
  EXPECT_FALSE(read_past("{}", {0}));
}

TEST(DemoPast, OfTheDemoIsWhole) {
  std::ifstream file(std::string(DEBRIEF_SOURCE_DIR) + "/demo/past/incidents.json");
  std::ostringstream text;
  text << file.rdbuf();
  const auto past = read_past(text.str(), parse_rfc3339("2026-11-23T00:00:00Z").value());
  ASSERT_TRUE(past) << past.error().message;
  EXPECT_GE(past->size(), 20U);
  for (const domain::Backfill& one : *past) {
    EXPECT_TRUE(domain::is_severity(one.severity.value_or(""))) << one.title;
    for (std::size_t i = 0; i < one.milestones.size(); ++i) {
      const auto kinds = domain::milestone_kinds();
      EXPECT_TRUE(std::any_of(kinds.begin(), kinds.end(),
                              [&](const auto& kind) { return kind.id == one.milestones[i].first; }));
      const Instant before = one.milestones[i > 0 ? i - 1 : 0].second;
      EXPECT_LE(before.micros, one.milestones[i].second.micros) << one.title;
    }
  }
}

}  // namespace
}  // namespace debrief::app
