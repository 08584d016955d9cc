// SPDX-License-Identifier: Apache-2.0
#include "features/drills/replay.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

namespace debrief::features::drills {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const Instant kNine = *parse_rfc3339("2026-03-17T09:00:00Z");

domain::TimelineEntry entry(std::int64_t id, std::string kind, minutes happened, std::optional<minutes> known = {}) {
  domain::TimelineEntry entry;
  entry.id = id;
  entry.kind = std::move(kind);
  entry.text = "entry " + std::to_string(id);
  entry.occurred_at = kNine + happened;
  entry.known_at = kNine + known.value_or(happened);
  entry.key_moment = true;
  return entry;
}

std::vector<std::int64_t> ids(const std::vector<domain::TimelineEntry>& entries) {
  std::vector<std::int64_t> all;
  for (const auto& entry : entries) all.push_back(entry.id);
  return all;
}

TEST(Replay, ShowsWhatWasKnownAndNothingLater) {
  domain::Incident incident;
  const std::vector all{entry(1, "deploy", minutes(1), minutes(30)), entry(2, "alert", minutes(9)),
                        entry(3, "observation", minutes(12), minutes(40))};
  EXPECT_EQ(ids(replay_until(incident, all, kNine + minutes(29)).shown), std::vector<std::int64_t>{2});
  EXPECT_EQ(ids(replay_until(incident, all, kNine + minutes(30)).shown), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(ids(replay_until(incident, all, kNine + minutes(60)).shown), (std::vector<std::int64_t>{2, 1, 3}));
  EXPECT_FALSE(replay_until(incident, all, kNine + minutes(60)).shown[0].key_moment) << "marks are hindsight";
}

TEST(Replay, TakesIncidentsOfTheArchiveByWhenThingsHappened) {
  domain::Incident incident;
  incident.kind = domain::Kind::backfilled;
  const std::vector all{entry(1, "alert", minutes(9), minutes(100'000))};
  EXPECT_EQ(replay_until(incident, all, kNine + minutes(9)).shown.size(), 1U);
}

TEST(Replay, JudgesEntriesOfTheArchiveByTheirWords) {
  domain::Incident incident;
  incident.kind = domain::Kind::backfilled;
  std::vector all{entry(1, "note", minutes(1)), entry(2, "note", minutes(9)), entry(3, "note", minutes(20)),
                  entry(4, "note", minutes(31))};
  all[0].text = "First orders fail";
  all[1].text = "Alert CheckoutErrorRateHigh fires";
  all[2].text = "Pods are restarted";
  all[3].text = "Hypothesis: the provider is slow";
  const Replay replay = replay_until(incident, all, kNine + minutes(60));
  EXPECT_EQ(ids(replay.shown), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(ids(replay.withheld), (std::vector<std::int64_t>{3, 4}));
  EXPECT_EQ(window_of(incident, all)->from, kNine + minutes(9));
}

TEST(Replay, WithholdsWhatRespondersDidAndNeverShowsWhatCameAfterwards) {
  domain::Incident incident;
  std::vector all{entry(1, "alert", minutes(1)), entry(2, "action", minutes(2)), entry(3, "decision", minutes(3)),
                  entry(4, "hypothesis", minutes(4)), entry(5, "postmortem", minutes(5)), entry(6, "milestone", minutes(6)),
                  entry(7, "note", minutes(7))};
  all[6].hidden = true;
  const Replay replay = replay_until(incident, all, kNine + minutes(60));
  EXPECT_EQ(ids(replay.shown), std::vector<std::int64_t>{1});
  EXPECT_EQ(ids(replay.withheld), (std::vector<std::int64_t>{2, 3, 4}));
}

TEST(Replay, BeginsWithTheAlertAndEndsWithTheTrouble) {
  domain::Incident incident;
  std::vector all{entry(1, "deploy", minutes(1)), entry(2, "alert", minutes(9)), entry(3, "note", minutes(90))};
  EXPECT_EQ(window_of(incident, all)->from, kNine + minutes(9));
  EXPECT_EQ(window_of(incident, all)->until, kNine + minutes(90));
  incident.milestones = {{"resolved", kNine + minutes(62), "", {}, false}};
  EXPECT_EQ(window_of(incident, all)->until, kNine + minutes(62));
  EXPECT_FALSE(window_of(incident, {entry(1, "milestone", minutes(1))}));
  EXPECT_EQ(window_of({}, {entry(1, "note", minutes(1))})->until, kNine + minutes(2));
}

TEST(DrillClock, GoesAtItsSpeedUntilTheEnd) {
  DrillClock clock{kNine, {1'000'000}, 10, kNine + minutes(60)};
  EXPECT_EQ(clock.at({1'000'000}), kNine);
  EXPECT_EQ(clock.at(Instant{1'000'000} + minutes(3)), kNine + minutes(30));
  EXPECT_EQ(clock.at(Instant{1'000'000} + minutes(30)), kNine + minutes(60));
  EXPECT_EQ(clock.at({0}), kNine) << "a server whose clock was set back";
  EXPECT_EQ(clock.at({INT64_MAX / 2}), kNine + minutes(60));
  clock.speed = 0;
  EXPECT_EQ(clock.at(Instant{1'000'000} + minutes(3)), kNine);
}

TEST(Replay, FindsWhatMentionsAllWords) {
  auto one = entry(1, "note", minutes(1));
  one.text = "The Database is at 12 % load";
  EXPECT_EQ(search_entries({one}, "database  LOAD", 5).size(), 1U);
  EXPECT_TRUE(search_entries({one}, "database queue", 5).empty());
  EXPECT_TRUE(search_entries({one}, "  ", 5).empty());
}

}  // namespace
}  // namespace debrief::features::drills
