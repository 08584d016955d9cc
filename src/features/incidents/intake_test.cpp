// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/intake.hpp"

#include <gtest/gtest.h>

namespace debrief::features::incidents {
namespace {

domain::Signal signal(bool firing) {
  domain::Signal s;
  s.firing = firing;
  s.name = "HighLatency";
  s.fingerprint = "f1";
  s.labels = {{"alertname", "HighLatency"}, {"service", "checkout"}, {"pod", "a"}};
  return s;
}

TEST(Decide, DeclaresForANewAlertWithoutAnIncidentToJoin) {
  EXPECT_EQ(decide(signal(true), std::nullopt, std::nullopt).verb, IntakeVerb::declare);
}

TEST(Decide, AttachesANewAlertToTheOpenIncident) {
  EXPECT_EQ(decide(signal(true), std::nullopt, 7).verb, IntakeVerb::attach);
}

TEST(Decide, IgnoresWhatWasTold) {
  EXPECT_EQ(decide(signal(true), KnownAlert{"a", 7, true}, 7).verb, IntakeVerb::ignore);
  EXPECT_EQ(decide(signal(true), KnownAlert{"a", 7, false}, 7).verb, IntakeVerb::ignore);
  EXPECT_EQ(decide(signal(false), KnownAlert{"a", 7, false}, std::nullopt).verb, IntakeVerb::ignore);
}

TEST(Decide, ResolvesAKnownAlertOnce) { EXPECT_EQ(decide(signal(false), KnownAlert{"a", 7, true}, 7).verb, IntakeVerb::resolve); }

TEST(Decide, RecordsAnAlertFirstHeardOfWhenItResolves) {
  const Intake intake = decide(signal(false), std::nullopt, std::nullopt);
  EXPECT_EQ(intake.verb, IntakeVerb::declare);
  EXPECT_TRUE(intake.resolved);
}

TEST(GroupKey, HoldsTheValuesOfTheLabelsThatTheAlertHas) {
  auto a = signal(true);
  auto b = signal(true);
  b.labels["pod"] = "b";
  EXPECT_EQ(group_key(a, "s", {"service", "cluster"}), group_key(b, "s", {"service", "cluster"}));
  b.labels["service"] = "search";
  EXPECT_NE(group_key(a, "s", {"service"}), group_key(b, "s", {"service"}));
  EXPECT_NE(group_key(a, "s", {"service"}), group_key(a, "other", {"service"}));
}

TEST(GroupKey, FallsBackToTheAlertName) {
  auto other = signal(true);
  other.name = "DiskFull";
  EXPECT_NE(group_key(signal(true), "s", {"region"}), group_key(other, "s", {"region"}));
}

TEST(Title, IsTheSummaryOrTheNameAndService) {
  auto s = signal(true);
  EXPECT_EQ(title_of(s), "HighLatency on checkout");
  s.annotations["summary"] = " Checkout is slow ";
  EXPECT_EQ(title_of(s), "Checkout is slow");
}

}  // namespace
}  // namespace debrief::features::incidents
