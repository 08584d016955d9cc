// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/involved.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

namespace debrief::features::accounts {
namespace {

Instant at(int minute) {
  return *parse_rfc3339("2026-11-23T10:00:00Z") + std::chrono::minutes(minute);
}

domain::TimelineEntry entry(std::string_view kind, std::string_view actor, int minute) {
  domain::TimelineEntry entry;
  entry.kind = kind;
  entry.actor = std::string(actor);
  entry.origin = "Debrief (web)";
  entry.occurred_at = at(minute);
  return entry;
}

std::optional<std::string> find_user_id(std::string_view person) {
  if (person == "Ana" || person == "ana@example.org" || person == "ANA") return "u-ana";
  if (person == "Bo") return "u-bo";
  return std::nullopt;
}

std::vector<std::string> names(const std::vector<domain::Involved>& people) {
  std::vector<std::string> names;
  for (const auto& one : people) names.push_back(one.person);
  return names;
}

using Names = std::vector<std::string>;

TEST(Involved, AreHoldersOfRolesThenThoseWhoDidMostThenTheRest) {
  domain::Incident incident;
  incident.declared_by = "Dee";
  incident.roles = {
      {"1", "scribe", "Cy", {}, {}}, {"2", "incident_commander", "Ana", {}, {}}, {"3", "scribe", "Ana", {}, {}}};
  const auto people =
      involved_in(incident, {entry("message", "Bo", 1), entry("note", "Eve", 2), entry("action", "Eve", 3)},
                  {{"Vera", std::nullopt, true}}, find_user_id);
  EXPECT_EQ(names(people), (Names{"Cy", "Ana", "Eve", "Bo", "Dee", "Vera"}));
  EXPECT_EQ(people[1].roles, (Names{"incident_commander", "scribe"}));
  EXPECT_EQ(people[2].entries, 2);
  EXPECT_TRUE(people[5].invited);
  EXPECT_EQ(words_of(people[1].roles, *domain::usual_vocabulary()), "Incident commander, Scribe");
}

TEST(Involved, SpellingsOfOneAccountAreOnePerson) {
  domain::Incident incident;
  incident.declared_by = "ana@example.org";
  incident.roles = {{"1", "incident_commander", "Ana", {}, {}}};
  const auto people =
      involved_in(incident, {entry("message", "ANA", 1), entry("message", "zed", 2), entry("message", " Zed ", 2)},
                  {{"Ana Ruiz", "u-ana", false}, {"ZED", std::nullopt, true}}, find_user_id);
  EXPECT_EQ(names(people), (Names{"Ana", "zed"}));
  EXPECT_EQ(people[0].user_id, "u-ana");
  EXPECT_EQ(people[0].entries, 1);
  EXPECT_EQ(people[1].entries, 2);
  EXPECT_TRUE(people[1].invited);
}

TEST(Involved, AreNoMachines) {
  domain::Incident incident;
  incident.declared_by = "prod";
  auto declared = entry("state", "prod", 0);
  declared.origin = "alertmanager prod";
  const auto people =
      involved_in(incident,
                  {declared, entry("alert", "Bo", 1), entry("deploy", "Cy", 1), entry("message", "deploy-bot", 1),
                   entry("message", "PagerDuty", 1), entry("message", "Abbot", 1)},
                  {}, find_user_id);
  EXPECT_EQ(names(people), Names{"Abbot"});
  EXPECT_TRUE(is_machine_name("github-actions[bot]"));
  EXPECT_TRUE(is_machine_name("Deploy Bot"));
  EXPECT_TRUE(is_machine_name("bot"));
  EXPECT_FALSE(is_machine_name("Talbot"));
  EXPECT_FALSE(is_machine_name("Debbie"));
}

TEST(Involved, AreNotThoseWhoCameLongAfterwardsOrWereHidden) {
  domain::Incident incident;
  incident.milestones = {{"resolved", at(30), "Ana", {}, false}};
  auto hidden = entry("message", "Cy", 5);
  hidden.hidden = true;
  const auto people =
      involved_in(incident, {entry("note", "Bo", 80), entry("note", "Eve", 120), hidden}, {}, find_user_id);
  EXPECT_EQ(names(people), Names{"Bo"});
}

}  // namespace
}  // namespace debrief::features::accounts
