// SPDX-License-Identifier: Apache-2.0
#include "features/escalation/escalation.hpp"

#include "domain/events.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::escalation {
namespace {

namespace events = domain::events;
using std::chrono::minutes;

const domain::Principal kAna{"u-ana", "Ana", domain::AccessRole::administrator, "web"};

class EscalationStore : public journal::StoreOnEachEngine {
 protected:
  Ports ports() {
    Ports all;
    all.list_teams = [] { return std::vector<domain::Team>{{"t-pay", "Payments", "", std::nullopt, {"u-bo", "u-cy"}}}; };
    all.find_member = [](db::Connection&, const std::string& id) -> std::optional<domain::Member> {
      if (id == "gone") return std::nullopt;
      return domain::Member{id, "name of " + id, id + "@example.com", domain::AccessRole::responder};
    };
    all.notify = [this](journal::Transaction&, const domain::Notice& notice) { notices_.push_back(notice); };
    all.deliver = [this](journal::Transaction&, const domain::OutgoingMessage& message) { messages_.push_back(message); };
    all.acknowledge = [](journal::Transaction& tx, const domain::Principal& who, std::int64_t number) -> Result<> {
      set_milestone(tx, number, "acknowledged", who.name);
      return {};
    };
    return all;
  }
  static void set_milestone(journal::Transaction& tx, std::int64_t number, const std::string& name, const std::string& by) {
    tx.db.execute("insert into milestones (incident, name, at, set_by, recorded_at, corrected) values ($1, $2, $3, $4, $3, 0)",
                  number, name, tx.now().micros, by);
    tx.append({number, std::string(events::kMilestoneSet), tx.now(), {{"name", name}}});
  }
  void write(const std::function<Result<>(journal::Transaction&)>& work) {
    const auto written = journal().write(journal::Origin{"Ana", "u-ana", "web"}, work);
    ASSERT_TRUE(written) << written.error().message;
  }
  void record(std::int64_t number, std::string_view kind, json::object data = {}) {
    write([&](journal::Transaction& tx) -> Result<> {
      tx.append({number, std::string(kind), tx.now(), std::move(data)});
      return {};
    });
  }
  void declare(std::int64_t number, const std::string& severity, domain::Visibility visibility = domain::Visibility::everyone) {
    insert_incident(number, visibility, "u-ana", clock_.now());
    rate(number, severity);
    record(number, events::kIncidentDeclared);
  }
  void rate(std::int64_t number, const std::string& severity) {
    database().write([&](db::Connection& db) { db.execute("update incidents set severity = $2 where number = $1", number, severity); });
  }
  Policy policy() {
    Policy wanted;
    wanted.name = "Nobody there";
    wanted.match.severity = "sev2";
    wanted.steps = {{5, {"u-bo"}, {}, {}, ""}, {10, {}, {"t-pay"}, {}, "e-pager"}};
    wanted.repeats = 1;
    wanted.repeat_after = 15;
    return wanted;
  }
  void save(const Policy& wanted) {
    write([&](journal::Transaction& tx) -> Result<> {
      TRY(save_policy(tx, kAna, wanted, std::nullopt));
      return {};
    });
  }
  void add_endpoint() {
    database().write([](db::Connection& db) {
      db.execute("insert into endpoints (id, owner, kind, name, host, address, secret, old_secret, wants, state, reason, slow, created_by, created_at, version) "
                 "values ('e-pager', '', 'webhook', 'Pager', 'pager.example', $1, $1, $1, '{}', 'on', '', 0, 'Ana', 0, 1)", db::Blob{"x"});
    });
  }
  void follow() {
    keep(journal(), ports(), journal().list_after(0, 1000));  // all of it, each time: hearing twice changes nothing
  }
  void work() {
    journal::JobRunner runner(database(), clock_, log_, {{std::string(kStepJob), [this](const journal::Job& job) {
      return step(journal(), ports(), job);
    }}});
    while (runner.run_one()) {
    }
  }
  void after(minutes span) {
    clock_.advance(span);
    work();
  }
  std::vector<std::string> told_of(std::int64_t number) {
    std::vector<std::string> all;
    for (const auto& fact : journal().list_after(0, 1000, number))
      if (fact.kind.starts_with("escalation.") || fact.kind.starts_with("stakeholders."))
        all.push_back(fact.kind + (fact.data.contains("level") ? " " + std::to_string(fact.data.at("level").to_number<int>()) : "") +
                      (fact.kind == events::kEscalationEnded ? " " + std::string(json::text_at(fact.data, "reason")) : ""));
    return all;
  }
  Climb climb(std::int64_t number) {
    return database().read([&](db::Connection& db) { return store::list(db, number).at(0); });
  }

