// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/incidents.hpp"
#include "features/incidents/standing.hpp"
#include "journal/testing_store.hpp"

#include "domain/events.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace debrief::features::incidents {
namespace {

using domain::AccessRole;
using domain::Principal;

class IncidentsStore : public journal::StoreOnEachEngine {
 protected:
  template <class F>
  auto write(F&& work) {
    return journal().write(origin_, std::forward<F>(work));
  }
  domain::Incident declared(const Declaration& declaration) {
    return *write([&](journal::Transaction& tx) { return declare(tx, ana_, declaration); });
  }
  Result<domain::Incident> changed(std::int64_t number, const Change& wanted, std::optional<std::int64_t> version = {}) {
    return write([&](journal::Transaction& tx) { return change(tx, ana_, number, version, wanted); });
  }
  Result<domain::Incident> found(const Principal& who, std::int64_t number) {
    return database().read([&](db::Connection& db) { return get(db, who, number); });
  }
  domain::IntakeResult take(const std::vector<domain::Signal>& signals) {
    return *write([&](journal::Transaction& tx) -> Result<domain::IntakeResult> {
      return take_in(tx, {"source", "prod", {"service"}}, signals);
    });
  }
  static domain::Signal signal(const std::string& fingerprint, bool firing, const std::string& service = "checkout") {
    domain::Signal s;
    s.firing = firing;
    s.name = "High" + fingerprint;
    s.fingerprint = fingerprint;
    s.starts_at = {1'000'000};
    if (!firing) s.ends_at = Instant{2'000'000};
    s.labels = {{"alertname", s.name}, {"service", service}, {"severity", "critical"}};
    return s;
  }
  std::vector<std::string> kinds_of(std::int64_t number) {
    std::vector<std::string> kinds;
    for (const auto& fact : journal().list_after(0, 1000, number)) kinds.push_back(fact.kind);
    return kinds;
  }

