// SPDX-License-Identifier: Apache-2.0
#include "features/responders/responders.hpp"

#include "base/time.hpp"
#include "features/responders/routes_json.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

namespace debrief::features::responders {
namespace {

std::int64_t at(std::string_view text) {
  return parse_rfc3339(text).value().micros;
}

// Whole minutes of the first day, which a test can mark one by one.
struct Marked {
  explicit Marked(const std::vector<Span>& spans) : on(24 * 60, false) {
    for (const Span& span : spans)
      for (std::int64_t minute = span.from / kMinute; minute < span.until / kMinute; ++minute)
        on[static_cast<std::size_t>(minute)] = true;
  }
  [[nodiscard]] std::int64_t minutes() const { return std::count(on.begin(), on.end(), true); }
  std::vector<bool> on;
};

class SpanAlgebra : public ::testing::Test {
 protected:
  std::int64_t minute(int most) { return std::uniform_int_distribution<int>(0, most)(random_) * kMinute; }
  std::vector<Span> some() {
    std::vector<Span> spans(static_cast<std::size_t>(std::uniform_int_distribution<int>(0, 12)(random_)));
    for (Span& span : spans) {
      span.from = minute(1200);
      span.until = span.from + minute(200);
    }
    return spans;
  }
  std::mt19937 random_{20'261'123};
};

TEST_F(SpanAlgebra, UnionCoversTheSameMinutesOnceInOrder) {
  for (int round = 0; round < 500; ++round) {
    auto spans = some();
    const auto result = united(spans);
    EXPECT_EQ(Marked(spans).on, Marked(result).on);
    EXPECT_EQ(length_of(result), Marked(spans).minutes() * kMinute);
    for (std::size_t i = 1; i < result.size(); ++i)
      EXPECT_LT(result[i - 1].until, result[i].from) << "neither overlap nor touch";
    EXPECT_EQ(united(result), result);
    std::shuffle(spans.begin(), spans.end(), random_);
    EXPECT_EQ(united(spans), result) << "whatever the order";
  }
}

TEST_F(SpanAlgebra, ClippingKeepsWhatLiesWithin) {
  for (int round = 0; round < 500; ++round) {
    const auto all = united(some());
    const std::int64_t from = minute(700), middle = from + minute(300), until = middle + minute(300);
    EXPECT_EQ(length_of(clipped(all, {from, middle})) + length_of(clipped(all, {middle, until})),
              length_of(clipped(all, {from, until})));
    EXPECT_EQ(clipped(all, {0, 24 * kHour}), all);
  }
}

TEST_F(SpanAlgebra, RunsAreNoShorterThanTheLongestSpanAndNoLongerThanTheWhole) {
  for (int round = 0; round < 500; ++round) {
    const auto all = united(some());
    if (all.empty()) continue;
    std::int64_t longest = 0;
    for (const Span& span : all) longest = std::max(longest, span.until - span.from);
    EXPECT_GE(longest_run(all), longest);
    EXPECT_LE(longest_run(all), all.back().until - all.front().from);
  }
  EXPECT_EQ(longest_run({}), 0);
  EXPECT_EQ(longest_run({{0, kHour}, {kHour + 29 * kMinute, 2 * kHour}}), 2 * kHour) << "a short breath is no pause";
  EXPECT_EQ(longest_run({{0, kHour}, {kHour + 30 * kMinute, 2 * kHour}}), kHour);
}

TEST_F(SpanAlgebra, BurstsHoldEverySignAndJoinThoseThatAreNear) {
  for (int round = 0; round < 500; ++round) {
    std::vector<std::int64_t> signs(static_cast<std::size_t>(std::uniform_int_distribution<int>(0, 30)(random_)));
    for (auto& sign : signs) sign = minute(1200);
    const auto spans = bursts(signs);
    EXPECT_EQ(united(spans), spans);
    for (const std::int64_t sign : signs)
      EXPECT_TRUE(std::any_of(spans.begin(), spans.end(),
                              [&](const Span& span) { return span.from <= sign && sign < span.until; }));
    for (std::size_t i = 1; i < spans.size(); ++i)
      EXPECT_GT(spans[i].from - (spans[i - 1].until - kBurstTail), kBurstGap);
    // One more sign never makes less of it.
    auto more = signs;
    more.push_back(minute(1200));
    EXPECT_GE(length_of(bursts(more)), length_of(spans));
  }
  EXPECT_EQ(bursts({0, 30 * kMinute}), (std::vector<Span>{{0, 35 * kMinute}}))
      << "half an hour apart is still together";
  EXPECT_EQ(bursts({0, 31 * kMinute}).size(), 2U);
}

TEST_F(SpanAlgebra, ARoleCountsWithinItselfAndNotWithoutSigns) {
  for (int round = 0; round < 500; ++round) {
    const Span held{minute(300), 300 * kMinute + minute(900)};
    std::vector<std::int64_t> signs{minute(1200), minute(1200)};
    const auto parts = counted(held, signs);
    EXPECT_EQ(clipped(parts, held), parts);
    EXPECT_GE(length_of(parts), std::min(held.until - held.from, kRoleWithoutSign));
    EXPECT_LE(length_of(parts), 3 * kRoleWithoutSign);
  }
  EXPECT_EQ(length_of(counted({0, 72 * kHour}, {})), kRoleWithoutSign)
      << "a role that nobody ended is no three days of work";
}

TEST(Hours, NightsAreNamedByTheEveningAndKnowTheZone) {
  const Hours utc, berlin{"Europe/Berlin", 22, 7, {1, 2, 3, 4, 5}};
  // 05:30 in Berlin, half past three at Greenwich; a Tuesday in summer.
  const std::vector<Span> early{{at("2026-06-16T05:30:00Z"), at("2026-06-16T05:40:00Z")}};
  EXPECT_EQ(interrupted_by(early, utc).nights.size(), 1U);
  EXPECT_TRUE(interrupted_by(early, berlin).nights.empty()) << "07:30 there";
  const std::vector<Span> one_night{{at("2026-06-16T21:00:00Z"), at("2026-06-16T21:10:00Z")},
                                    {at("2026-06-17T04:00:00Z"), at("2026-06-17T04:10:00Z")}};
  EXPECT_EQ(interrupted_by(one_night, berlin).nights.size(), 1U) << "before and after midnight is one night";
  EXPECT_TRUE(interrupted_by(one_night, berlin).weekends.empty());
}

TEST(Hours, TheNightEndsAtItsHourEvenWhereClocksChange) {
  const Hours berlin{"Europe/Berlin", 22, 7, {1, 2, 3, 4, 5}};
  // On 2026-10-25 clocks in Berlin go back: 07:00 is 06:00Z, one day before it was 05:00Z.
  EXPECT_EQ(interrupted_by({{at("2026-10-25T05:59:59Z"), at("2026-10-25T06:30:00Z")}}, berlin).nights.size(), 1U);
  EXPECT_TRUE(interrupted_by({{at("2026-10-25T06:00:00Z"), at("2026-10-25T06:30:00Z")}}, berlin).nights.empty());
  EXPECT_TRUE(interrupted_by({{at("2026-10-24T05:00:00Z"), at("2026-10-24T05:30:00Z")}}, berlin).nights.empty());
}

TEST(Hours, WeekendsAreTheDaysThatSomebodyDoesNotWork) {
  const std::vector<Span> friday{{at("2026-06-19T10:00:00Z"), at("2026-06-19T11:00:00Z")}};
  const std::vector<Span> both{{at("2026-06-20T10:00:00Z"), at("2026-06-20T11:00:00Z")},
                               {at("2026-06-21T10:00:00Z"), at("2026-06-21T11:00:00Z")}};
  const Hours usual, elsewhere{"UTC", 22, 7, {1, 2, 3, 4, 7}};
  EXPECT_TRUE(interrupted_by(friday, usual).weekends.empty());
  EXPECT_EQ(interrupted_by(friday, elsewhere).weekends.size(), 1U);
  EXPECT_EQ(interrupted_by(both, usual).weekends.size(), 1U) << "two days of one weekend";
}

TEST(Hours, ReadsWhatItWroteAndRefusesTheRest) {
  const Hours hours{"Asia/Kolkata", 23, 6, {1, 3}};
  EXPECT_EQ(read_hours(to_json(hours), {}).value(), hours);
  EXPECT_EQ(read_hours(json::parse(R"({"zone":"+05:30"})").value(), hours).value().night_from, 23);
  for (const char* bad : {R"({"zone":"Mars/Base"})", R"({"night_from":24})", R"({"work_days":[0]})",
                          R"({"work_days":"all"})", R"({"sleep":8})"})
    EXPECT_FALSE(read_hours(json::parse(bad).value(), {})) << bad;
}

TEST(Engagement, CountsSignsAndRolesWithinTheResponseAndTheRestApart) {
  const ResponsePhase response{10 * kHour, 12 * kHour, false};
  Traces traces{"Ana",
                "u-ana",
                {{9 * kHour, "note.added"},
                 {10 * kHour + 10 * kMinute, "note.added"},
                 {10 * kHour + 20 * kMinute, "task.state"},
                 {20 * kHour, "postmortem.saved"}},
                {}};
  Engagement part = engagement_of(traces, response);
  EXPECT_EQ(part.engaged, (std::vector<Span>{{10 * kHour + 10 * kMinute, 10 * kHour + 25 * kMinute}}));
  EXPECT_EQ(length_of(part.follow_up), kBurstTail);
  EXPECT_EQ(part.first, 10 * kHour + 10 * kMinute);
  EXPECT_EQ(part.done.at("note.added"), 2);
  traces.held = {{"incident_commander", 9 * kHour, std::nullopt}};
  part = engagement_of(traces, response);
  EXPECT_EQ(part.engaged, (std::vector<Span>{{10 * kHour, 12 * kHour}}))
      << "a role that nobody ended reaches as far as the response";
  EXPECT_LT(length_of(part.active), length_of(part.engaged));
}

TEST(Load, TwoIncidentsAtOnceCountOnceAndSharesAddUp) {
  Totals totals;
  totals["a"] = {"Ana",
                 "a",
                 {1, 2},
                 {{0, 2 * kHour}, {kHour, 3 * kHour}},
                 {},
                 {{"incident_commander", 1}},
                 {kMinute, 3 * kMinute, 2 * kMinute}};
  totals["b"] = {"Ben", "b", {2}, {{kHour, 2 * kHour}}, {}, {}, {}};
  const auto loads = loads_of(totals, {0, kDay}, [](const PersonTotal&) {
    return Hours{"UTC", 0, 0, {1, 2, 3, 4, 5}};
  });
  ASSERT_EQ(loads.size(), 2U);
  EXPECT_EQ(loads[0].engaged, 3 * kHour);
  EXPECT_EQ(loads[0].median_first, 2 * kMinute);
  EXPECT_EQ(loads[0].nights, 0) << "a night of no hours";
  const Spread spread = spread_of({loads[0].engaged, loads[1].engaged});
  EXPECT_EQ(spread.total, 4 * kHour);
  EXPECT_DOUBLE_EQ(spread.equal_share, 2.0 * static_cast<double>(kHour));
  EXPECT_EQ(spread.median, kHour);
  EXPECT_NE(to_csv(loads).find("Ana,2,3.00,0.00,0,0,3.00,incident_commander 1,0"), std::string::npos) << to_csv(loads);
}

TEST(Load, ACellIsNoFormula) {
  PersonLoad load;
  load.person = "=HYPERLINK(\"x\")";
  EXPECT_NE(to_csv({load}).find("\"'=HYPERLINK(\"\"x\"\")\""), std::string::npos);
}

class RespondersStore : public journal::StoreOnEachEngine {
 protected:
  void sign(std::int64_t incident, std::string_view id, std::string_view name, std::int64_t when,
            std::string_view kind = "note.added", std::string_view data = "{}") {
    database().write([&](db::Connection& db) {
      db.execute(
          "insert into facts (position, incident, seq, kind, occurred_at, recorded_at, actor, actor_id, source, data, "
          "hash) values ($1, $2, $1, $3, $4, $4, $5, $6, 'web', $7, $8)",
          ++position_, incident, kind, when, name, id, data, db::Blob{""});
    });
  }
  void resolved(std::int64_t incident, std::int64_t when) {
    database().write([&](db::Connection& db) {
      db.execute("update incidents set phase = 'closed' where number = $1", incident);
      db.execute(
          "insert into milestones (incident, name, at, set_by, recorded_at, corrected) values ($1, 'resolved', $2, "
          "'Ana', $2, 0)",
          incident, when);
    });
  }
  [[nodiscard]] std::vector<PersonLoad> loads(const domain::Principal& who) {
    return list_loads(database(), ports_, who, {now() - 90 * kDay, now()}, Instant{now()});
  }
  [[nodiscard]] std::int64_t now() const { return clock_.now().micros; }