  Log log_{LogLevel::off};
  std::vector<domain::Notice> notices_;
  std::vector<domain::OutgoingMessage> messages_;
};

INSTANTIATE_TEST_SUITE_P(Engines, EscalationStore, db::both_engines(), db::engine_name);

TEST_P(EscalationStore, ClimbsStepByStepAndAgainUntilTheLadderEnds) {
  add_endpoint();
  save(policy());
  declare(1, "sev1");
  follow();
  after(minutes(4));
  EXPECT_TRUE(notices_.empty());
  after(minutes(1));
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_EQ(notices_.back().to, std::vector<std::string>{"u-bo"});
  EXPECT_NE(notices_.back().text.find("because severity is SEV1"), std::string::npos) << notices_.back().text;
  after(minutes(10));
  ASSERT_EQ(notices_.size(), 2U);
  EXPECT_EQ(notices_.back().to, (std::vector<std::string>{"u-bo", "u-cy"}));
  ASSERT_EQ(messages_.size(), 1U);
  EXPECT_EQ(messages_.back().endpoint, "e-pager");
  EXPECT_EQ(messages_.back().type, "escalation.handed_over");
  EXPECT_EQ(json::text_at(messages_.back().data.at("incident").as_object(), "key"), "INC-1");
  after(minutes(15));
  after(minutes(10));
  EXPECT_EQ(notices_.size(), 4U);
  after(minutes(600));
  EXPECT_EQ(notices_.size(), 4U);
  EXPECT_EQ(told_of(1), (std::vector<std::string>{"escalation.started", "escalation.step 1", "escalation.step 2", "escalation.step 1",
                                                  "escalation.step 2", "escalation.ended exhausted"}));
}

TEST_P(EscalationStore, GoesOnAtOnceWhenAStepCanTellNobody) {
  Policy wanted = policy();
  wanted.repeats = 0;
  wanted.steps = {{0, {"gone"}, {}, {}, ""}, {10, {}, {}, {"deputy"}, ""}, {10, {}, {}, {}, "e-pager"}, {20, {"u-bo"}, {}, {}, ""}, {30, {"u-cy"}, {}, {}, ""}};
  save(wanted);
  add_endpoint();
  database().write([](db::Connection& db) { db.execute("update endpoints set state = 'off'"); });
  declare(1, "sev1");
  follow();
  after(minutes(1));
  ASSERT_EQ(notices_.size(), 1U) << "the first who is there";
  EXPECT_EQ(notices_.back().to, std::vector<std::string>{"u-bo"});
  EXPECT_TRUE(messages_.empty()) << "it was switched off";
  after(minutes(20));
  EXPECT_EQ(notices_.size(), 1U) << "who is given time";
  after(minutes(10));
  EXPECT_EQ(notices_.size(), 2U);
}

TEST_P(EscalationStore, WakesNobodyForDrillsAndNearMissesWithoutSeverity) {
  Policy wanted = policy();
  wanted.match = {};
  wanted.match.kinds = {domain::Kind::drill, domain::Kind::near_miss};
  wanted.steps = {{0, {"u-bo"}, {}, {}, ""}};
  save(wanted);
  insert_incident(1, domain::Visibility::everyone, "u-ana", clock_.now());
  database().write([](db::Connection& db) { db.execute("update incidents set kind = 'drill', severity = null where number = 1"); });
  record(1, events::kIncidentDeclared);
  follow();
  EXPECT_TRUE(notices_.empty());
  rate(1, "sev3");
  record(1, events::kSeverityChanged);
  follow();
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_EQ(notices_.back().title.substr(0, 30), "Drill, SEV3, INC-1: nobody has");
}

TEST_P(EscalationStore, TellsWhoIsCalledWhoAskedForItAndWhy) {
  save(policy());
  declare(1, "sev1");
  follow();
  write([&](journal::Transaction& tx) -> Result<> {
    TRY(escalate_now(tx, ports(), {}, kAna, 1, "", " nobody answers "));
    return {};
  });
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_NE(notices_.back().text.find("because severity is SEV1; Ana asked for it: nobody answers"), std::string::npos) << notices_.back().text;
}

TEST_P(EscalationStore, StopsWhenSomebodyAcknowledges) {
  save(policy());
  declare(1, "sev1");
  follow();
  after(minutes(5));
  write([&](journal::Transaction& tx) { return acknowledge(tx, ports(), kAna, 1); });
  follow();
  after(minutes(60));
  EXPECT_EQ(notices_.size(), 1U);
  EXPECT_EQ(climb(1).state, ClimbState::acknowledged);
  EXPECT_EQ(climb(1).ended_by, "Ana");
  EXPECT_EQ(told_of(1), (std::vector<std::string>{"escalation.started", "escalation.step 1", "escalation.acknowledged", "escalation.ended acknowledged"}));
}

TEST_P(EscalationStore, StopsWhenSomebodyTakesTheCommandOrItIsSettled) {
  save(policy());
  declare(1, "sev1");
  declare(2, "sev2");
  declare(3, "sev3");
  follow();
  record(1, events::kRoleAssigned, {{"id", "r"}, {"role", "incident_commander"}, {"person", "Bo"}});
  record(2, events::kNoteAdded);
  database().write([](db::Connection& db) { db.execute("update incidents set phase = 'closed' where number = 2"); });
  follow();
  after(minutes(30));
  EXPECT_TRUE(notices_.empty());
  EXPECT_EQ(climb(1).ended_by, "Bo");
  EXPECT_EQ(climb(2).state, ClimbState::settled);
  EXPECT_TRUE(told_of(3).empty());
}

TEST_P(EscalationStore, TakesNoStepOnceTheCommandWasTakenEvenBeforeItHears) {
  save(policy());
  declare(1, "sev1");
  follow();
  database().write([](db::Connection& db) {
    db.execute("insert into role_assignments (id, incident, role, person, user_id, from_at) values ('r', 1, 'incident_commander', 'Bo', 'u-bo', 0)");
  });
  after(minutes(30));
  EXPECT_TRUE(notices_.empty());
}

TEST_P(EscalationStore, BeginsWhenTheSeverityRisesAndEndsWhenItFalls) {
  save(policy());
  declare(1, "sev4");
  follow();
  EXPECT_TRUE(told_of(1).empty());
  rate(1, "sev1");
  record(1, events::kSeverityChanged);
  follow();
  EXPECT_EQ(told_of(1).size(), 1U);
  rate(1, "sev4");
  record(1, events::kSeverityChanged);
  follow();
  EXPECT_EQ(climb(1).state, ClimbState::settled);
}

TEST_P(EscalationStore, ClimbsByHandAlsoWhenItWasAcknowledged) {
  save(policy());
  declare(1, "sev4");
  write([&](journal::Transaction& tx) -> Result<> {
    set_milestone(tx, 1, "acknowledged", "Ana");
    return {};
  });
  follow();
  const auto refused = journal().write(journal::Origin{"Ana", "u-ana", "web"}, [&](journal::Transaction& tx) { return escalate_now(tx, ports(), {}, kAna, 1, "", ""); });
  EXPECT_FALSE(refused) << "no policy fits";
  clock_.advance(minutes(1));
  const auto id = database().read(store::list_policies).at(0).id;
  const auto escalate = [&] {
    write([&](journal::Transaction& tx) -> Result<> {
      TRY(escalate_now(tx, ports(), ports().list_teams(), kAna, 1, id, "nobody answers"));
      return {};
    });
  };
  escalate();
  EXPECT_EQ(notices_.size(), 1U) << "the first step waits for nothing";
  escalate();
  EXPECT_EQ(notices_.size(), 2U);
  EXPECT_EQ(notices_.back().to.size(), 2U);
  after(minutes(10));
  EXPECT_EQ(notices_.size(), 2U) << "the second step was taken already";
  write([&](journal::Transaction& tx) { return acknowledge(tx, ports(), kAna, 1); });
  EXPECT_EQ(climb(1).state, ClimbState::acknowledged);
}

TEST_P(EscalationStore, TellsNobodyOfAPrivateIncidentWhoMayNotReadIt) {
  add_endpoint();
  Policy wanted = policy();
  wanted.steps = {{0, {"u-bo", "u-ana"}, {"t-pay"}, {}, "e-pager"}};
  save(wanted);
  declare(1, "sev1", domain::Visibility::private_);
  follow();
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_EQ(notices_.back().to, std::vector<std::string>{"u-ana"});
  EXPECT_TRUE(messages_.empty());
}

TEST_P(EscalationStore, BringsStakeholdersInOnceWithAReason) {
  StakeholderRule rule;
  rule.name = "Checkout";
  rule.match.words = "check(out|in)";
  rule.match.severity = "sev2";
  rule.people = {"u-bo", "gone"};
  write([&](journal::Transaction& tx) -> Result<> {
    TRY(save_rule(tx, kAna, rule, std::nullopt));
    return {};
  });
  declare(1, "sev3");
  declare(2, "sev1", domain::Visibility::private_);
  follow();
  EXPECT_TRUE(notices_.empty());
  rate(1, "sev1");
  record(1, events::kSeverityChanged);
  follow();
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_EQ(notices_.front().to, std::vector<std::string>{"u-bo"});
  EXPECT_NE(notices_.front().text.find("because severity is SEV1 and it says “Checkout”"), std::string::npos) << notices_.front().text;
  database().write([](db::Connection& db) { db.execute("update incidents set visibility = 'everyone' where number = 2"); });
  record(2, events::kVisibilityChanged);
  follow();
  EXPECT_EQ(notices_.size(), 2U) << "once more people may read it";
  EXPECT_EQ(told_of(1), std::vector<std::string>{"stakeholders.brought"});
}

TEST_P(EscalationStore, ShowsWhatAMatchWouldHaveFound) {
  declare(1, "sev1");
  declare(2, "sev4");
  declare(3, "sev1", domain::Visibility::private_);
  const domain::Principal bo{"u-bo", "Bo", domain::AccessRole::editor, "web"};
  Match match;
  match.severity = "sev2";
  const auto found = database().read([&](db::Connection& db) { return preview(db, bo, match); });
  EXPECT_EQ(found.checked, 2);
  ASSERT_EQ(found.items.size(), 1U);
  EXPECT_EQ(found.items.front().second, "severity is SEV1");
}

TEST(EscalationPolicy, IsReadAndWritten) {
  const auto text = R"({"name":" Night ","match":{"severity":"sev2","services":["checkout"],"kinds":["normal"],"words":"pay"},"steps":[{"after":0,"people":["a","a"]},{"after":5,"endpoint":"e"}],"repeats":2})";
  const auto policy = read_policy(*json::parse(text));
  ASSERT_TRUE(policy) << policy.error().message;
  EXPECT_EQ(policy->name, "Night");
  EXPECT_EQ(policy->steps.front().people.size(), 1U);
  EXPECT_EQ(json::write(wanted_json(*read_policy(json::value(wanted_json(*policy))))), json::write(wanted_json(*policy)));
  for (const char* bad : {R"({"name":"","steps":[{"after":0,"people":["a"]}]})", R"({"name":"x","steps":[]})", R"({"name":"x","steps":[{"after":1}]})",
                          R"({"name":"x","steps":[{"after":0,"people":["a"]}],"match":{"words":"("}})", R"({"name":"x","steps":[{"after":0,"people":["a"]}],"else":1})",
                          R"({"name":"x","steps":[{"after":0,"people":["a"]}],"match":{"severity":"sev9"}})", R"({"name":"x","steps":[{"after":0,"people":["a"]}],"match":{"kinds":["backfilled"]}})"})
    EXPECT_FALSE(read_policy(*json::parse(bad))) << bad;
}

TEST(EscalationMatch, HoldsWhenEverythingHolds) {
  const Subject subject{1, "Payments fail", "Refunds too", domain::Kind::normal, "sev2", "Severe", {"Checkout", "ledger"}};
  EXPECT_EQ(reason_of({}, subject), "every incident is meant");
  EXPECT_EQ(reason_of({"sev2", {"checkout"}, {}, "refund"}, subject), "severity is Severe, service Checkout is concerned and it says “Refund”");
  EXPECT_FALSE(reason_of({"sev1", {}, {}, ""}, subject));
  EXPECT_FALSE(reason_of({{}, {"search"}, {}, ""}, subject));
  EXPECT_FALSE(reason_of({{}, {}, {domain::Kind::drill}, ""}, subject));
  Subject unrated = subject;
  unrated.severity.reset();
  EXPECT_FALSE(reason_of({"sev5", {}, {}, ""}, unrated));
}

}  // namespace
}  // namespace debrief::features::escalation
