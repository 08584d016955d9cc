// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/runbooks.hpp"

#include "domain/events.hpp"
#include "features/runbooks/run_store.hpp"
#include "features/runbooks/store.hpp"
#include "journal/testing_store.hpp"
#include "journal/visibility.hpp"

#include <gtest/gtest.h>

namespace debrief::features::runbooks {
namespace {

using domain::AccessRole;
using domain::Principal;
using Checklist = Run;  // testing::Test has a Run of its own

class Runbooks : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-ana");
    insert_incident(2, domain::Visibility::private_, "u-ana");
    insert_incident(3, domain::Visibility::everyone, "u-ana");
  }
  template <class Work>
  auto write(const Work& work) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return work(tx); });
  }
  template <class Work>
  auto read(const Work& work) {
    return database().read([&](db::Connection& db) { return work(db); });
  }
  Wanted wanted(std::string title, std::string markdown = "1. Look\n2. Act\n") {
    Wanted wanted;
    wanted.title = std::move(title);
    wanted.markdown = std::move(markdown);
    return wanted;
  }
  Runbook added(const Wanted& what) {
    auto result = write([&](auto& tx) { return add(tx, ana_, what); });
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return *result;
  }
  Checklist started(std::int64_t incident, std::int64_t runbook) {
    auto result = write([&](auto& tx) { return start_run(tx, ana_, incident, runbook); });
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return *result;
  }
  Result<Checklist> step(const Checklist& run, std::int64_t place, StepState state, std::optional<std::string> note = {},
                   std::optional<std::int64_t> expected = {}) {
    return write([&](auto& tx) { return set_step(tx, ana_, run.incident, run.id, place, {state, note}, expected); });
  }
  Result<Checklist> end(const Checklist& run, RunOutcome outcome) {
    return write([&](auto& tx) { return end_run(tx, ana_, run.incident, run.id, outcome, "ok"); });
  }
  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const Principal& who, std::int64_t number) -> Result<domain::Incident> {
      TRY(database().read([&](db::Connection& db) { return journal::require_incident(db, who, domain::Action::read, number); }));
      domain::Incident incident;
      incident.number = number;
      incident.title = "Checkout fails";
      incident.services = {"checkout"};
      return incident;
    };
    ports.list_alerts = [](const Principal&, std::int64_t) -> Result<std::vector<domain::Alert>> {
      domain::Alert alert;
      alert.name = "CheckoutErrorRateHigh";
      return std::vector{alert};
    };
    ports.list_similar = [this](const Principal&, std::int64_t, std::size_t) -> Result<std::vector<domain::Match>> { return similar_; };
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) { told_.push_back(notice); };
    return ports;
  }
  std::vector<std::string> kinds_of_facts(std::int64_t incident) {
    std::vector<std::string> kinds;
    const auto facts = journal().list_after(0, 1000, incident);
    for (const auto& fact : facts) kinds.push_back(fact.kind);
    return kinds;
  }

  Principal ana_{"u-ana", "Ana", AccessRole::editor, "web"};
  Principal bo_{"u-bo", "Bo", AccessRole::editor, "web"};
  journal::Origin origin_{"Ana", "u-ana", "web"};
  std::vector<domain::Match> similar_;
  std::vector<domain::Notice> told_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Runbooks, db::both_engines(), db::engine_name);

TEST_P(Runbooks, KeepEveryVersion) {
  Wanted first = wanted("  Pool\nis full ");
  first.services = {" checkout ", "checkout", ""};
  first.rules = {{{"Checkout*"}, {}, ""}};
  first.review_days = 30;
  const Runbook made = added(first);
  EXPECT_EQ(made.title, "Pool is full");
  EXPECT_EQ(made.services, std::vector<std::string>{"checkout"});
  EXPECT_EQ(made.review_at, made.created_at + std::chrono::days(30));
  Wanted more;
  more.markdown = "1. Look twice\n";
  const auto stale = write([&](auto& tx) { return change(tx, ana_, made.number, more, 7); });
  EXPECT_EQ(stale.error().code, ErrorCode::precondition);
  const auto changed = write([&](auto& tx) { return change(tx, ana_, made.number, more, 1); });
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->version, 2);
  EXPECT_EQ(changed->title, "Pool is full");
  EXPECT_EQ(write([&](auto& tx) { return change(tx, ana_, made.number, more, {}); })->version, 2) << "nothing is new";
  const auto old = read([&](db::Connection& db) { return store::find_revision(db, made.number, 1); });
  ASSERT_TRUE(old);
  EXPECT_EQ(old->markdown, "1. Look\n2. Act\n");
  EXPECT_EQ(old->rules.at(0).alerts, std::vector<std::string>{"Checkout*"});
  EXPECT_EQ(read([&](db::Connection& db) { return store::list_revisions(db, made.number, 10); }).size(), 2U);
  EXPECT_EQ(kinds_of_facts(domain::kServerChain), (std::vector<std::string>{"runbook.saved", "runbook.saved"}));
}

