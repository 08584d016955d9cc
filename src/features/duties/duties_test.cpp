// SPDX-License-Identifier: Apache-2.0
#include "features/duties/duties.hpp"
#include "features/duties/store.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/read_access.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <map>

namespace debrief::features::duties {
namespace {

using domain::DutyState;

class DutiesStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped()) return;
    incident_.number = 1;
    incident_.title = "Checkout answers 500";
    incident_.severity = "sev1";
    incident_.declared_by = "Ana";
    incident_.roles = {{"r", "incident_commander", "Ana", {}, {}}, {"s", "scribe", "Bo", {}, {}}};
    incident_.milestones = {{"declared", clock_.now(), "Ana", {}, false}};
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
  }
  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const auto&, std::int64_t) -> Result<domain::Incident> { return incident_; };
    ports.find_user_id = [](std::string_view person) -> std::optional<std::string> {
      if (person == "Nobody") return std::nullopt;
      return "u-" + std::string(person);
    };
    ports.find_postmortem = [this](const auto&, std::int64_t) -> Result<std::optional<domain::Postmortem>> { return postmortem_; };
    ports.draft = [this](const auto&, const auto&, std::int64_t number, std::string_view) -> Result<domain::Postmortem> {
      ++drafts_;
      domain::Postmortem document;
      document.incident = number;
      document.drafted_at = clock_.now();
      postmortem_ = document;
      return document;
    };
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) {
      for (const auto& id : notice.to)
        if (told_.emplace(id + " " + notice.key, notice.title).second) ++notices_;
    };
    return ports;
  }
  void hear(std::string_view kind) {
    domain::Fact fact;
    fact.incident = 1;
    fact.kind = kind;
    keep(journal(), ports(), {fact});
  }
  void mitigate() {
    incident_.milestones.push_back({"mitigated", clock_.now(), "Ana", {}, false});
    hear(domain::events::kMilestoneSet);
  }
  std::optional<domain::Duty> duty() {
    return database().read([](db::Connection& db) { return store::find(db, 1); });
  }
  Result<domain::Duty> change_to(const Change& wanted, domain::AccessRole role = domain::AccessRole::editor) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return change(tx, {"u-Ana", "Ana", role}, 1, wanted); });
  }

  domain::Incident incident_;
  std::optional<domain::Postmortem> postmortem_;
  journal::Origin origin_{"Ana", "u-Ana", "web"};
  std::map<std::string, std::string> told_;
  int drafts_ = 0;
  int notices_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, DutiesStore, db::both_engines(), db::engine_name);

TEST_P(DutiesStore, OpenOnceTheIncidentIsMitigated) {
  hear(domain::events::kIncidentDeclared);
  EXPECT_FALSE(duty());
  mitigate();
  ASSERT_TRUE(duty());
  EXPECT_EQ(duty()->rule, "severe");
  EXPECT_EQ(duty()->owner, "Ana");
  EXPECT_EQ(duty()->owner_id, "u-Ana");
  EXPECT_EQ(duty()->drafted_at, clock_.now());
  EXPECT_EQ(drafts_, 1);
  EXPECT_EQ(notices_, 2);  // owner and scribe
  hear(domain::events::kMilestoneSet);
  hear(domain::events::kDutyOpened);
  EXPECT_EQ(drafts_, 1);
  EXPECT_EQ(notices_, 2);
}

TEST_P(DutiesStore, AreWaivedByAMergeAndComeBack) {
  insert_incident(2, domain::Visibility::private_, "u-Bo");
  mitigate();
  const auto merge = [&] {
    database().write([&](db::Connection& db) {
      db.execute("insert into incident_merges (incident, target, reason, state_before, merged_by, merged_at) values (1, 2, 'x', 'fixing', 'Ana', 0)");
    });
    hear(domain::events::kIncidentMerged);
  };
  const auto unmerge = [&] {
    database().write([](db::Connection& db) { db.execute("delete from incident_merges"); });
    hear(domain::events::kIncidentUnmerged);
  };
  merge();
  EXPECT_EQ(duty()->state, DutyState::waived);
  const auto position = journal().newest_position();
  const auto fact = journal().list_after(position - 1, 1).front();
  EXPECT_EQ(json::text_at(fact.data, "reason"), "merged into INC-2");
  EXPECT_EQ(fact.actor, "Debrief");
  database().read([&](db::Connection& db) {
    journal::FactFilter filter(db);
    EXPECT_FALSE(filter.shows({"u-Ana", "Ana", domain::AccessRole::responder}, fact)) << "the other one is private";
    EXPECT_TRUE(filter.shows({"u-Bo", "Bo", domain::AccessRole::responder}, fact));
  });
  hear(domain::events::kDutyChanged);
  EXPECT_EQ(journal().newest_position(), position) << "doing it twice changes nothing";
  Change open;
  open.state = DutyState::open;
  EXPECT_EQ(change_to(open).error().code, ErrorCode::conflict);
  unmerge();
  EXPECT_EQ(duty()->state, DutyState::open);
  Change waive;
  waive.state = DutyState::waived;
  waive.reason = "A test that got out";
  ASSERT_TRUE(change_to(waive));
  merge();
  unmerge();
  EXPECT_EQ(duty()->state, DutyState::waived) << "people waived it";
}

TEST_P(DutiesStore, AreNotOwedOnceMerged) {
  insert_incident(2, domain::Visibility::everyone, "u-Bo");
  database().write([&](db::Connection& db) {
    db.execute("insert into incident_merges (incident, target, reason, state_before, merged_by, merged_at) values (1, 2, 'x', 'fixing', 'Ana', 0)");
  });
  mitigate();
  EXPECT_FALSE(duty());
  database().write([](db::Connection& db) { db.execute("delete from incident_merges"); });
  hear(domain::events::kIncidentUnmerged);
  EXPECT_TRUE(duty());
}