  Principal ana_{"u-ana", "Ana", AccessRole::editor};
  Principal bo_{"u-bo", "Bo", AccessRole::editor};
  Principal viewer_{"u-vi", "Vi", AccessRole::viewer};
  Principal admin_{"u-ad", "Ad", AccessRole::administrator};
  journal::Origin origin_{"Ana", "u-ana", "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, IncidentsStore, db::both_engines(), db::engine_name);

TEST_P(IncidentsStore, KnowsEffectsAsYesNoAndUnknown) {
  declared({.title = "Orders are missing"});
  Change wanted;
  wanted.customer_impact = true;
  wanted.data_loss = false;
  const auto after = changed(1, wanted);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->customer_impact, true);
  EXPECT_EQ(after->data_loss, false);
  EXPECT_EQ(kinds_of(1).back(), "incident.effects");
  Change unknown;
  unknown.data_loss = std::optional<bool>{};
  EXPECT_FALSE(changed(1, unknown)->data_loss);
  EXPECT_EQ(found(ana_, 1)->customer_impact, true);
}

TEST_P(IncidentsStore, DeclaresWithServicesAndMilestones) {
  Declaration wanted{.title = " Checkout is down ", .severity = "sev2", .services = {"checkout", " checkout ", "payments"}, .started_at = Instant{5'000'000}};
  const auto incident = declared(wanted);
  EXPECT_EQ(incident.number, 1);
  EXPECT_EQ(incident.title, "Checkout is down");
  EXPECT_EQ(incident.services, (std::vector<std::string>{"checkout", "payments"}));
  ASSERT_NE(incident.find_milestone("started"), nullptr);
  EXPECT_EQ(incident.find_milestone("started")->at, Instant{5'000'000});
  EXPECT_NE(incident.find_milestone("declared"), nullptr);
  EXPECT_EQ(declared(wanted).number, 2);
}

TEST_P(IncidentsStore, RefusesUnknownWordsAndTheWrongPeople) {
  EXPECT_FALSE(write([&](journal::Transaction& tx) { return declare(tx, ana_, {.title = "x", .severity = "sev9"}); }));
  const auto refused = write([&](journal::Transaction& tx) { return declare(tx, viewer_, {.title = "x"}); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
  EXPECT_EQ(journal().newest_position(), 0);
}

TEST_P(IncidentsStore, RecordsEachChangeAsAFact) {
  declared({.title = "Old"});
  Change wanted;
  wanted.title = "New";
  wanted.severity = std::optional<std::string>("sev1");
  wanted.state = "monitoring";
  wanted.services = std::vector<std::string>{"search"};
  const auto incident = changed(1, wanted);
  ASSERT_TRUE(incident);
  EXPECT_EQ(incident->severity, "sev1");
  EXPECT_EQ(incident->phase(), domain::Phase::active);
  EXPECT_NE(incident->find_milestone("mitigated"), nullptr);
  EXPECT_EQ(kinds_of(1), (std::vector<std::string>{"incident.declared", "incident.title", "incident.severity", "incident.services",
                                                   "incident.state", "milestone.set"}));
}

TEST_P(IncidentsStore, ChangingNothingRecordsNothing) {
  const auto before = declared({.title = "Same"});
  Change wanted;
  wanted.title = "Same";
  wanted.state = before.state;
  EXPECT_EQ(changed(1, wanted)->version, before.version);
  EXPECT_EQ(kinds_of(1).size(), 1U);
}

TEST_P(IncidentsStore, TellsWhenSomebodyElseWasFaster) {
  const auto before = declared({.title = "A"});
  Change first;
  first.title = "B";
  ASSERT_TRUE(changed(1, first, before.version));
  const auto second = changed(1, first, before.version);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::precondition);
}

TEST_P(IncidentsStore, CorrectsMilestonesButNeverBeforeTheStart) {
  declared({.title = "A", .started_at = Instant{50'000'000}});
  const auto set = [&](const std::string& name, std::int64_t seconds) {
    return write([&](journal::Transaction& tx) { return set_milestone(tx, ana_, 1, name, Instant{seconds * 1'000'000}, ""); });
  };
  EXPECT_FALSE(set("mitigated", 49));
  ASSERT_TRUE(set("mitigated", 60));
  const auto corrected = set("mitigated", 55);
  ASSERT_TRUE(corrected);
  EXPECT_TRUE(corrected->find_milestone("mitigated")->corrected);
  EXPECT_FALSE(set("started", 56));
  EXPECT_FALSE(set("lunch", 60));
  const auto metrics = domain::metrics_of(*corrected);
  EXPECT_EQ(metrics.front().kind.formula(), "detected - started");
}

TEST_P(IncidentsStore, EndsAnExclusiveRoleWithItsFormerHolder) {
  declared({.title = "A"});
  const auto assign = [&](const std::string& person) {
    return write([&](journal::Transaction& tx) { return assign_role(tx, ana_, 1, "incident_commander", person, std::nullopt, std::nullopt); });
  };
  ASSERT_TRUE(assign("Ana"));
  EXPECT_FALSE(assign("Ana"));
  const auto incident = assign("Bo");
  ASSERT_TRUE(incident);
  ASSERT_EQ(incident->roles.size(), 2U);
  EXPECT_EQ(incident->find_holder("incident_commander")->person, "Bo");
}

TEST_P(IncidentsStore, HidesPrivateIncidentsFromThoseNotInvolved) {
  declared({.title = "Secret", .visibility = domain::Visibility::private_});
  declared({.title = "Open"});
  EXPECT_TRUE(found(ana_, 1));
  EXPECT_TRUE(found(admin_, 1));
  const auto hidden = found(bo_, 1);
  const auto unknown = found(bo_, 99);
  ASSERT_FALSE(hidden);
  EXPECT_EQ(hidden.error().code, ErrorCode::not_found);
  EXPECT_EQ(hidden.error().message, unknown.error().message);
  const auto page = [&](const Principal& who) {
    return database().read([&](db::Connection& db) { return list(db, who, {}, std::nullopt, 10); });
  };
  EXPECT_EQ(page(bo_).total, 1);
  EXPECT_EQ(page(ana_).total, 2);
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return assign_role(tx, admin_, 1, "responder", "Bo", "u-bo", std::nullopt); }));
  EXPECT_TRUE(found(bo_, 1));
}

TEST_P(IncidentsStore, HidesPrivateIncidentsThatAnAlertDeclaredFromPeopleWithoutAnAccount) {
  take({signal("A", true)});
  Change secret;
  secret.visibility = domain::Visibility::private_;
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return change(tx, admin_, 1, std::nullopt, secret); }));
  const Principal nobody{"", "Nobody", AccessRole::viewer};
  EXPECT_FALSE(found(nobody, 1));
  EXPECT_EQ(database().read([&](db::Connection& db) { return list(db, nobody, {}, std::nullopt, 10); }).total, 0);
}

TEST_P(IncidentsStore, FiltersAndPages) {
  for (int i = 0; i < 5; ++i) declared({.title = "Incident " + std::to_string(i), .severity = i % 2 == 0 ? "sev1" : "sev3", .services = {"s" + std::to_string(i % 2)}});
  const auto page = [&](const Filter& filter, std::optional<std::int64_t> after = {}) {
    return database().read([&](db::Connection& db) { return list(db, ana_, filter, after, 2); });
  };
  EXPECT_EQ(page({}).total, 5);
  EXPECT_EQ(page({}).next, 4);
  EXPECT_EQ(page({}, 4).items.front().number, 3);
  EXPECT_EQ(page({.severity = "sev1"}).total, 3);
  EXPECT_EQ(page({.service = "s1"}).total, 2);
  EXPECT_EQ(page({.words = "INCIDENT 3"}).total, 1);
  EXPECT_EQ(page({.words = "100%"}).total, 0);
  EXPECT_EQ(page({.phases = {domain::Phase::closed}}).total, 0);
}

