// SPDX-License-Identifier: Apache-2.0
#include "features/drills/signs.hpp"

#include "base/time.hpp"
#include "features/drills/store.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::drills {
namespace {

using std::chrono::minutes;

/// An incident with two logs and a document, whose lines go on after its end.
class DrillSigns : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-ana", kNine);
    for (int minute = -40; minute <= 120; minute += 10)
      lines_.push_back({kNine + minutes(minute), minute % 20 == 0 ? "log" : "notes", "app.log", fmt::format("line {}", minute), "error"});
  }

  Desk desk() {
    Ports ports;
    ports.get_incident = [this](const auto&, std::int64_t) -> Result<domain::Incident> { return incident_; };
    ports.list_known = [](const auto&, std::int64_t, Instant) -> Result<std::vector<domain::TimelineEntry>> {
      return std::vector<domain::TimelineEntry>();
    };
    ports.list_timeline = [](const auto&, std::int64_t) -> Result<std::vector<domain::TimelineEntry>> {
      return std::vector<domain::TimelineEntry>();
    };
    ports.list_evidence = [](const auto&, std::int64_t) -> Result<domain::EvidenceOf> {
      domain::EvidenceOf evidence;
      domain::Evidence log;
      log.id = "log";
      domain::Evidence notes;
      notes.id = "notes";
      notes.format = "document";
      evidence.items = {log, notes};
      return evidence;
    };
    // Careless ones: they give whatever there is, and note what was asked for.
    ports.search_lines = [this](const LinesWanted& wanted, std::size_t) {
      asked_ = wanted;
      return lines_;
    };
    ports.chart_lines = [this](const LinesWanted& wanted, std::size_t) -> std::optional<LineChart> {
      charted_ = wanted;
      return LineChart{*wanted.from, minutes(1), {{1, 2, 3}, {0, 0, 4}}};
    };
    return {journal(), std::move(ports)};
  }
  Drill drill() {
    return *journal().write(origin_, [&](journal::Transaction& tx) -> Result<Drill> {
      return start(tx, ana_, incident_, {kNine, kNine + minutes(60)}, Mode::alone);
    });
  }

  const Instant kNine = *parse_rfc3339("2026-03-17T09:00:00Z");
  domain::Principal ana_{"u-ana", "Ana", domain::AccessRole::responder, "web"};
  journal::Origin origin_{"Ana", "u-ana", "web"};
  domain::Incident incident_ = [] {
    domain::Incident one;
    one.number = 1;
    return one;
  }();
  std::vector<LogLine> lines_;
  LinesWanted asked_;
  LinesWanted charted_;
};

INSTANTIATE_TEST_SUITE_P(Engines, DrillSigns, db::both_engines(), db::engine_name);

TEST_P(DrillSigns, GoUpToTheClockAndNeverBeyond) {
  Drill one = drill();
  one.clock.position = kNine + minutes(25);
  const auto signs = signs_json(desk(), ana_, one);
  ASSERT_TRUE(signs);
  const auto& lines = signs->at("lines").as_array();
  ASSERT_EQ(lines.size(), 4U) << "-40 to 20, without those of the document";
  EXPECT_EQ(lines.back().at("text").as_string(), "line 20");
  EXPECT_EQ(asked_.until, kNine + minutes(25));
  EXPECT_EQ(asked_.without, std::set<std::string>{"notes"});
  EXPECT_EQ(charted_.until, kNine + minutes(25));
  EXPECT_EQ(charted_.from, kNine - minutes(30));
  EXPECT_EQ(signs->at("until").as_string(), "2026-03-17T09:25:00Z");
  EXPECT_EQ(signs->at("spans").as_array().size(), 2U);
  EXPECT_EQ(signs->at("step_ms").as_int64(), 60'000);
}

TEST_P(DrillSigns, TellTheWholeCourseAtTheEnd) {
  Drill one = drill();
  one.ended_at = clock_.now();
  ASSERT_TRUE(signs_json(desk(), ana_, one));
  EXPECT_EQ(charted_.until, kNine + minutes(60));
}

TEST_P(DrillSigns, OfImportedIncidentsAreNone) {
  const Drill one = drill();
  incident_.kind = domain::Kind::backfilled;
  const auto signs = signs_json(desk(), ana_, one);
  ASSERT_TRUE(signs);
  EXPECT_TRUE(signs->at("lines").as_array().empty());
  EXPECT_TRUE(signs->at("spans").as_array().empty());
  EXPECT_EQ(asked_.incident, 0) << "nobody asked";
}

TEST_P(DrillSigns, AreAskedForByWords) {
  const Drill one = drill();
  const auto found = found_for(desk(), ana_, one, "line");
  ASSERT_TRUE(found);
  EXPECT_EQ(asked_.words, "line");
  EXPECT_EQ(asked_.until, kNine);
  EXPECT_NE(found->find("line 0"), std::string::npos);
  EXPECT_EQ(found->find("line 20"), std::string::npos);
}

}  // namespace
}  // namespace debrief::features::drills
