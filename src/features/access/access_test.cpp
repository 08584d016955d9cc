// SPDX-License-Identifier: Apache-2.0
#include "features/access/access.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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

TEST_P(AccessStore, StopsAfterTenFailuresAndForgetsInTime) {
  SignInLimiter limiter(database());
  // Another server of the same store.
  SignInLimiter other(database());
  const Instant now = clock_.now();
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(limiter.check("a", now));
    (i % 2 == 0 ? limiter : other).failed("a", now);
  }
  EXPECT_FALSE(limiter.check("a", now));
  EXPECT_FALSE(other.take("a", now));
  EXPECT_TRUE(limiter.check("b", now));
  EXPECT_TRUE(limiter.check("a", now + minutes(16)));
  EXPECT_TRUE(limiter.take("a", now + minutes(16)));
}

TEST_P(AccessStore, CountsTriesAheadAndForgetsThemAfterASuccess) {
  SignInLimiter limiter(database());
  const Instant now = clock_.now();
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(limiter.take("a", now));
  EXPECT_FALSE(limiter.take("a", now)) << "however many go on at once";
  limiter.give_back("a");
  EXPECT_TRUE(limiter.take("a", now)) << "a try that was none";
  limiter.succeeded("a");
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(limiter.take("a", now));
  EXPECT_FALSE(database().read([](db::Connection& db) { return db.query_one("select 1 from tries where key like '%a'  and length(key) < 10"); })) << "keys are hashes";
}

class SigningIn : public AccessStore {
 protected:
  void SetUp() override {
    AccessStore::SetUp();
    if (IsSkipped()) return;
    for (auto& route : routes(journal(), {}, {}))
      if (route.method == "POST" && route.pattern == "/api/v1/sessions") sign_in_ = route.handler;
  }
  void account(const std::string& email) {
    const std::string hash = hash_password("a long password");
    (void)journal().write(origin_, [&](journal::Transaction& tx) { return create_user(tx, {"Ana", email, "", domain::AccessRole::responder}, hash); });
  }
  Result<http::Response> try_it(const std::string& email, const std::string& password, const std::string& peer = "192.0.2.1") {
    http::Request request;
    request.body = json::write(json::object{{"email", email}, {"password", password}});
    request.peer = peer;
    Call call{request, {}, {}};
    return sign_in_(call);
  }
  [[nodiscard]] std::vector<domain::Fact> failures() {
    auto facts = journal().list_after(0, 1000, domain::kServerChain);
    std::erase_if(facts, [](const auto& fact) { return fact.kind != "user.sign_in_failed"; });
    return facts;
  }
  Handler sign_in_;
};

INSTANTIATE_TEST_SUITE_P(Engines, SigningIn, db::both_engines(), db::engine_name);

TEST_P(SigningIn, RecordsFailuresOnceAMinuteAndNotWhatWasTyped) {
  account("ana@example.org");
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(try_it("ana@example.org", "my other secret"));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(try_it("typed-into-the-wrong-field@example.org", "my other secret"));
  EXPECT_FALSE(try_it("another-unknown@example.org", "my other secret"));
  auto facts = failures();
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(json::text_at(facts[0].data, "reason"), "password");
  EXPECT_EQ(json::text_at(facts[0].data, "name"), "Ana");
  EXPECT_TRUE(facts[1].data.at("id").is_null());
  EXPECT_TRUE(facts[0].actor_id.empty()) << "who it was is not proven";
  clock_.advance(minutes(1));
  EXPECT_FALSE(try_it("ana@example.org", "my other secret"));
  EXPECT_EQ(failures().size(), 3U);
  for (const auto& fact : failures()) {
    EXPECT_EQ(json::write(fact.data).find("typed"), std::string::npos);
    EXPECT_EQ(json::write(fact.data).find("secret"), std::string::npos);
  }
  EXPECT_TRUE(try_it("ana@example.org", "a long password"));
}

TEST_P(SigningIn, StopsGuessingOfKnownAndUnknownAccountsAlike) {
  account("ana@example.org");
  for (const std::string email : {"ana@example.org", "nobody@example.org"}) {
    std::vector<ErrorCode> codes;
    for (int i = 0; i < 11; ++i) {
      const auto answer = try_it(email, "wrong password", "192.0.2." + std::to_string(i));
      ASSERT_FALSE(answer);
      codes.push_back(answer.error().code);
    }
    EXPECT_EQ(std::count(codes.begin(), codes.end(), ErrorCode::unauthenticated), 10) << email;
    EXPECT_EQ(codes.back(), ErrorCode::rate_limited) << email;
  }
  const auto right = try_it("ana@example.org", "a long password", "198.51.100.1");
  ASSERT_FALSE(right) << "the right password opens nothing while others guess";
  EXPECT_EQ(right.error().code, ErrorCode::rate_limited);
}

TEST_P(SigningIn, TakesAsLongForUnknownAccounts) {
  std::vector<double> known, unknown;
  for (int i = 0; i < 2; ++i) account(fmt::format("a{}@example.org", i));
  const auto timed = [&](std::vector<double>& into, const std::string& email, int i) {
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_FALSE(try_it(email, "wrong password", fmt::format("192.0.2.{}", i)));
    into.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  };
  for (int i = 0; i < 15; ++i) {
    timed(known, fmt::format("a{}@example.org", i % 2), i);
    timed(unknown, fmt::format("b{}@example.org", i % 2), i);
  }
  const auto median = [](std::vector<double>& times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  };
  const double ratio = median(known) / median(unknown);
  RecordProperty("ratio", std::to_string(ratio));
  EXPECT_GT(ratio, 0.7);
  EXPECT_LT(ratio, 1.4);
}

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