TEST_P(DutiesStore, AreNotOwedForDrillsAndThePast) {
  for (const auto kind : {domain::Kind::drill, domain::Kind::backfilled, domain::Kind::maintenance}) {
    incident_.kind = kind;
    mitigate();
    EXPECT_FALSE(duty());
  }
}

TEST_P(DutiesStore, KeepADraftThatSomebodyMadeBefore) {
  postmortem_ = domain::Postmortem{};
  postmortem_->drafted_at = clock_.now() - std::chrono::minutes(5);
  mitigate();
  EXPECT_EQ(drafts_, 0);
  EXPECT_EQ(duty()->drafted_at, clock_.now() - std::chrono::minutes(5));
}

TEST_P(DutiesStore, AreDoneByPublicationAndOpenAgainWithoutIt) {
  mitigate();
  postmortem_->state = domain::PostmortemState::published;
  postmortem_->published_at = clock_.now();
  hear(domain::events::kPostmortemMoved);
  EXPECT_EQ(duty()->state, DutyState::done);
  postmortem_->state = domain::PostmortemState::in_review;
  hear(domain::events::kPostmortemMoved);
  EXPECT_EQ(duty()->state, DutyState::open);
  EXPECT_FALSE(duty()->published_at);
}

TEST_P(DutiesStore, AreWaivedWithAReasonOnly) {
  mitigate();
  Change wanted;
  wanted.state = DutyState::waived;
  EXPECT_EQ(change_to(wanted).error().field, "/reason");
  EXPECT_EQ(change_to(wanted, domain::AccessRole::viewer).error().code, ErrorCode::forbidden);
  wanted.reason = "Written up by the provider";
  EXPECT_EQ(change_to(wanted)->state, DutyState::waived);
  hear(domain::events::kMilestoneSet);
  EXPECT_EQ(duty()->state, DutyState::waived);
  wanted.state = DutyState::done;
  EXPECT_FALSE(change_to(wanted));
  const auto again = journal().write(origin_, [&](journal::Transaction& tx) {
    return open_by_hand(tx, {"u-Ana", "Ana", domain::AccessRole::responder}, incident_, {owner_named(ports(), "Bo"), {}, ""});
  });
  ASSERT_TRUE(again);
  EXPECT_EQ(duty()->owner, "Bo");
  EXPECT_EQ(duty()->state, DutyState::open);
}

TEST_P(DutiesStore, AreAskedForByHandOnce) {
  incident_.severity = "sev5";
  const auto ask = [&] {
    return journal().write(origin_, [&](journal::Transaction& tx) {
      return open_by_hand(tx, {"u-Ana", "Ana", domain::AccessRole::responder}, incident_, {});
    });
  };
  ASSERT_TRUE(ask());
  EXPECT_EQ(ask().error().code, ErrorCode::conflict);
  hear(domain::events::kDutyOpened);
  EXPECT_EQ(drafts_, 1);
}

TEST_P(DutiesStore, RemindTheOwnerOnEachWorkingDay) {
  mitigate();
  notices_ = 0;
  remind(journal(), ports());
  EXPECT_EQ(notices_, 0);
  clock_.advance(duty()->due_at - clock_.now() - std::chrono::hours(2));
  remind(journal(), ports());
  remind(journal(), ports());
  EXPECT_EQ(notices_, 1);
  clock_.advance(std::chrono::hours(3));
  remind(journal(), ports());
  clock_.advance(std::chrono::hours(1));
  remind(journal(), ports());
  EXPECT_EQ(notices_, 2);
  clock_.advance(std::chrono::hours(24 * 7));
  remind(journal(), ports());
  EXPECT_EQ(notices_, 3);
}

TEST_P(DutiesStore, AreListedByDateForThoseWhoMayRead) {
  mitigate();
  insert_incident(2, domain::Visibility::private_, "u-Bo");
  database().write([&](db::Connection& db) {
    domain::Duty other = *store::find(db, 1);
    other.incident = 2;
    other.due_at = other.due_at - std::chrono::hours(1);
    store::insert(db, other);
  });
  const auto list = [&](const std::string& id, std::optional<std::string> after, std::int64_t limit) {
    return database().read([&](db::Connection& db) {
      return *store::list(db, {id, id, domain::AccessRole::viewer}, {}, after, limit);
    });
  };
  EXPECT_EQ(list("u-Cy", {}, 10).items.size(), 1U);
  const auto first = list("u-Bo", {}, 1);
  ASSERT_TRUE(first.next);
  EXPECT_EQ(first.items.front().duty.incident, 2);
  EXPECT_EQ(list("u-Bo", first.next, 1).items.front().duty.incident, 1);
}

TEST_P(DutiesStore, FollowTheRulesOfTheHouse) {
  database().write([](db::Connection& db) { store::replace_rules(db, {}); });
  mitigate();
  EXPECT_FALSE(duty());
  database().write([](db::Connection& db) { store::replace_rules(db, {{.id = "mine", .name = "Mine", .severities = {"sev1"}, .owner = "Nobody"}}); });
  hear(domain::events::kMilestoneSet);
  EXPECT_EQ(duty()->rule, "mine");
  EXPECT_EQ(duty()->owner, "Nobody");
  EXPECT_FALSE(duty()->owner_id);
}

}  // namespace
}  // namespace debrief::features::duties
