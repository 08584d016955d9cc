// SPDX-License-Identifier: Apache-2.0
#include "features/drills/drills.hpp"

#include "base/time.hpp"
#include "features/drills/quiz.hpp"
#include "features/drills/store.hpp"
#include "features/drills/training.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace debrief::features::drills {
namespace {

using domain::AccessRole;
using domain::Principal;
using std::chrono::minutes;

class Drills : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    for (std::int64_t number = 1; number <= 5; ++number)
      insert_incident(number, number == 2 ? domain::Visibility::private_ : domain::Visibility::everyone, "u-ana", kNine);
    database().write([](db::Connection& db) {
      db.execute("update incidents set phase = 'closed', state = 'closed'");
      for (std::int64_t number = 1; number <= 4; ++number)
        db.execute("insert into incident_services (incident, service) values ($1, 'checkout')", number);
      db.execute("insert into incident_services (incident, service) values (5, 'search')");
    });
  }
  template <class Work>
  auto write_with(const Work& work) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return work(tx); });
  }
  template <class Work>
  auto read(const Work& work) {
    return database().read([&](db::Connection& db) { return work(db); });
  }
  Drill started(Mode mode = Mode::alone, std::int64_t number = 1) {
    domain::Incident incident;
    incident.number = number;
    incident.services = {"checkout"};
    return *write_with([&](auto& tx) -> Result<Drill> { return start(tx, ana_, incident, {kNine, kNine + minutes(60)}, mode); });
  }
  Result<Writing> written(const Principal& who, const Drill& drill, std::string kind, std::string text = "x") {
    return write_with([&](auto& tx) { return write(tx, who, drill.id, kind, text, ""); });
  }
  Result<Drill> ended(const Drill& drill) {
    return write_with([&](auto& tx) { return end(tx, ana_, drill.id); });
  }

  const Instant kNine = *parse_rfc3339("2026-03-17T09:00:00Z");
  Principal ana_{"u-ana", "Ana", AccessRole::responder, "web"};
  Principal bo_{"u-bo", "Bo", AccessRole::viewer, "web"};
  journal::Origin origin_{"Ana", "u-ana", "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, Drills, db::both_engines(), db::engine_name);

TEST_P(Drills, KeepTheirClockOnTheServer) {
  const Drill drill = started();
  EXPECT_EQ(drill.clock.at(clock_.now()), kNine);
  clock_.advance(minutes(5));
  ASSERT_TRUE(write_with([&](auto& tx) { return set_clock(tx, ana_, drill.id, 10, {}); }));
  clock_.advance(minutes(2));
  const auto kept = read([&](db::Connection& db) { return get(db, ana_, drill.id); });
  EXPECT_EQ(kept->clock.at(clock_.now()), kNine + minutes(20));
  ASSERT_TRUE(write_with([&](auto& tx) { return set_clock(tx, ana_, drill.id, 0, {}); }));
  clock_.advance(minutes(100));
  const auto on = write_with([&](auto& tx) { return set_clock(tx, ana_, drill.id, {}, kNine + minutes(5)); });
  EXPECT_EQ(on->clock.at(clock_.now()), kNine + minutes(20)) << "never back";
  const auto skipped = write_with([&](auto& tx) { return set_clock(tx, ana_, drill.id, 1, kNine + minutes(40)); });
  EXPECT_EQ(skipped->clock.at(clock_.now()), kNine + minutes(40));
  clock_.advance(minutes(100));
  EXPECT_EQ(skipped->clock.at(clock_.now()), kNine + minutes(60));
}

TEST_P(Drills, RecordWhatIsWrittenAtTheTimeOfTheIncident) {
  const Drill drill = started();
  ASSERT_TRUE(write_with([&](auto& tx) { return set_clock(tx, ana_, drill.id, 60, {}); }));
  clock_.advance(std::chrono::seconds(30));
  const auto writing = written(ana_, drill, "believe", "  The pool is full ");
  ASSERT_TRUE(writing);
  EXPECT_EQ(writing->at, kNine + minutes(30));
  EXPECT_EQ(writing->text, "The pool is full");
  EXPECT_EQ(written(ana_, drill, "inject").error().code, ErrorCode::forbidden);
  EXPECT_EQ(written(ana_, drill, "shout").error().field, "/kind");
  EXPECT_EQ(written(ana_, drill, "see", " ").error().field, "/text");
  ASSERT_TRUE(ended(drill));
  EXPECT_EQ(written(ana_, drill, "see").error().code, ErrorCode::conflict);
  EXPECT_EQ(read([&](db::Connection& db) { return store::list_writings(db, drill.id); }).size(), 1U);
}

TEST_P(Drills, OfAGroupAreLedByTheFacilitator) {
  const Drill drill = started(Mode::group);
  EXPECT_EQ(written(bo_, drill, "see").error().code, ErrorCode::forbidden);
  ASSERT_TRUE(write_with([&](auto& tx) { return join(tx, bo_, drill.id); }));
  ASSERT_TRUE(written(bo_, drill, "see"));
  EXPECT_EQ(written(bo_, drill, "inject").error().code, ErrorCode::forbidden);
  ASSERT_TRUE(written(ana_, drill, "inject", "A customer calls"));
  EXPECT_EQ(write_with([&](auto& tx) { return set_clock(tx, bo_, drill.id, 5, {}); }).error().code, ErrorCode::forbidden);
  EXPECT_EQ(write_with([&](auto& tx) { return end(tx, bo_, drill.id); }).error().code, ErrorCode::forbidden);
  EXPECT_EQ(read([&](db::Connection& db) { return store::list(db, bo_, 10); }).size(), 1U);
}

TEST_P(Drills, AreJudgedByHandWhenTheyHaveEnded) {
  const Drill drill = started(Mode::group);
  ASSERT_TRUE(write_with([&](auto& tx) { return join(tx, bo_, drill.id); }));
  Judgement judgement;
  judgement.recognised_at = kNine + minutes(12);
  judgement.helped = "The runbook";
  const auto judged = [&](const Principal& who, const std::string& user) {
    return write_with([&](auto& tx) { return judge(tx, who, drill.id, user, judgement); });
  };
  EXPECT_EQ(judged(bo_, "u-bo").error().code, ErrorCode::conflict);
  ASSERT_TRUE(ended(drill));
  EXPECT_EQ(judged(bo_, "u-ana").error().code, ErrorCode::forbidden);
  ASSERT_TRUE(judged(bo_, "u-bo"));
  ASSERT_TRUE(judged(ana_, "u-bo")) << "the facilitator judges for others";
  EXPECT_EQ(judged(ana_, "u-nobody").error().code, ErrorCode::not_found);
  judgement.recognised_at = kNine + minutes(61);
  EXPECT_EQ(judged(bo_, "u-bo").error().code, ErrorCode::invalid);
  const auto kept = read([&](db::Connection& db) { return get(db, bo_, drill.id); });
  EXPECT_EQ(kept->find("u-bo")->recognised_at, kNine + minutes(12));
  EXPECT_EQ(kept->find("u-bo")->helped, "The runbook");
}

TEST_P(Drills, ArePassedByTheFacilitatorsWordOrByTheMarks) {
  const Drill drill = started(Mode::group);
  ASSERT_TRUE(write_with([&](auto& tx) { return join(tx, bo_, drill.id); }));
  ASSERT_TRUE(ended(drill));
  const auto results = [&] { return read([](db::Connection& db) { return list_results(db, 1); }); };
  EXPECT_TRUE(results().empty()) << "nobody was judged yet";
  const auto judged = [&](const Principal& who, const std::string& user, const Judgement& judgement) {
    return write_with([&](auto& tx) { return judge(tx, who, drill.id, user, judgement); });
  };
  Judgement marks;
  marks.recognised_at = kNine + minutes(12);
  ASSERT_TRUE(judged(bo_, "u-bo", marks));
  ASSERT_EQ(results().size(), 1U);
  EXPECT_EQ(results()[0].person, "Bo");
  EXPECT_EQ(results()[0].recognised_after, minutes(12));
  EXPECT_FALSE(results()[0].next_step_after);
  EXPECT_FALSE(results()[0].passed);
  EXPECT_EQ(results()[0].judged_by, "Bo");
  Judgement word;
  word.passed.emplace(true);
  EXPECT_EQ(judged(bo_, "u-bo", word).error().code, ErrorCode::forbidden);
  EXPECT_EQ(judged(ana_, "u-ana", word).error().code, ErrorCode::forbidden) << "who leads takes no part";
  ASSERT_TRUE(judged(ana_, "u-bo", word));
  EXPECT_EQ(results()[0].passed, true);
  EXPECT_EQ(results()[0].recognised_after, minutes(12)) << "what others marked stays";
  word.passed.emplace(std::nullopt);
  ASSERT_TRUE(judged(ana_, "u-bo", word));
  EXPECT_FALSE(results()[0].passed) << "taken back";
  EXPECT_TRUE(read([](db::Connection& db) { return list_results(db, 2); }).empty());
  const auto facts = journal().list_after(0, 100, domain::kServerChain);
  EXPECT_EQ(facts.back().kind, "drill.judged");
  EXPECT_EQ(facts.back().data.at("recognised_after").as_int64(), 12 * 60);
}

TEST_P(Drills, OfPrivateIncidentsAndOfOthersAloneDoNotExist) {
  const Drill secret = started(Mode::group, 2);
  const Drill alone = started(Mode::alone, 1);
  for (const Drill& drill : {secret, alone}) {
    EXPECT_EQ(read([&](db::Connection& db) { return get(db, bo_, drill.id); }).error().code, ErrorCode::not_found);
    EXPECT_EQ(write_with([&](auto& tx) { return join(tx, bo_, drill.id); }).error().code, ErrorCode::not_found);
  }
  EXPECT_TRUE(read([&](db::Connection& db) { return store::list(db, bo_, 10); }).empty());
  EXPECT_EQ(read([&](db::Connection& db) { return store::list_past(db, bo_, 10); }).size(), 4U);
  EXPECT_EQ(read([&](db::Connection& db) { return store::list_past(db, ana_, 10); }).size(), 5U);
}

TEST_P(Drills, AreNoIncidentsAndLeaveNoFactOnTheirChain) {
  const auto counted = [&] { return read([](db::Connection& db) { return db.query_one("select count(*) from incidents")->integer(0); }); };
  const auto before = counted();
  const Drill drill = started();
  ASSERT_TRUE(written(ana_, drill, "see"));
  ASSERT_TRUE(ended(drill));
  EXPECT_EQ(counted(), before);
  EXPECT_TRUE(journal().list_after(0, 100, 1).empty());
  const auto facts = journal().list_after(0, 100, domain::kServerChain);
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].kind, "drill.started");
  EXPECT_EQ(facts[1].kind, "drill.ended");
}