TEST_P(Runbooks, AreArchivedAndComeBack) {
  const Runbook made = added(wanted("Pool"));
  ASSERT_TRUE(write([&](auto& tx) { return set_archived(tx, ana_, made.number, true); }));
  const auto listed = [&](bool archived) {
    store::Filter filter;
    filter.archived = archived;
    return read([&](db::Connection& db) { return store::list(db, ana_, filter, {}, 10); }).size();
  };
  EXPECT_EQ(listed(false), 0U);
  EXPECT_EQ(listed(true), 1U);
  EXPECT_EQ(write([&](auto& tx) { return start_run(tx, ana_, 1, made.number); }).error().code, ErrorCode::conflict);
  ASSERT_TRUE(write([&](auto& tx) { return set_archived(tx, ana_, made.number, false); }));
  EXPECT_EQ(listed(false), 1U);
}

TEST_P(Runbooks, AreFoundByWords) {
  added(wanted("Pool is 100% full"));
  const auto found = [&](std::string words) {
    store::Filter filter;
    filter.words = std::move(words);
    return read([&](db::Connection& db) { return store::list(db, ana_, filter, {}, 10); }).size();
  };
  EXPECT_EQ(found("POOL"), 1U);
  EXPECT_EQ(found("100%"), 1U);
  EXPECT_EQ(found("1_0"), 0U);
  EXPECT_EQ(found("act"), 1U);
}

TEST_P(Runbooks, OfPrivateIncidentsAreAsPrivate) {
  Wanted secret = wanted("Secret");
  secret.origin = 2;
  secret.services = {"checkout"};
  const Runbook made = added(secret);
  EXPECT_TRUE(read([&](db::Connection& db) { return get(db, ana_, made.number); }));
  EXPECT_EQ(read([&](db::Connection& db) { return get(db, bo_, made.number); }).error().code, ErrorCode::not_found);
  EXPECT_TRUE(read([&](db::Connection& db) { return store::list(db, bo_, {}, {}, 10); }).empty());
  EXPECT_EQ(list_for(journal(), ports(), ana_, 1)->size(), 1U);
  EXPECT_TRUE(list_for(journal(), ports(), bo_, 1)->empty());
  EXPECT_EQ(write([&](auto& tx) { return change(tx, bo_, made.number, wanted("x"), {}); }).error().code, ErrorCode::not_found);
  EXPECT_EQ(write([&](auto& tx) { return start_run(tx, bo_, 1, made.number); }).error().code, ErrorCode::not_found);
  EXPECT_EQ(write([&](auto& tx) { return add(tx, bo_, secret); }).error().code, ErrorCode::not_found);
  EXPECT_EQ(write([&](auto& tx) { return add(tx, {"u", "V", AccessRole::responder, "web"}, wanted("x")); }).error().code,
            ErrorCode::forbidden);
}

TEST_P(Runbooks, RunAsAChecklistWithEveryStepOnTheChain) {
  const Checklist run = started(1, added(wanted("Pool")).number);
  ASSERT_EQ(run.steps.size(), 2U);
  ASSERT_TRUE(step(run, 1, StepState::doing));
  ASSERT_TRUE(step(run, 1, StepState::helped, "It fell to 2 %"));
  EXPECT_EQ(step(run, 2, StepState::skipped).error().field, "/note");
  EXPECT_EQ(step(run, 2, StepState::done, {}, 4).error().code, ErrorCode::precondition);
  EXPECT_EQ(step(run, 3, StepState::done).error().code, ErrorCode::not_found);
  ASSERT_TRUE(step(run, 2, StepState::skipped, "Not needed", 0));
  const auto ended = end(run, RunOutcome::solved);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->steps[0].state, StepState::helped);
  EXPECT_EQ(ended->steps[0].who, "Ana");
  EXPECT_EQ(ended->steps[0].note, "It fell to 2 %");
  EXPECT_EQ(step(run, 1, StepState::open).error().code, ErrorCode::conflict);
  ASSERT_TRUE(write([&](auto& tx) { return reopen_run(tx, ana_, 1, run.id); }));
  const auto open = step(run, 1, StepState::open);
  ASSERT_TRUE(open);
  EXPECT_TRUE(open->steps[0].who.empty());
  EXPECT_EQ(kinds_of_facts(1), (std::vector<std::string>{"run.started", "run.step", "run.step", "run.step", "run.ended",
                                                         "run.reopened", "run.step"}));
}