TEST_P(IncidentsStore, TakesAnAlertInOnceHoweverOftenItIsTold) {
  EXPECT_EQ(take({signal("A", true)}).recorded, 1);
  EXPECT_EQ(take({signal("A", true), signal("A", true)}).known, 2);
  EXPECT_EQ(take({signal("B", true)}).incidents, (std::vector<std::int64_t>{1}));
  EXPECT_EQ(take({signal("C", true, "search")}).incidents, (std::vector<std::int64_t>{2}));
  EXPECT_EQ(take({signal("A", false)}).recorded, 1);
  EXPECT_EQ(take({signal("A", false)}).known, 1);
  const auto incident = *found(ana_, 1);
  EXPECT_EQ(incident.alerts_firing, 1);
  EXPECT_EQ(incident.severity, "sev2");
  EXPECT_EQ(incident.state, "triage");
}

TEST_P(IncidentsStore, EndsTheSameInEveryOrderOfArrival) {
  std::vector<domain::Signal> told{signal("A", true), signal("A", false), signal("B", true), signal("B", true), signal("C", false), signal("A", true)};
  std::mt19937 dice(GetParam() == db::Engine::sqlite ? 1U : 2U);
  for (int round = 0; round < 6; ++round) {
    std::shuffle(told.begin(), told.end(), dice);
    const std::string service = "s" + std::to_string(round);
    for (auto s : told) {
      s.labels["service"] = service;
      s.fingerprint += service;
      take({s});
    }
    const auto alerts = database().read([&](db::Connection& db) { return *list_alerts(db, ana_, round + 1); });
    ASSERT_EQ(alerts.size(), 3U);
    EXPECT_EQ(std::count_if(alerts.begin(), alerts.end(), [](const auto& a) { return a.firing; }), 1);
  }
}

TEST_P(IncidentsStore, DeclaresAnewWhenTheFormerIncidentIsOver) {
  take({signal("A", true)});
  Change over;
  over.state = "documenting";
  ASSERT_TRUE(changed(1, over));
  EXPECT_EQ(take({signal("B", true)}).incidents, (std::vector<std::int64_t>{2}));
}

TEST_P(IncidentsStore, ComesBackForAReasonOnly) {
  declared({.title = "Checkout is down"});
  Change over;
  over.state = "documenting";
  const Instant first = clock_.now();
  ASSERT_TRUE(changed(1, over));
  clock_.advance(std::chrono::hours(1));
  Change again;
  again.state = "investigating";
  const auto refused = changed(1, again);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "/reason");
  again.reason = " Orders fail again ";
  const auto reopened = changed(1, again);
  ASSERT_TRUE(reopened);
  EXPECT_EQ(reopened->phase(), domain::Phase::active);
  EXPECT_EQ(reopened->find_milestone("resolved")->at, first) << "what was recorded stays until there is a new end";
  const auto kinds = kinds_of(1);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "incident.reopened"), 1);
  EXPECT_EQ(kinds.back(), "incident.state");
  const auto standing = database().read([&](db::Connection& db) { return find_standing(db, ana_, 1); });
  EXPECT_EQ(standing.reopened, 1);
  EXPECT_EQ(standing.reopened_reason, "Orders fail again");

  clock_.advance(std::chrono::hours(1));
  const auto ended = changed(1, over);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->find_milestone("resolved")->at, clock_.now());
  EXPECT_TRUE(ended->find_milestone("resolved")->corrected);
  const auto facts = journal().list_after(0, 1000, 1);
  EXPECT_EQ(json::text_at(facts.back().data, "reason"), "it had been reopened");
  EXPECT_FALSE(json::text_at(facts.back().data, "was").empty());
}

TEST_P(IncidentsStore, TakesAlertsOfAReopenedIncidentIn) {
  take({signal("a", true)});
  Change wanted;
  wanted.state = "closed";
  ASSERT_TRUE(changed(1, wanted));
  wanted.state = "monitoring";
  wanted.reason = "It flaps";
  ASSERT_TRUE(changed(1, wanted));
  EXPECT_EQ(take({signal("b", true)}).incidents, std::vector<std::int64_t>{1});
}

}  // namespace
}  // namespace debrief::features::incidents