TEST_P(Drills, AreNotReplaysOfDrills) {
  database().write([](db::Connection& db) {
    db.execute("update incidents set kind = 'drill' where number = 3");
    db.execute("update incidents set phase = 'active' where number = 4");
  });
  EXPECT_EQ(read([&](db::Connection& db) { return store::list_past(db, ana_, 10); }).size(), 3U);
}

TEST_P(Drills, TellWhoHasMetWhatAndWhoIsDue) {
  const Drill drill = started();
  ASSERT_TRUE(ended(drill));
  const auto past = read([&](db::Connection& db) { return store::list_past(db, ana_, 10); });
  const auto met = read([&](db::Connection& db) { return store::list_met(db, ana_); });
  ASSERT_EQ(met.size(), 1U);
  EXPECT_FALSE(met[0].right) << "nobody has judged it";
  const std::vector<domain::Member> members{{"u-ana", "Ana", "", AccessRole::responder}, {"u-bo", "Bo", "", AccessRole::viewer}};
  const TrainingFacts all{members, past, met, {{"p1", "pool, connections", {1, 3}}, {"p5", "index", {5}}, {"p9", "of nobody", {99}}}};
  const auto record = record_of(all, clock_.now());
  ASSERT_EQ(record.size(), 2U) << "viewers are not due";
  EXPECT_EQ(record[0].service, "search");
  EXPECT_TRUE(record[0].due);
  ASSERT_EQ(record[0].patterns.size(), 1U);
  EXPECT_EQ(record[0].patterns[0].id, "p5");
  EXPECT_FALSE(record[0].patterns[0].met);
  EXPECT_EQ(record[1].met.size(), 1U);
  EXPECT_FALSE(record[1].due);
  ASSERT_EQ(record[1].patterns.size(), 1U);
  EXPECT_TRUE(record[1].patterns[0].met);
  EXPECT_FALSE(record[1].patterns[0].recognised);
  EXPECT_TRUE(record_of(all, clock_.now() + std::chrono::days(181))[1].due);
  const auto patterns = patterns_of(all);
  ASSERT_EQ(patterns.size(), 3U);
  EXPECT_EQ(patterns[0].services, std::vector<std::string>{"checkout"});
  ASSERT_EQ(patterns[0].met.size(), 1U);
  EXPECT_EQ(patterns[0].met[0].name, "Ana");
  EXPECT_TRUE(patterns[0].missing.empty()) << "viewers are not asked for it";
  EXPECT_EQ(patterns[1].missing, std::vector<std::string>{"Ana"});
}

