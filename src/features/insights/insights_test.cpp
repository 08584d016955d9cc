// SPDX-License-Identifier: Apache-2.0
#include "features/insights/insights.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/insights/annotations.hpp"
#include "features/insights/evaluate.hpp"
#include "features/insights/follow_up.hpp"
#include "features/insights/load.hpp"
#include "features/insights/routes_json.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>


namespace debrief::features::insights {
namespace {

Instant at(std::string_view text) {
  return parse_rfc3339(text).value();
}

class InsightsStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (!IsSkipped()) courses_.emplace(journal(), log_);
  }
  // An incident that began at `started` and took so many minutes to mitigate.
  void incident(std::int64_t number, std::string_view started, double minutes, std::string_view severity = "sev2",
                domain::Visibility visibility = domain::Visibility::everyone, std::string_view kind = "normal") {
    insert_incident(number, visibility, "u-Ana", at(started));
    database().write([&](db::Connection& db) {
      db.execute("update incidents set severity = $2, kind = $3 where number = $1", number, severity, kind);
      db.execute("insert into incident_services (incident, service) values ($1, $2)", number,
                 number % 2 == 0 ? "checkout" : "search");
      const std::int64_t began = at(started).micros;
      milestone(db, number, "started", began);
      milestone(db, number, "declared", began);
      milestone(db, number, "mitigated", began + static_cast<std::int64_t>(minutes * 60e6));
    });
  }
  static void milestone(db::Connection& db, std::int64_t number, std::string_view name, std::int64_t when) {
    db.execute(
        "insert into milestones (incident, name, at, set_by, recorded_at, corrected) values ($1, $2, $3, 'Ana', "
        "$3, 0)",
        number, name, when);
  }
  void role(std::int64_t number, std::string_view id, std::string_view person, std::string_view from,
            std::optional<std::string_view> until) {
    database().write([&](db::Connection& db) {
      db.execute(
          "insert into role_assignments (id, incident, role, person, from_at, until_at) values ($1, $2, "
          "'responder', $3, $4, $5)",
          id, number, person, at(from).micros, until ? std::optional(at(*until).micros) : std::nullopt);
    });
  }
  // The journal says that something of the incident changed.
  void tell(std::int64_t number) {
    journal()
        .write({"Ana", "u-Ana", "web"},
               [&](journal::Transaction& tx) -> Result<> {
                 tx.append({number, std::string(domain::events::kMilestoneSet), tx.now(), {}});
                 return {};
               })
        .value();
  }
  Insights insights(std::optional<Instant> from, Instant until, std::function<bool(std::int64_t)> admits = {}) {
    Insights found;
    courses_->look([&](const CourseTable& table) {
      Filter filter{from, until};
      filter.admits_private = std::move(admits);
      found = evaluate(table, std::move(filter));
    });
    return found;
  }
  static const MetricInsight& metric(const Insights& insights, std::string_view id) {
    return *std::find_if(insights.metrics.begin(), insights.metrics.end(),
                         [&](const auto& one) { return one.kind.id == id; });
  }

  Log log_{LogLevel::off};
  std::optional<Courses> courses_;
};

INSTANTIATE_TEST_SUITE_P(Engines, InsightsStore, db::both_engines(), db::engine_name);

TEST_P(InsightsStore, MeasureIncidentsBetweenMilestones) {
  for (int i = 1; i <= 9; ++i) incident(i, "2026-11-0" + std::to_string(i) + "T10:00:00Z", 10 * i);
  incident(10, "2026-11-10T10:00:00Z", 6000, "sev1");
  incident(11, "2026-11-11T10:00:00Z", 5, "sev1", domain::Visibility::everyone, "drill");
  const auto found = insights(at("2026-11-01T00:00:00Z"), at("2026-12-01T00:00:00Z"));
  EXPECT_EQ(found.numbers.now, 10U);
  const auto& mitigate = metric(found, "time_to_mitigate");
  EXPECT_EQ(mitigate.points.size(), 10U);
  EXPECT_EQ(mitigate.now.median->value, 50 * 60);
  EXPECT_EQ(mitigate.now.p90->value, 90 * 60);
  // The mean, 645 minutes, is longer than nine incidents of ten, and one of them took most of the time.
  EXPECT_DOUBLE_EQ(mitigate.skew->below_mean, 0.9);
  EXPECT_EQ(mitigate.skew->half_of_time, 1U);
  EXPECT_EQ(mitigate.by_severity.front().name, "sev2");
  EXPECT_EQ(mitigate.by_service.size(), 2U);
  EXPECT_EQ(metric(found, "time_to_resolve").unknown, 10U);
  ASSERT_EQ(found.numbers.months.size(), 1U);
  EXPECT_EQ(found.numbers.months[0].counts, (std::array<std::size_t, 6>{1, 9, 0, 0, 0, 0}));
}

