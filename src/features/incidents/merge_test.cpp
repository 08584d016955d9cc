// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/merge.hpp"

#include "features/incidents/standing.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::incidents {
namespace {

using domain::AccessRole;
using domain::Principal;

class Merging : public journal::StoreOnEachEngine {
 protected:
  std::int64_t declared(const std::string& title, domain::Visibility visibility = domain::Visibility::everyone) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return declare(tx, ana_, {.title = title, .visibility = visibility}); })->number;
  }
  Result<domain::Incident> merged(std::int64_t number, std::int64_t into, bool confirmed = false) { return merged_by(ana_, number, into, confirmed); }
  Result<domain::Incident> merged_by(const Principal& who, std::int64_t number, std::int64_t into, bool confirmed = false) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return merge(tx, who, number, {into, "The same pool", confirmed}); });
  }
  Standing standing(const Principal& who, std::int64_t number) {
    return database().read([&](db::Connection& db) { return find_standing(db, who, number); });
  }
  std::int64_t alert(const std::string& fingerprint) {
    domain::Signal signal;
    signal.firing = true;
    signal.name = fingerprint;
    signal.fingerprint = fingerprint;
    signal.starts_at = clock_.now();
    signal.labels = {{"service", "checkout"}};
    return journal()
        .write(origin_, [&](journal::Transaction& tx) -> Result<domain::IntakeResult> { return take_in(tx, {"source", "prod", {"service"}}, {signal}); })
        ->incidents.front();
  }
  std::int64_t total(bool with_merged) {
    Filter filter;
    filter.merged = with_merged;
    return database().read([&](db::Connection& db) { return list(db, ana_, filter, {}, 50).total; });
  }

  Principal ana_{"u-ana", "Ana", AccessRole::editor};
  Principal bo_{"u-bo", "Bo", AccessRole::editor};
  journal::Origin origin_{"Ana", "u-ana", "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, Merging, db::both_engines(), db::engine_name);

TEST_P(Merging, LeadsToWhereItGoesOn) {
  const auto a = declared("Checkout fails"), b = declared("Payments fail"), c = declared("The pool is empty");
  const auto closed = merged(a, b);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->phase(), domain::Phase::closed);
  EXPECT_EQ(closed->find_milestone("closed"), nullptr) << "a merge ends nothing";
  EXPECT_EQ(standing(ana_, a).merged_into, b);
  ASSERT_TRUE(merged(b, c));
  EXPECT_EQ(standing(ana_, a).merged_into, c) << "chains resolve";
  const auto held = database().read([&](db::Connection& db) { return list_merged(db, ana_, c); });
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(merged(c, a).error().code, ErrorCode::conflict) << "no circle";
  EXPECT_EQ(merged(a, c).error().code, ErrorCode::conflict) << "merged once";
  EXPECT_EQ(total(false), 1);
  EXPECT_EQ(total(true), 3);
}

TEST_P(Merging, SendsLaterAlertsOn) {
  const auto a = alert("first");
  const auto b = declared("Payments fail");
  ASSERT_TRUE(merged(a, b));
  EXPECT_EQ(alert("second"), b);
}

TEST_P(Merging, IsTakenBack) {
  const auto a = declared("Checkout fails"), b = declared("Payments fail");
  ASSERT_TRUE(merged(a, b));
  Change wanted;
  wanted.state = "fixing";
  wanted.reason = "It goes on";
  EXPECT_EQ(journal().write(origin_, [&](journal::Transaction& tx) { return change(tx, ana_, a, {}, wanted); }).error().code, ErrorCode::conflict);
  const auto before = journal().newest_position();
  const auto back = journal().write(origin_, [&](journal::Transaction& tx) { return unmerge(tx, ana_, a, "Two after all"); });
  ASSERT_TRUE(back);
  EXPECT_EQ(back->state, "investigating");
  EXPECT_FALSE(standing(ana_, a).merged);
  EXPECT_EQ(total(false), 2);
  std::vector<std::string> kinds;
  const auto facts = journal().list_after(before, 100);
  for (const auto& fact : facts) kinds.push_back(fact.kind);
  EXPECT_EQ(kinds, (std::vector<std::string>{"incident.unmerged", "incident.unmerged", "incident.state"}));
}

TEST_P(Merging, OpensNothingThatIsPrivate) {
  const auto secret = declared("Keys are out", domain::Visibility::private_);
  const auto open = declared("Logins fail");
  const auto refused = merged(secret, open);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "/confirm_private");
  const Principal responder{"u-ana", "Ana", AccessRole::responder};
  EXPECT_EQ(merged_by(responder, secret, open, true).error().code, ErrorCode::forbidden);
  EXPECT_EQ(merged_by(bo_, secret, open, true).error().code, ErrorCode::not_found) << "who may not see it cannot merge it";
  ASSERT_TRUE(merged(secret, open, true));
  EXPECT_TRUE(database().read([&](db::Connection& db) { return list_merged(db, bo_, open); }).empty());
  EXPECT_EQ(database().read([&](db::Connection& db) { return list_merged(db, ana_, open); }).size(), 1U);
}

TEST_P(Merging, HidesWhereItWentFromThoseWhoMayNotSeeThat) {
  const auto secret = declared("Keys are out", domain::Visibility::private_);
  const auto open = declared("Logins fail");
  ASSERT_TRUE(merged(open, secret));
  EXPECT_EQ(standing(ana_, open).merged_into, secret);
  EXPECT_TRUE(standing(bo_, open).merged);
  EXPECT_FALSE(standing(bo_, open).merged_into);
}

}  // namespace
}  // namespace debrief::features::incidents