TEST_P(Runbooks, AreRunOnceAtATimeAndAsTheyReadThen) {
  const Runbook made = added(wanted("Pool"));
  const Runbook empty = added(wanted("Empty", "Words only\n"));
  const Checklist run = started(1, made.number);
  EXPECT_EQ(write([&](auto& tx) { return start_run(tx, ana_, 1, made.number); }).error().code, ErrorCode::conflict);
  EXPECT_TRUE(write([&](auto& tx) { return change(tx, ana_, made.number, wanted("Pool", "1. Other\n"), {}); }));
  EXPECT_EQ(step(run, 2, StepState::done)->steps[1].title, "Act");
  EXPECT_EQ(write([&](auto& tx) { return set_step(tx, ana_, 3, run.id, 1, {StepState::done, {}}, {}); }).error().code,
            ErrorCode::not_found)
      << "a run belongs to its incident";
  EXPECT_EQ(write([&](auto& tx) { return start_run(tx, ana_, 1, empty.number); }).error().code, ErrorCode::conflict);
}

TEST_P(Runbooks, TellWhichStepsHelpedWithoutDrillsAndSecrets) {
  const Runbook made = added(wanted("Pool"));
  for (const std::int64_t incident : {1, 2, 3}) {
    const Checklist run = started(incident, made.number);
    ASSERT_TRUE(step(run, 1, incident == 1 ? StepState::helped : StepState::no_help));
    ASSERT_TRUE(end(run, RunOutcome::solved));
  }
  database().write([](db::Connection& db) { db.execute("update incidents set kind = 'drill' where number = 3"); });
  const auto counts = [&](const Principal& who) {
    return read([&](db::Connection& db) { return store::count_steps(db, who, made.number); });
  };
  EXPECT_EQ(counts(ana_).at("look").helped, 1);
  EXPECT_EQ(counts(ana_).at("look").no_help, 1) << "not that of the drill";
  EXPECT_EQ(counts(bo_).at("look").no_help, 0) << "nor that of the private incident";
  const auto runs = [&](const Principal& who) { return read([&](db::Connection& db) { return store::count_runs(db, who); }); };
  EXPECT_EQ(runs(ana_).at(made.number).solved, 2);
  EXPECT_EQ(runs(bo_).at(made.number).runs, 1);
  EXPECT_EQ(read([&](db::Connection& db) { return store::list_runs_of(db, bo_, made.number, 10); }).size(), 2U);
}

TEST_P(Runbooks, FitByRuleAndByWhatHelpedBefore) {
  Wanted by_rule = wanted("By rule");
  by_rule.rules = {{{"Checkout*"}, {}, ""}};
  added(by_rule);
  const Runbook other = added(wanted("Solved it once"));
  const Runbook from = added(wanted("Made from", "1. Look ([INC-3](/incidents/3#entry-9))\n"));
  ASSERT_TRUE(end(started(3, other.number), RunOutcome::solved));
  EXPECT_EQ(recommend(journal(), ports(), ana_, 1)->size(), 1U);
  domain::Match match;
  match.incident = 3;
  similar_ = {match};
  const auto fits = recommend(journal(), ports(), ana_, 1);
  ASSERT_TRUE(fits);
  ASSERT_EQ(fits->size(), 3U);
  EXPECT_EQ((*fits)[0].reasons, std::vector<std::string>{"alert CheckoutErrorRateHigh matches Checkout*"});
  EXPECT_EQ((*fits)[1].runbook, from.number);
  EXPECT_EQ((*fits)[1].reasons, std::vector<std::string>{"made from INC-3, which resembles this one"});
  EXPECT_EQ((*fits)[2].reasons, std::vector<std::string>{"solved INC-3, which resembles this one"});
  EXPECT_EQ((*fits)[2].solved, 1);
  EXPECT_EQ(recommend(journal(), ports(), bo_, 2).error().code, ErrorCode::not_found);
}

TEST_P(Runbooks, RemindTheirOwnersOnceAWeek) {
  Wanted what = wanted("Pool");
  what.owner = Owner{"Ana", "u-ana"};
  what.review_days = 1;
  const Runbook made = added(what);
  clock_.advance(std::chrono::days(10));
  std::set<std::string> keys;
  for (int hour = 0; hour < 10 * 24; ++hour) {
    remind(journal(), ports());
    clock_.advance(std::chrono::hours(1));
  }
  for (const auto& notice : told_) keys.insert(notice.key);
  ASSERT_FALSE(told_.empty());
  EXPECT_EQ(told_[0].to, std::vector<std::string>{"u-ana"});
  EXPECT_LE(keys.size(), 3U);
  EXPECT_GE(keys.size(), 2U);
  ASSERT_TRUE(write([&](auto& tx) { return mark_reviewed(tx, ana_, made.number); }));
  told_.clear();
  remind(journal(), ports());
  EXPECT_TRUE(told_.empty());
}

}  // namespace
}  // namespace debrief::features::runbooks