TEST_P(InsightsStore, CompareWithTheTimeBefore) {
  for (int i = 1; i <= 8; ++i) incident(i, "2026-10-2" + std::to_string(i) + "T10:00:00Z", 60 + i);
  for (int i = 11; i <= 18; ++i) incident(i, "2026-11-" + std::to_string(i) + "T10:00:00Z", 6 + 0.1 * i);
  const auto found = insights(at("2026-11-01T00:00:00Z"), at("2026-12-01T00:00:00Z"));
  EXPECT_EQ(to_rfc3339(*found.compared_from), "2026-10-02T00:00:00Z");
  const auto& mitigate = metric(found, "time_to_mitigate");
  EXPECT_EQ(mitigate.before.count, 8U);
  ASSERT_TRUE(mitigate.change);
  EXPECT_FALSE(mitigate.change->within_noise);
  EXPECT_NEAR(mitigate.change->ratio, 0.115, 0.01);
  EXPECT_TRUE(found.numbers.change->within_noise);
  EXPECT_FALSE(insights({}, at("2026-12-01T00:00:00Z")).compared_from);
}

TEST_P(InsightsStore, LeaveOutWhatOneMayNotSee) {
  incident(1, "2026-11-01T10:00:00Z", 10);
  incident(2, "2026-11-02T10:00:00Z", 20, "sev1", domain::Visibility::private_);
  const auto until = at("2026-12-01T00:00:00Z");
  EXPECT_EQ(insights({}, until).numbers.now, 1U);
  EXPECT_EQ(insights({}, until, [](std::int64_t number) { return number == 2; }).numbers.now, 2U);
}

TEST_P(InsightsStore, FollowTheJournal) {
  incident(1, "2026-11-01T10:00:00Z", 10);
  const auto until = at("2026-12-01T00:00:00Z");
  EXPECT_EQ(metric(insights({}, until), "time_to_mitigate").now.median->value, 600);
  database().write(
      [&](db::Connection& db) { db.execute("update milestones set at = at + 60000000 where name = 'mitigated'"); });
  incident(2, "2026-11-02T10:00:00Z", 30);
  tell(1);
  tell(2);
  const auto found = insights({}, until);
  EXPECT_EQ(metric(found, "time_to_mitigate").points.size(), 2U);
  EXPECT_EQ(metric(found, "time_to_mitigate").points[0].seconds, 660);
}

TEST_P(InsightsStore, CountOverlappingEffortsOnce) {
  incident(1, "2026-11-01T10:00:00Z", 60);
  incident(2, "2026-11-01T10:30:00Z", 60);
  role(1, "a", "Ana", "2026-11-01T10:00:00Z", {});                      // until it is mitigated, at 11:00
  role(2, "b", "Ana", "2026-11-01T10:30:00Z", "2026-11-01T11:15:00Z");  // half an hour of it is counted already
  role(2, "c", "Bo", "2026-11-01T10:30:00Z", "2026-11-01T10:40:00Z");
  Load load;
  courses_->look([&](const CourseTable& table) {
    load = load_of(select_courses(table, Filter{{}, at("2026-12-01T00:00:00Z")}), at("2026-12-01T00:00:00Z"));
  });
  EXPECT_EQ(load.people, 2U);
  EXPECT_EQ(load.seconds, 85 * 60);
  EXPECT_EQ(load.overlapping, 30 * 60);
}

TEST_P(InsightsStore, FilterAndGroupByTheTeamsThatOwnTheServices) {
  for (int i = 1; i <= 6; ++i) incident(i, "2026-11-0" + std::to_string(i) + "T10:00:00Z", 10 * i);
  incident(8, "2026-11-08T10:00:00Z", 80, "sev1", domain::Visibility::private_);
  database().write([](db::Connection& db) {
    // Of both teams; and of a service twice theirs.
    db.execute("insert into incident_services (incident, service) values (1, 'checkout')");
    db.execute("insert into incident_services (incident, service) values (2, 'carts')");
  });
  const std::map<std::string, std::string> teams{{"checkout", "Shop"}, {"carts", "Shop"}, {"search", "Finding"}, {"mail", "Idle"}, {"web", ""}};
  const auto of = [&](const std::set<std::string>& names, bool insider = false) {
    Insights found;
    courses_->look([&](const CourseTable& table) {
      Filter filter{{}, at("2026-12-01T00:00:00Z")};
      filter.owners = owners_of(table, teams);
      filter.admits_private = [insider](std::int64_t) { return insider; };
      for (std::uint32_t team = 0; team < filter.owners.teams.size(); ++team)
        if (names.contains(filter.owners.teams[team])) filter.teams.insert(team);
      found = evaluate(table, std::move(filter));
    });
    return found;
  };
  const auto all = metric(of({}), "time_to_mitigate");
  ASSERT_EQ(all.by_team.size(), 2U);
  EXPECT_EQ(all.by_team[0].name, "Shop");
  EXPECT_EQ(all.by_team[0].spread.count, 4U) << "1, 2, 4 and 6, each once";
  EXPECT_EQ(all.by_team[1].name, "Finding");
  EXPECT_EQ(all.by_team[1].spread.count, 3U);
  EXPECT_EQ(of({"Shop"}).numbers.now, 4U);
  EXPECT_EQ(of({"Finding"}).numbers.now, 3U);
  EXPECT_EQ(of({"Idle"}).numbers.now, 0U);
  EXPECT_EQ(of({"Shop", "Finding"}).numbers.now, 6U);
  EXPECT_EQ(of({"Shop"}, true).numbers.now, 5U) << "with the private one, for who may read it";
}