  const domain::Principal admin_{"", "Ada", domain::AccessRole::administrator, "cli"};
  Ports ports_{{},
               [] {
                 return std::vector<domain::Member>{{"u-Ana", "Ana", "ana@example.org", domain::AccessRole::responder},
                                                    {"u-Ben", "Ben", "ben@example.org", domain::AccessRole::viewer}};
               },
               {}};
  std::int64_t position_ = 0;
};

TEST_P(RespondersStore, ReadsSignsRolesAndWordsOfAChat) {
  const std::int64_t start = now() - 2 * kDay;
  insert_incident(1, domain::Visibility::everyone, "u-Ana", Instant{start});
  sign(1, "u-Ana", "Ana", start + kMinute);
  sign(1, "", "Debrief", start + 2 * kMinute, "alert.fired");
  sign(1, "u-Ana", "Ana", start + 3 * kHour, "evidence.entry", R"({"actor":"ben","text":"I look"})");
  sign(1, "u-Ana", "Ana", start + 3 * kHour, "evidence.entry", R"({"actor":"deploybot","text":"done"})");
  database().write([&](db::Connection& db) {
    db.execute(
        "insert into role_assignments (id, incident, role, person, user_id, from_at, until_at) values ('r1', 1, "
        "'scribe', 'Cleo', null, $1, $2)",
        start, start + kHour);
  });
  resolved(1, start + 4 * kHour);
  const auto recorded = database().read(
      [&](db::Connection& db) { return store::read_one(db, 1, store::Accounts(ports_.list_members()), clock_.now()); });
  ASSERT_EQ(recorded.people.size(), 3U);
  EXPECT_EQ(recorded.people.at("u-Ben").signs.size(), 1U) << "by the name in the chat, not by who gave the file";
  EXPECT_EQ(recorded.people.at("u-Ana").signs.size(), 1U);
  EXPECT_EQ(recorded.people.at("cleo").held.size(), 1U);
  EXPECT_EQ(recorded.response.until, start + 4 * kHour);
  const auto all = loads(admin_);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].person, "Ana");
  EXPECT_EQ(all[2].engaged, kHour) << "Cleo";
}

