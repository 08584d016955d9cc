// SPDX-License-Identifier: Apache-2.0
#include "features/duties/measures.hpp"
#include "features/duties/rules.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

namespace debrief::features::duties {
namespace {

Instant at(std::string_view text) { return *parse_rfc3339(text); }

domain::Incident incident(std::string_view severity, int minutes) {
  domain::Incident incident;
  incident.number = 7;
  incident.severity = std::string(severity);
  incident.declared_by = "Ana";
  incident.milestones = {{"started", at("2026-11-20T10:00:00Z"), "Ana", {}, false}};
  if (minutes > 0)
    incident.milestones.push_back({"mitigated", at("2026-11-20T10:00:00Z") + std::chrono::minutes(minutes), "Ana", {}, false});
  return incident;
}

TEST(Rules, HoldWhenEverythingThatIsSetHolds) {
  const Rule rule{.id = "r", .name = "r", .severities = {"sev1", "sev2"}, .minutes = 30, .customer_impact = true};
  auto one = incident("sev2", 45);
  EXPECT_FALSE(reason_for(rule, one));
  one.customer_impact = true;
  EXPECT_EQ(reason_for(rule, one), "severity SEV2, it lasted 45 min, customers were affected");
  one.customer_impact = false;
  EXPECT_FALSE(reason_for(rule, one));
  auto other = incident("sev3", 45);
  other.customer_impact = true;
  EXPECT_FALSE(reason_for(rule, other));
  auto brief = incident("sev1", 29);
  brief.customer_impact = true;
  EXPECT_FALSE(reason_for(rule, brief));
}

TEST(Rules, DoNotHoldWhenDisabledOrWithoutWhatTheyNeed) {
  Rule rule{.id = "r", .name = "r", .severities = {"sev1"}};
  auto none = incident("sev1", 1);
  none.severity.reset();
  EXPECT_FALSE(reason_for(rule, none));
  rule.enabled = false;
  EXPECT_FALSE(reason_for(rule, incident("sev1", 1)));
}

TEST(Rules, TogetherAskForTheEarliestDateWithAllReasons) {
  auto one = incident("sev2", 200);
  one.data_loss = true;
  const auto demand = demand_of(usual_rules(), one);
  ASSERT_TRUE(demand);
  EXPECT_EQ(demand->rule->id, "data_loss");
  EXPECT_EQ(demand->reason, "severity SEV2, data was lost, it lasted 3 h 20 min");
  EXPECT_FALSE(demand_of(usual_rules(), incident("sev4", 10)));
  auto near = incident("sev4", 10);
  near.kind = domain::Kind::near_miss;
  EXPECT_EQ(demand_of(usual_rules(), near)->rule->id, "near_miss");
  near.severity = "sev1";
  EXPECT_EQ(demand_of(usual_rules(), near)->rule->id, "near_miss") << "no severity counts for what did not happen";
}

TEST(Rules, KnowTheOwner) {
  auto one = incident("sev1", 10);
  EXPECT_EQ(owner_of(Rule{}, one), "Ana");
  one.roles = {{"r1", "incident_commander", "Bo", {}, {}}};
  EXPECT_EQ(owner_of(Rule{}, one), "Bo");
  EXPECT_EQ(owner_of(Rule{.owner = "Cy"}, one), "Cy");
}

TEST(Rules, AreReadStrictly) {
  const auto read = [](std::string_view text) { return read_rule(json::parse(text).value(), "/items/0", *domain::usual_vocabulary()); };
  const auto rule = read(R"({"id":"long","name":"Long","minutes":90,"working_days":3})");
  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->minutes, 90);
  EXPECT_TRUE(read(json::write(to_json(*rule))));
  EXPECT_EQ(read(R"({"id":"all","name":"All"})").error().field, "/items/0");
  EXPECT_EQ(read(R"({"id":"A b","name":"x","minutes":1})").error().field, "/items/0/id");
  EXPECT_FALSE(read(R"({"id":"a","name":"x","severities":["sev9"]})"));
  EXPECT_FALSE(read(R"({"id":"a","name":"x","minutes":1,"owner_role":"boss"})"));
  EXPECT_FALSE(read(R"({"id":"a","name":"x","minutes":1,"weight":2})"));
}

TEST(Measures, CountMediansFromTheResolution) {
  const Instant now = at("2026-11-23T10:00:00Z");
  std::vector<domain::Duty> duties(4);
  for (auto& duty : duties) duty.due_at = now + std::chrono::hours(1);
  duties[0].due_at = now - std::chrono::hours(1);
  for (int i = 1; i <= 3; ++i) {
    auto& duty = duties[static_cast<std::size_t>(i)];
    duty.state = domain::DutyState::done;
    duty.resolved_at = now - std::chrono::hours(10);
    duty.drafted_at = now - std::chrono::hours(11);
    duty.published_at = now - std::chrono::hours(10 - i);
  }
  duties[3].due_at = now - std::chrono::hours(9);
  const Measures measures = measure(duties, now);
  EXPECT_EQ(measures.open, 1);
  EXPECT_EQ(measures.overdue, 1);
  EXPECT_EQ(measures.done, 3);
  EXPECT_EQ(measures.done_in_time, 2);
  EXPECT_EQ(measures.to_draft.median, Micros(0));
  EXPECT_EQ(measures.to_publication.median, Micros(std::chrono::hours(2)));
  EXPECT_EQ(measures.to_publication.p90, Micros(std::chrono::hours(3)));
  EXPECT_FALSE(measure({}, now).to_draft.median);
}

}  // namespace
}  // namespace debrief::features::duties