TEST_P(Drills, AreKeptInTheRecordHoweverManyIncidentsCameSince) {
  ASSERT_TRUE(ended(started()));
  const auto met = read([&](db::Connection& db) { return store::list_met(db, ana_); });
  const auto newest = read([&](db::Connection& db) { return store::list_past(db, ana_, 1); });
  ASSERT_EQ(newest.size(), 1U);
  EXPECT_EQ(newest[0].incident, 5);
  EXPECT_EQ(newest[0].services, std::vector<std::string>{"search"});
  const auto record = record_of({{{"u-ana", "Ana", "", AccessRole::responder}}, newest, met, {}}, clock_.now());
  ASSERT_EQ(record.size(), 2U);
  EXPECT_EQ(record[1].service, "checkout");
  EXPECT_FALSE(record[1].due);
}

TEST_P(Drills, AskWhichIncidentItIsWithFourChoices) {
  const auto past = read([&](db::Connection& db) { return store::list_past(db, ana_, 10); });
  const auto similar = [](std::int64_t number) { return std::vector<std::int64_t>{number == 1 ? 5 : 1, 99}; };
  const auto questions = draw_questions(past, "checkout", {1}, similar, 7);
  ASSERT_EQ(questions.size(), 4U);
  EXPECT_EQ(questions.back().incident, 1) << "those that were met come last";
  for (const Question& question : questions) {
    const std::set<std::int64_t> choices(question.choices.begin(), question.choices.end());
    EXPECT_EQ(choices.size(), 4U);
    EXPECT_TRUE(choices.contains(question.incident));
    EXPECT_FALSE(choices.contains(99));
  }
  EXPECT_TRUE(std::set<std::int64_t>(questions[0].choices.begin(), questions[0].choices.end()).contains(1));
  EXPECT_TRUE(draw_questions({past[0], past[1]}, "", {}, similar, 7).empty());
}

// One that resembles all others must not be the wrong choice each time: people would notice.
TEST_P(Drills, DoNotOfferTheSameWrongChoiceEachTime) {
  std::vector<store::Past> past;
  for (std::int64_t number = 1; number <= 30; ++number) past.push_back({number, "", {"checkout"}, kNine});
  const auto similar = [](std::int64_t) { return std::vector<std::int64_t>{30, 29, 28}; };
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::map<std::int64_t, int> wrong;
    for (const Question& question : draw_questions(past, "", {28, 29, 30}, similar, seed))
      for (const std::int64_t choice : question.choices)
        if (choice != question.incident) ++wrong[choice];
    EXPECT_EQ(wrong[30], 2);
    for (const auto& [number, times] : wrong) EXPECT_LE(times, 2) << number;
  }
}

}  // namespace
}  // namespace debrief::features::drills
