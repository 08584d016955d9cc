// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/project.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace debrief::features::timeline {
namespace {

using domain::Fact;
namespace events = domain::events;

Instant at(std::string_view text) {
  return *parse_rfc3339(text);
}

Fact fact(std::string_view kind, std::string_view data) {
  Fact fact;
  fact.position = 12;
  fact.incident = 3;
  fact.kind = kind;
  fact.occurred_at = at("2026-11-23T10:42:00Z");
  fact.recorded_at = at("2026-11-23T10:42:20Z");
  fact.actor = "Ana";
  fact.source = "web";
  fact.data = json::parse(data)->as_object();
  return fact;
}

std::string text(std::string_view kind, std::string_view data) {
  return project(fact(kind, data))->text;
}

TEST(Project, TellsTheCourseOfTheIncident) {
  EXPECT_EQ(text(events::kIncidentDeclared, R"({"title":"Checkout fails","severity":"sev2","kind":"normal"})"),
            "Declared as SEV2: Checkout fails");
  EXPECT_EQ(text(events::kIncidentDeclared, R"({"title":"Checkout fails","severity":null,"kind":"drill"})"),
            "Drill declared: Checkout fails");
  EXPECT_EQ(text(events::kSeverityChanged, R"({"from":"sev3","to":"sev1"})"), "Severity raised from SEV3 to SEV1");
  EXPECT_EQ(text(events::kSeverityChanged, R"({"from":"sev1","to":"sev3"})"), "Severity lowered from SEV1 to SEV3");
  EXPECT_EQ(text(events::kSeverityChanged, R"({"from":null,"to":"sev3"})"), "Severity set to SEV3");
  EXPECT_EQ(text(events::kSeverityChanged, R"({"from":"sev3","to":null})"), "Severity removed (was SEV3)");
  EXPECT_EQ(text(events::kStateChanged, R"({"from":"investigating","to":"monitoring","phase":"active"})"),
            "State: Investigating → Monitoring");
  EXPECT_EQ(text(events::kEffectsChanged, R"({"customer_impact":true,"data_loss":null})"),
            "Customers were affected; whether data was lost is not known");
  EXPECT_EQ(text(events::kServicesChanged, R"({"added":["a","b"],"removed":["c"]})"),
            "Services added: a, b; removed: c");
  EXPECT_EQ(text(events::kRoleAssigned, R"({"id":"1","role":"incident_commander","person":"Ana"})"),
            "Ana took the role Incident commander");
  EXPECT_EQ(text(events::kRoleEnded, R"({"id":"1","role":"scribe","person":"Bo"})"), "Bo left the role Scribe");
}

TEST(Project, TellsWhatBecameOfActions) {
  EXPECT_EQ(text(events::kActionProven, R"({"action":7,"title":"Train on it","note":"Bo passed a drill on 2026-11-30"})"),
            "Action “Train on it” is proven: Bo passed a drill on 2026-11-30");
  EXPECT_EQ(text(events::kActionRecurred, R"({"action":7,"title":"Limit it","note":"alert QueueFull came again in INC-9"})"),
            "Action “Limit it” is open again: alert QueueFull came again in INC-9");
}

TEST(Project, TellsWhatTheIncidentResembles) {
  EXPECT_EQ(text(events::kMatchFound, R"({"match":7,"title":"Pool ran dry","score":61.5,"reason":"same alert High","before":null})"),
            "Resembles INC-7 “Pool ran dry”: same alert High");
  EXPECT_EQ(text(events::kMatchFound, "{}"), "Resembles a past incident");
  EXPECT_EQ(project(fact(events::kMatchFound, "{}"))->actor, std::nullopt);
  EXPECT_FALSE(project(fact(events::kMatchAnswered, R"({"match":7,"title":"","answer":"same"})")));
}

TEST(Project, TellsRunsOfRunbooks) {
  EXPECT_EQ(text(events::kRunStarted, R"({"title":"Pool is full","steps":3})"), "Runbook begun: Pool is full (3 steps)");
  EXPECT_EQ(text(events::kRunEnded, R"({"title":"Pool is full","outcome":"solved","note":""})"),
            "Runbook ended: Pool is full: the trouble is over");
  const auto helped = project(fact(events::kRunStep, R"({"title":"Raise it","to":"helped","note":"2 % now"})"));
  ASSERT_TRUE(helped);
  EXPECT_EQ(helped->text, "Raise it: helped. 2 % now");
  EXPECT_EQ(helped->kind, "action");
  EXPECT_TRUE(helped->key_moment);
  EXPECT_FALSE(project(fact(events::kRunStep, R"({"title":"Raise it","to":"no_help"})"))->key_moment);
  EXPECT_FALSE(project(fact(events::kRunStep, R"({"title":"Raise it","to":"doing"})")));
  EXPECT_FALSE(project(fact(events::kRunReopened, R"({"title":"Pool is full"})")));
}

TEST(Project, TellsAlertsWithTheirPlaceAndSummary) {
  const auto entry = project(fact(events::kAlertFired,
                                  R"({"name":"HighErrorRate","labels":{"service":"checkout","instance":"c-1"},
                                      "annotations":{"summary":"12 % of requests fail\nsince 10:40"}})"));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->text, "Alert HighErrorRate fired on checkout: 12 % of requests fail");
  EXPECT_EQ(entry->kind, "alert");
  EXPECT_FALSE(entry->actor) << "a monitoring system is an origin, not a person";
  EXPECT_EQ(text(events::kAlertResolved, R"({"name":"HighErrorRate","labels":{"instance":"c-1"}})"),
            "Alert HighErrorRate resolved for c-1");
  EXPECT_EQ(text(events::kAlertFired, R"({"name":"Watchdog"})"), "Alert Watchdog fired");
}

TEST(Project, SaysWhenAMilestoneWasRecordedLaterAndWhatItWasBefore) {
  Fact set = fact(events::kMilestoneSet, R"({"name":"mitigated","at":"2026-11-23T10:42:00Z","was":null,"reason":""})");
  EXPECT_EQ(project(set)->text, "Mitigated at 10:42 UTC");
  set.recorded_at = at("2026-11-23T11:05:00Z");
  EXPECT_EQ(project(set)->text, "Mitigated at 10:42 UTC (recorded 11:05)");
  set = fact(events::kMilestoneSet,
             R"({"name":"mitigated","at":"2026-11-23T10:42:00Z","was":"2026-11-22T10:30:00Z","reason":"graphs"})");
  EXPECT_EQ(project(set)->text, "Mitigated at 10:42 UTC (was 2026-11-22 10:30; graphs)");
  EXPECT_TRUE(project(set)->key_moment);
}

TEST(Project, KeepsTimesOrderAndOrigin) {
  const auto entry = project(fact(events::kNoteAdded, R"({"kind":"decision","text":"Roll back"})"));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->id, 12);
  EXPECT_EQ(entry->incident, 3);
  EXPECT_EQ(entry->kind, "decision");
  EXPECT_EQ(entry->text, "Roll back");
  EXPECT_EQ(entry->actor, "Ana");
  EXPECT_EQ(entry->origin, "Debrief (web)");
  EXPECT_EQ(to_rfc3339(entry->occurred_at), "2026-11-23T10:42:00Z");
  EXPECT_EQ(to_rfc3339(entry->known_at), "2026-11-23T10:42:20Z");
  EXPECT_EQ(entry->revision, 1);
}

