// SPDX-License-Identifier: Apache-2.0
#include "features/relations/relations.hpp"
#include "features/relations/resemblance.hpp"
#include "features/relations/store.hpp"
#include "journal/testing_store.hpp"

#include "journal/read_access.hpp"
#include "journal/visibility.hpp"

#include <gtest/gtest.h>

namespace debrief::features::relations {
namespace {

using domain::AccessRole;
using domain::Principal;

class Relations : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    for (const std::int64_t number : {1, 2, 3}) insert_incident(number, domain::Visibility::everyone, "u-ana");
    insert_incident(4, domain::Visibility::private_, "u-ana");
  }
  Ports ports() {
    Ports ports;
    ports.declare = [this](journal::Transaction& tx, const Principal& who, const SubIncident& sub) -> Result<std::int64_t> {
      declared_ = sub;
      tx.db.execute(
          "insert into incidents (number, title, summary, impact, kind, state, phase, visibility, declared_at, declared_by, declared_by_id, version) "
          "values (9, $1, '', '', 'normal', 'investigating', 'active', $2, 0, $3, $4, 1)",
          sub.title, to_text(sub.visibility), who.name, who.id);
      return 9;
    };
    ports.close = [this](journal::Transaction&, const Principal&, std::int64_t number) -> Result<> {
      closed_.push_back(number);
      return {};
    };
    return ports;
  }
  Result<Link> linked(std::int64_t number, Relation relation, std::int64_t other, const Principal& who, bool close = false) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return link(tx, ports(), who, number, {relation, other, "Seen in the logs", close}); });
  }
  Result<Link> linked(std::int64_t number, Relation relation, std::int64_t other) { return linked(number, relation, other, ana_); }
  std::vector<Link> links(std::int64_t number, const Principal& who) {
    return *database().read([&](db::Connection& db) { return list(db, who, number); });
  }

  Principal ana_{"u-ana", "Ana", AccessRole::responder};
  Principal bo_{"u-bo", "Bo", AccessRole::editor};
  journal::Origin origin_{"Ana", "u-ana", "web"};
  SubIncident declared_;
  std::vector<std::int64_t> closed_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Relations, db::both_engines(), db::engine_name);

TEST_P(Relations, StandOnBothIncidents) {
  const auto made = linked(2, Relation::caused_by, 1);
  ASSERT_TRUE(made);
  EXPECT_EQ(links(2, ana_).front().relation, Relation::caused_by);
  EXPECT_EQ(links(1, ana_).front().relation, Relation::caused);
  EXPECT_EQ(links(1, ana_).front().other, 2);
  EXPECT_EQ(linked(1, Relation::caused, 2)->id, made->id) << "said again from the other side";
  EXPECT_EQ(journal().newest_position(), 2) << "one fact on each";
  ASSERT_TRUE(journal().write(origin_, [&](journal::Transaction& tx) { return unlink(tx, ana_, 1, made->id); }));
  EXPECT_TRUE(links(2, ana_).empty());
  EXPECT_EQ(journal().newest_position(), 4);
}

TEST_P(Relations, KnowOneParentAndNoCircles) {
  ASSERT_TRUE(linked(2, Relation::parent, 1));
  EXPECT_EQ(linked(2, Relation::parent, 3).error().code, ErrorCode::conflict);
  ASSERT_TRUE(linked(2, Relation::child, 3));
  EXPECT_EQ(linked(1, Relation::parent, 3).error().code, ErrorCode::conflict) << "1 would be its own grandchild";
  EXPECT_EQ(linked(1, Relation::related, 1).error().code, ErrorCode::invalid);
}

TEST_P(Relations, CloseADuplicateWhenAsked) {
  ASSERT_TRUE(linked(2, Relation::duplicate_of, 1));
  EXPECT_TRUE(closed_.empty());
  ASSERT_TRUE(linked(1, Relation::duplicate, 3, ana_, true));
  EXPECT_EQ(closed_, std::vector<std::int64_t>{3});
}

TEST_P(Relations, AreNothingToThoseWhoMayNotSeeTheOther) {
  ASSERT_TRUE(linked(1, Relation::related, 4));
  EXPECT_EQ(links(1, ana_).size(), 1U);
  EXPECT_TRUE(links(1, bo_).empty());
  const auto facts = journal().list_after(0, 10, 1);
  ASSERT_EQ(facts.size(), 1U);
  const auto shown_to = [&](const Principal& who) {
    return database().read([&](db::Connection& db) { return journal::FactFilter(db).shows(who, facts.front()); });
  };
  EXPECT_TRUE(shown_to(ana_));
  EXPECT_FALSE(shown_to(bo_));
  const auto id = links(1, ana_).front().id;
  EXPECT_EQ(journal().write(origin_, [&](journal::Transaction& tx) { return unlink(tx, bo_, 1, id); }).error().code, ErrorCode::not_found);
  EXPECT_EQ(linked(1, Relation::related, 4, bo_).error().code, ErrorCode::not_found);
  EXPECT_EQ(linked(1, Relation::related, 77, bo_).error().message, linked(1, Relation::related, 4, bo_).error().message);
}

TEST_P(Relations, LetReadersOfAPrivateParentReadItsParts) {
  database().write([&](db::Connection& db) {
    for (const char* id : {"u-ana", "u-cy"})
      db.execute("insert into users (id, name, email, password_hash, role, created_at) values ($1, $1, $1, '', 'viewer', 0)", id);
    db.execute("insert into incident_members (incident, user_id, added_by, added_at) values (4, 'u-cy', 'Ana', 0)");
  });
  domain::Incident parent;
  parent.number = 4;
  parent.services = {"vault"};
  parent.severity = "sev2";
  parent.visibility = domain::Visibility::private_;
  const auto number = journal().write(origin_, [&](journal::Transaction& tx) { return declare_sub(tx, ports(), ana_, parent, {" Rotate keys "}); });
  ASSERT_TRUE(number);
  EXPECT_EQ(declared_.title, "Rotate keys");
  EXPECT_EQ(declared_.services, parent.services);
  EXPECT_EQ(declared_.severity, "sev2");
  EXPECT_EQ(declared_.visibility, domain::Visibility::private_);
  const Principal cy{"u-cy", "Cy", AccessRole::viewer};
  EXPECT_EQ(links(9, cy).front().relation, Relation::parent);
  EXPECT_FALSE(database().read([&](db::Connection& db) { return list(db, bo_, 9); }));
}

TEST(Resembling, CountsWordsServicesAndThePast) {
  domain::Incident running;
  running.title = "Checkout fails for customers in Europe";
  running.services = {"checkout"};
  const auto score = [&](Report report, std::optional<std::int64_t> past = {}) { return resemblance_of(report, running, past).score; };
  EXPECT_GE(score({"Checkout fails", "", {}, {}}), kWorthTelling);
  EXPECT_GE(score({"Orders cannot be paid", "", {"checkout"}, {}}), kWorthTelling);
  EXPECT_LT(score({"Search is slow", "", {"search"}, {}}), kWorthTelling);
  EXPECT_EQ(score({"Mail is late", "", {}, {}}), 0);
  EXPECT_GT(score({"Checkout is slow", "", {}, 7}, 7), score({"Checkout is slow", "", {}, 7}, 8));
  const auto why = resemblance_of({"Checkout fails", "", {}, {}}, running, {}).reasons;
  ASSERT_EQ(why.size(), 2U);
  EXPECT_EQ(why.front(), "the same words: checkout, fail");
  EXPECT_EQ(why.back(), "the same service: checkout");
}

}  // namespace
}  // namespace debrief::features::relations
