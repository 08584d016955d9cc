// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/plan.hpp"

#include <gtest/gtest.h>

namespace debrief::features::evidence {
namespace {

domain::ReadEntry entry(std::string kind, std::int64_t second, std::string text, std::vector<std::string> services = {}) {
  domain::ReadEntry e;
  e.kind = std::move(kind);
  e.occurred_at = {second * 1'000'000};
  e.text = std::move(text);
  e.services = std::move(services);
  return e;
}

domain::ReadFile file(std::vector<domain::ReadEntry> entries) {
  domain::ReadFile f;
  f.reading.entries = std::move(entries);
  return f;
}

TEST(Plan, RefusesFilesInWhichNothingHasATime) {
  const auto planned = plan({file({})}, "A title");
  ASSERT_FALSE(planned);
  EXPECT_FALSE(planned.error().help.empty());
}

TEST(Plan, TakesTheTitleFromWhatIsGivenThenNotesThenTheFirstAlert) {
  auto alerts = file({entry("message", 1, "hi"), entry("alert", 5, "HighLatency fired\nmore")});
  EXPECT_EQ(plan({alerts}, std::nullopt)->title, "HighLatency fired");
  auto notes = file({});
  notes.reading.title = "The outage";
  EXPECT_EQ(plan({alerts, notes}, std::nullopt)->title, "The outage");
  EXPECT_EQ(plan({alerts, notes}, " Mine ")->title, "Mine");
  EXPECT_EQ(plan({file({entry("message", 0, "hi")})}, std::nullopt)->title, "Incident of 1970-01-01");
}

TEST(Plan, SetsOnlyTheMilestonesThatAlertsShow) {
  const auto open = plan({file({entry("alert", 5, "A"), entry("alert", 6, "B"), entry("alert_resolved", 9, "A")})}, "t");
  EXPECT_EQ(open->milestones, (std::vector<std::pair<std::string, Instant>>{{"detected", Instant{5'000'000}}}));
  const auto over = plan({file({entry("alert_resolved", 9, "A"), entry("alert", 5, "A")})}, "t");
  EXPECT_EQ(over->milestones, (std::vector<std::pair<std::string, Instant>>{{"detected", Instant{5'000'000}}, {"recovered", Instant{9'000'000}}}));
  EXPECT_TRUE(plan({file({entry("note", 1, "n")})}, "t")->milestones.empty());
}

TEST(Plan, RanksServicesByHowOftenTheyAreNamed) {
  const auto planned = plan({file({entry("alert", 1, "a", {"b"}), entry("alert", 2, "a", {"c"}), entry("deploy", 3, "d", {"c"})})}, "t");
  EXPECT_EQ(planned->services, (std::vector<std::string>{"c", "b"}));
}

TEST(Plan, TakesTheWorstStatedSeverityElseTheFirstAlerts) {
  auto alert = entry("alert", 1, "a");
  alert.labels = {{"severity", "critical"}};
  EXPECT_EQ(plan({file({alert})}, "t")->severity, "sev2");
  auto one = file({alert});
  one.reading.severity = "sev3";
  auto two = file({});
  two.reading.severity = "sev1";
  EXPECT_EQ(plan({one, two}, "t")->severity, "sev1");
}

}  // namespace
}  // namespace debrief::features::evidence