TEST_P(InsightsStore, KeepWhatWasChangedWhen) {
  const domain::Principal ana{"u-Ana", "Ana", domain::AccessRole::editor};
  const journal::Origin origin{"Ana", "u-Ana", "web"};
  const auto made = journal().write(origin, [&](journal::Transaction& tx) -> Result<Annotation> {
    return add_annotation(tx, ana, at("2026-11-05T00:00:00Z"), "Two on call at night");
  });
  const auto listed = [&] { return database().read([](db::Connection& db) { return list_annotations(db); }); };
  ASSERT_EQ(listed().size(), 1U);
  EXPECT_EQ(listed()[0].text, "Two on call at night");
  const auto remove = [&] {
    return journal().write(origin, [&](journal::Transaction& tx) { return remove_annotation(tx, made->id); });
  };
  EXPECT_TRUE(remove());
  EXPECT_TRUE(listed().empty());
  EXPECT_EQ(remove().error().code, ErrorCode::not_found);
}

TEST_P(InsightsStore, GiveALineForEachIncident) {
  incident(1, "2026-11-01T10:00:00Z", 10);
  database().write([&](db::Connection& db) {
    db.execute("update incident_services set service = '=HYPERLINK(\"x\")' where incident = 1");
  });
  std::string csv;
  courses_->look([&](const CourseTable& table) {
    csv = to_csv(table, select_courses(table, Filter{{}, at("2026-12-01T00:00:00Z")}));
  });
  EXPECT_EQ(csv.substr(csv.find("\r\n") + 2),
            "INC-1,2026-11-01T10:00:00Z,normal,sev2,\"'=HYPERLINK(\"\"x\"\")\",,,600,,,,\r\n");
}

TEST_P(InsightsStore, FollowUpCountsWhatOneMaySeeAndReadersOnce) {
  incident(1, "2026-03-01T10:00:00Z", 60);
  incident(2, "2026-03-02T10:00:00Z", 60, "sev2", domain::Visibility::private_);
  incident(3, "2026-03-03T10:00:00Z", 60, "sev3", domain::Visibility::everyone, "backfilled");
  database().write([&](db::Connection& db) {
    for (const std::int64_t number : {1, 2, 3})
      db.execute(
          "insert into postmortems (incident, title, state, template, markdown, version, author, drafted_at, "
          "updated_at, published_at, edition, authorship) values ($1, 'What happened', $2, 'standard', '', 1, 'Ana', 0, 0, "
          "$3, 0, '[]')",
          number, number == 3 ? "draft" : "published", at("2026-03-04T11:00:00Z").micros);
  });
  const auto open = [&](std::string id, std::int64_t number) {
    return journal().write({"Bo", id, "web"}, [&](journal::Transaction& tx) {
      return count_reader(tx, {id, "Bo", domain::AccessRole::viewer}, number);
    });
  };
  EXPECT_TRUE(open("u-Bo", 1));
  EXPECT_TRUE(open("u-Bo", 1));
  EXPECT_TRUE(open("u-Cy", 1));
  EXPECT_FALSE(open("u-Bo", 2)) << "private";
  EXPECT_FALSE(open("u-Bo", 3)) << "not published";
  FollowUp found;
  courses_->look([&](const CourseTable& table) {
    const auto courses = select_courses(table, {std::nullopt, at("2026-12-01T00:00:00Z")});
    found = database().read([&](db::Connection& db) { return follow_up(db, courses, at("2026-12-01T00:00:00Z")); });
  });
  EXPECT_EQ(found.ended, 1U);
  EXPECT_EQ(found.published, 1U);
  EXPECT_EQ(found.documents, 1U);
  ASSERT_TRUE(found.median);
  EXPECT_EQ(found.median->value, 3 * 24 * 3600);
  ASSERT_EQ(found.read.size(), 1U);
  EXPECT_EQ(found.read[0].readers, 2);
  EXPECT_EQ(found.median_readers, 2);
}

}  // namespace
}  // namespace debrief::features::insights