TEST(Project, ReadsEntriesOfEvidence) {
  Fact read = fact(events::kEntryRead,
                   R"({"kind":"message","text":"is checkout down?","actor":"bo","origin":"slack export, #inc",
                       "evidence":"01J","locator":"message 4","original_time":"1764000000.1","time_note":"zone assumed",
                       "ended_at":"2026-11-23T10:50:00Z","key_moment":true})");
  read.recorded_at = at("2026-12-01T09:00:00Z");
  const auto entry = project(read);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->kind, "message");
  EXPECT_EQ(entry->actor, "bo");
  EXPECT_EQ(entry->origin, "slack export, #inc");
  EXPECT_EQ(entry->evidence, "01J");
  EXPECT_EQ(entry->locator, "message 4");
  EXPECT_EQ(entry->original_time, "1764000000.1");
  EXPECT_EQ(entry->time_note, "zone assumed");
  EXPECT_EQ(entry->ended_at, at("2026-11-23T10:50:00Z"));
  EXPECT_TRUE(entry->key_moment);
  EXPECT_EQ(entry->known_at, entry->occurred_at) << "people wrote it then";

  read.data["kind"] = "deploy";
  EXPECT_EQ(project(read)->known_at, read.recorded_at) << "nothing shows that anybody looked at it then";
}

TEST(Project, LeavesOutWhatIsNotOfTheIncidentsCourse) {
  EXPECT_FALSE(project(fact(events::kEntryCurated, R"({"entry":"4","revision":2})")));
  EXPECT_FALSE(project(fact(events::kPostmortemSaved, R"({"version":2})")));
  EXPECT_FALSE(project(fact("weather.changed", "{}")));
  Fact server = fact(events::kNoteAdded, R"({"kind":"note","text":"x"})");
  server.incident = domain::kServerChain;
  EXPECT_FALSE(project(server));
}

TEST(Project, SurvivesFactsWithoutTheirFields) {
  for (const std::string_view kind :
       {events::kIncidentDeclared, events::kTitleChanged,      events::kSummaryChanged,  events::kImpactChanged,
        events::kSeverityChanged,  events::kStateChanged,      events::kServicesChanged, events::kVisibilityChanged,
        events::kMilestoneSet,     events::kMilestoneCleared,  events::kRoleAssigned,    events::kRoleEnded,
        events::kNoteAdded,        events::kAlertFired,        events::kAlertResolved,   events::kEvidenceAdded,
        events::kEntryRead,        events::kPostmortemDrafted, events::kPostmortemMoved, events::kPostmortemImported})
    EXPECT_TRUE(project(fact(kind, "{}"))) << kind;
}

}  // namespace
}  // namespace debrief::features::timeline