TEST_P(RespondersStore, EverybodySeesTheirOwnAndNobodyElsesHiddenIncident) {
  insert_incident(1, domain::Visibility::private_, "somebody", Instant{now() - kDay});
  sign(1, "u-Ana", "Ana", now() - kDay + kMinute);
  sign(1, "u-Ben", "Ben", now() - kDay + kMinute);
  resolved(1, now() - kDay + kHour);
  EXPECT_EQ(loads(admin_).size(), 2U);
  const auto own = loads({"u-Ben", "Ben", domain::AccessRole::viewer, "web"});
  ASSERT_EQ(own.size(), 1U);
  EXPECT_EQ(own[0].person, "Ben");
  EXPECT_TRUE(loads({"u-Cleo", "Cleo", domain::AccessRole::editor, "web"}).empty());
}

TEST_P(RespondersStore, TwoNightsOfAWeekAskForRest) {
  const std::int64_t midnight = now() / kDay * kDay;
  for (const std::int64_t days : {1, 3}) {
    insert_incident(days, domain::Visibility::everyone, "u-Ana", Instant{midnight - days * kDay + 2 * kHour});
    sign(days, "u-Ana", "Ana", midnight - days * kDay + 2 * kHour);
    if (days == 1) sign(days, "u-Ben", "Ben", midnight - days * kDay + 2 * kHour);
    resolved(days, midnight - days * kDay + 3 * kHour);
  }
  const auto tired = list_tired(database(), ports_, admin_, clock_.now());
  ASSERT_EQ(tired.size(), 1U);
  EXPECT_EQ(tired.at("Ana"), "Was up in 2 of the last 7 nights");
}

