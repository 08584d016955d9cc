// SPDX-License-Identifier: Apache-2.0
#include "features/updates/pace.hpp"

#include "base/time.hpp"
#include "features/updates/templates.hpp"

#include <gtest/gtest.h>

namespace debrief::features::updates {
namespace {

using domain::Audience;
using std::chrono::minutes;

const Instant kDeclared = *parse_rfc3339("2026-05-04T10:00:00Z");

domain::Incident running(std::optional<std::string> severity = "sev1") {
  domain::Incident incident;
  incident.number = 7;
  incident.title = "Checkout answers 503";
  incident.state = "investigating";
  incident.severity = std::move(severity);
  incident.declared_at = kDeclared;
  return incident;
}

std::optional<Instant> due_of(const domain::Incident& incident, Audience audience = Audience::internal,
                              const std::optional<domain::Update>& last = {}, const Pace& pace = {}) {
  const auto due = next_due(incident, audience, last, pace, usual_intervals());
  return due ? std::optional(due->due_at) : std::nullopt;
}

domain::Update told(minutes after, std::optional<Instant> next = {}) {
  domain::Update update;
  update.at = kDeclared + after;
  update.next_at = next;
  return update;
}

TEST(Pace, FollowsTheSeverity) {
  EXPECT_EQ(due_of(running()), kDeclared + minutes(30));
  EXPECT_EQ(due_of(running("sev2")), kDeclared + minutes(60));
  EXPECT_EQ(due_of(running("sev4")), std::nullopt);
  EXPECT_EQ(due_of(running(std::nullopt)), kDeclared + minutes(60));
  EXPECT_EQ(due_of(running("sev3"), Audience::executive), std::nullopt);
  EXPECT_EQ(due_of(running(), Audience::internal, told(minutes(10))), kDeclared + minutes(40));
}

TEST(Pace, KeepsPromisesAndDecisions) {
  const Instant promised = kDeclared + minutes(90);
  EXPECT_EQ(due_of(running(), Audience::internal, told(minutes(10), promised)), promised);
  EXPECT_EQ(due_of(running("sev5"), Audience::internal, told(minutes(10), promised)), promised);
  EXPECT_EQ(due_of(running(), Audience::internal, told(minutes(10)), {15, {}, ""}), kDeclared + minutes(25));
  const Pace snoozed{{}, kDeclared + minutes(70), "nothing new before the restore ends"};
  EXPECT_EQ(due_of(running(), Audience::internal, {}, snoozed), kDeclared + minutes(70));
  EXPECT_TRUE(next_due(running(), Audience::internal, {}, snoozed, usual_intervals())->snoozed);
  EXPECT_EQ(due_of(running(), Audience::internal, told(minutes(60)), snoozed), kDeclared + minutes(90)) << "an earlier snooze has passed";
}

TEST(Pace, EndsWithTheIncident) {
  domain::Incident incident = running();
  incident.state = "documenting";
  EXPECT_EQ(due_of(incident), std::nullopt);
  incident = running();
  incident.kind = domain::Kind::backfilled;
  EXPECT_EQ(due_of(incident), std::nullopt);
  incident = running();
  incident.customer_impact = false;
  EXPECT_EQ(due_of(incident, Audience::customer), std::nullopt);
  EXPECT_TRUE(due_of(incident, Audience::executive));
}

TEST(Intervals, AreReadStrictly) {
  EXPECT_FALSE(parse_intervals("[[interval]]\nseverity = \"sev9\"\n"));
  EXPECT_FALSE(parse_intervals("[[interval]]\nseverity = \"sev1\"\ninternal = 0\n"));
  const auto read = read_intervals(to_json(usual_intervals()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->find("sev1", Audience::executive), 60);
  EXPECT_EQ(read->find("sev4", Audience::internal), std::nullopt);
  EXPECT_EQ(read_intervals(*json::parse(R"({"intervals":{"sev9":{}}})")).error().field, "/intervals");
  EXPECT_EQ(read_intervals(*json::parse(R"({"intervals":{"sev1":{"press":5}}})")).error().field, "/intervals/sev1/press");
}

TEST(UpdateTemplates, AreFilledFromTheIncident) {
  domain::Incident incident = running();
  incident.impact = "Orders fail";
  const Template form{"x", "X", Audience::internal, "{key} {title}: {severity}, {state}, {elapsed}. {impact}", "{services} {unknown} {", ""};
  const Template filled = fill(form, incident, kDeclared + minutes(75));
  EXPECT_EQ(filled.conditions, "INC-7 Checkout answers 503: SEV1, investigating, 1 h 15 min. Orders fail");
  EXPECT_EQ(filled.actions, "… {unknown} {");
  EXPECT_EQ(filled.needs, "");
}

TEST(UpdateTemplates, OfTheProgramServeEveryAudience) {
  for (const Audience audience : kAudiences)
    EXPECT_TRUE(std::any_of(templates().begin(), templates().end(), [&](const Template& form) { return form.audience == audience; }))
        << to_text(audience);
  EXPECT_FALSE(parse_templates("[[template]]\nid = \"x\"\nname = \"X\"\naudience = \"press\"\nconditions = \"y\"\n"));
}

}  // namespace
}  // namespace debrief::features::updates
