// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/project.hpp"

#include "base/json.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace debrief::features::timeline {
namespace {

namespace events = domain::events;

domain::TimelineEntry entry(std::string_view kind, std::string_view data) {
  domain::Fact fact;
  fact.position = 12;
  fact.incident = 3;
  fact.kind = kind;
  fact.occurred_at = *parse_rfc3339("2026-11-23T10:42:00Z");
  fact.recorded_at = fact.occurred_at;
  fact.actor = "Ana";
  fact.data = json::parse(data)->as_object();
  return *project(fact);
}
std::string told(std::string_view kind, std::string_view data) { return entry(kind, data).text; }

TEST(Coordination, TellsTasks) {
  EXPECT_EQ(told(events::kTaskAdded, R"({"id":"1","title":"Look at the pool","owner":"Bo","due_at":"2026-11-23T11:02:00Z","run":null})"),
            "Task for Bo: Look at the pool (due 11:02 UTC)");
  EXPECT_EQ(told(events::kTaskAdded, R"({"id":"1","title":"Look","owner":"","due_at":null,"run":null})"), "Task: Look");
  EXPECT_EQ(told(events::kTaskChanged, R"({"id":"1","title":"Look","owner":"Cy","due_at":"2026-11-24T11:02:00Z"})"),
            "Task “Look” given to Cy, due 2026-11-24 11:02 UTC");
  EXPECT_EQ(told(events::kTaskChanged, R"({"id":"1","title":"Look","owner":""})"), "Task “Look” is nobody's now");
  EXPECT_EQ(told(events::kTaskChanged, R"({"id":"1","title":"Look","due_at":null})"), "Task “Look” without a due time");
  EXPECT_EQ(told(events::kTaskMoved, R"({"id":"1","title":"Look","from":"doing","to":"done","note":"Four connections"})"),
            "Task done: Look. Four connections");
  EXPECT_EQ(told(events::kTaskMoved, R"({"id":"1","title":"Look","from":"open","to":"doing","note":""})"), "Task begun: Look");
  EXPECT_EQ(told(events::kTaskMoved, R"({"id":"1","title":"Look","from":"done","to":"open","note":""})"), "Task open again: Look");
}

TEST(Coordination, TellsHypotheses) {
  EXPECT_EQ(told(events::kHypothesisAdded, R"({"id":"1","text":"The pool is full"})"), "The pool is full");
  EXPECT_EQ(told(events::kHypothesisArgued, R"({"id":"1","hypothesis":"The pool is full","stance":"against","text":"It was so before"})"),
            "Against “The pool is full”: It was so before");
  const auto confirmed = entry(events::kHypothesisMoved, R"({"id":"1","text":"The pool is full","from":"open","to":"confirmed","reason":"Raising it helped"})");
  EXPECT_EQ(confirmed.text, "Confirmed: “The pool is full”: Raising it helped");
  EXPECT_EQ(confirmed.kind, "hypothesis");
  EXPECT_TRUE(confirmed.key_moment);
  EXPECT_FALSE(entry(events::kHypothesisMoved, R"({"id":"1","text":"x","from":"open","to":"refuted","reason":"y"})").key_moment);
}

TEST(Coordination, TellsHandOversAndUpdates) {
  EXPECT_EQ(told(events::kRoleHandedOver, R"({"role":"incident_commander","from":"Ana","to":"Bo","summary":"SEV1."})"),
            "Ana handed the role Incident commander over to Bo\nSEV1.");
  EXPECT_EQ(told(events::kUpdatePosted,
                 R"({"id":"1","audience":"customer","conditions":"Orders fail","actions":"We look","needs":"","next_at":"2026-11-23T11:00:00Z"})"),
            "Update for customers: Orders fail\nActions: We look\nNext update by 11:00 UTC");
  EXPECT_EQ(told(events::kUpdatesPaced, R"({"audience":"internal","minutes":null,"snoozed_until":"2026-11-23T12:00:00Z","reason":"The restore runs"})"),
            "Update for the house put off until 12:00 UTC: The restore runs");
  EXPECT_EQ(told(events::kUpdatesPaced, R"({"audience":"executive","minutes":15,"snoozed_until":null,"reason":""})"),
            "Updates for executives every 15 min from now on");
}

}  // namespace
}  // namespace debrief::features::timeline