TEST_P(RespondersStore, KeepsHours) {
  const Hours hours{"Asia/Tokyo", 23, 6, {1, 2, 3}};
  database().write([&](db::Connection& db) {
    store::put_hours(db, "u-Ana", {});
    store::put_hours(db, "u-Ana", hours);
    store::put_usual_hours(db, {"Europe/Berlin", 22, 7, {1, 2, 3, 4, 5}});
  });
  database().read([&](db::Connection& db) {
    EXPECT_EQ(store::find_hours(db, "u-Ana"), hours);
    EXPECT_EQ(store::find_hours(db, "u-Ben"), std::nullopt);
    EXPECT_EQ(store::usual_hours(db).zone, "Europe/Berlin");
  });
}

TEST_P(RespondersStore, AnswersFromAHundredThousandFacts) {
  constexpr int kIncidents = 200, kEach = 500, kPeople = 8;
  database().write([&](db::Connection& db) {
    for (int number = 1; number <= kIncidents; ++number) {
      const std::int64_t start = now() - number * 10 * kHour;
      db.execute(
          "insert into incidents (number, title, summary, impact, kind, state, phase, visibility, declared_at, "
          "declared_by, declared_by_id, version) "
          "values ($1, 'x', '', '', 'normal', 'closed', 'closed', 'everyone', $2, 'Ana', 'u-Ana', 1)",
          number, start);
      db.execute(
          "insert into milestones (incident, name, at, set_by, recorded_at, corrected) values ($1, 'resolved', $2, "
          "'Ana', $2, 0)",
          number, start + 4 * kHour);
      for (int i = 0; i < kEach; ++i)
        db.execute(
            "insert into facts (position, incident, seq, kind, occurred_at, recorded_at, actor, actor_id, source, "
            "data, hash) values ($1, $2, $3, 'note.added', $4, $4, $5, $5, 'web', '{}', $6)",
            ++position_, number, i + 1, start + i * 20'000'000LL, "p" + std::to_string(i % kPeople), db::Blob{""});
    }
  });
  const auto begun = std::chrono::steady_clock::now();
  const auto all = loads(admin_);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kPeople));
  EXPECT_EQ(all[0].incidents, kIncidents);
  RecordProperty("seconds", std::to_string(took.count()));
  EXPECT_LT(took.count(), 5.0) << "built for speed it is a tenth of that";
}

INSTANTIATE_TEST_SUITE_P(Engines, RespondersStore, db::both_engines(), db::engine_name);

}  // namespace
}  // namespace debrief::features::responders
