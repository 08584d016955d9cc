// SPDX-License-Identifier: Apache-2.0
#include "features/access/access.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::access {
namespace {

using std::chrono::minutes;

TEST(Password, MatchesOnlyItself) {
  const std::string hash = hash_password("correct horse battery");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(password_matches(hash, "correct horse battery"));
  EXPECT_FALSE(password_matches(hash, "correct horse batterz"));
  EXPECT_NE(hash, hash_password("correct horse battery"));
}

TEST(SignInLimiter, StopsAfterTenFailuresAndForgetsInTime) {
  SignInLimiter limiter;
  Instant now{1'000'000'000};
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(limiter.check("a", now));
    limiter.failed("a", now);
  }
  EXPECT_FALSE(limiter.check("a", now));
  EXPECT_TRUE(limiter.check("b", now));
  EXPECT_TRUE(limiter.check("a", now + minutes(16)));
}

TEST(SignInLimiter, ForgetsFailuresAfterASuccess) {
  SignInLimiter limiter;
  for (int i = 0; i < 10; ++i) limiter.failed("a", {});
  limiter.succeeded("a");
  EXPECT_TRUE(limiter.check("a", {}));
}

class AccessStore : public journal::StoreOnEachEngine {
 protected:
  User user(const std::string& email) {
    return *journal().write(origin_, [&](journal::Transaction& tx) { return create_user(tx, {"Ana", email, "", domain::AccessRole::responder}, "hash"); });
  }
  std::string session(const User& of) {
    return *journal().write(origin_, [&](journal::Transaction& tx) -> Result<std::string> { return open_session(tx, of); });
  }
  std::optional<domain::Principal> who(const std::string& name, const std::string& value) {
    http::Request request;
    request.headers[name] = value;
    return authenticate(journal(), request);
  }
  journal::Origin origin_{"Ana", "", "test"};
};

INSTANTIATE_TEST_SUITE_P(Engines, AccessStore, db::both_engines(), db::engine_name);

TEST_P(AccessStore, NeedsSettingUpUntilTheFirstAccount) {
  EXPECT_TRUE(database().read([](db::Connection& db) { return setup_needed(db); }));
  user("ana@example.org");
  EXPECT_FALSE(database().read([](db::Connection& db) { return setup_needed(db); }));
}

TEST_P(AccessStore, HasOneAccountForAnAddressWhateverItsCase) {
  user("Ana@Example.org");
  const auto again = journal().write(origin_, [&](journal::Transaction& tx) { return create_user(tx, {"B", "ana@example.ORG", "", {}}, "hash"); });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_P(AccessStore, KnowsWhoHasASessionUntilItEnds) {
  const std::string secret = session(user("ana@example.org"));
  const auto found = who("cookie", "debrief_session=" + secret);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Ana");
  EXPECT_EQ(found->role, domain::AccessRole::responder);
  EXPECT_FALSE(who("cookie", "debrief_session=" + secret + "x"));
  EXPECT_FALSE(who("cookie", "other=" + secret));
  clock_.advance(std::chrono::hours(24 * 15));
  EXPECT_FALSE(who("cookie", "debrief_session=" + secret));
}

TEST_P(AccessStore, KeepsNoSecretInTheStore) {
  const std::string secret = session(user("ana@example.org"));
  database().read([&](db::Connection& db) {
    EXPECT_FALSE(db.query_one("select 1 from sessions where token_hash = $1", secret));
    EXPECT_FALSE(db.query_one("select 1 from facts where data like $1", "%" + secret + "%"));
  });
}

TEST_P(AccessStore, FindsPeopleByNameOrAddress) {
  const std::string id = user("ana@example.org").id;
  database().read([&](db::Connection& db) {
    EXPECT_EQ(find_user_id(db, " ana "), id);
    EXPECT_EQ(find_user_id(db, "ANA@example.org"), id);
    EXPECT_FALSE(find_user_id(db, "Bo"));
  });
}

}  // namespace
}  // namespace debrief::features::access
