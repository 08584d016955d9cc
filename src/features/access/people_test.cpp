// SPDX-License-Identifier: Apache-2.0
#include "features/access/people.hpp"

#include "base/base64.hpp"
#include "features/access/groups.hpp"
#include "features/access/identities.hpp"
#include "features/access/incident_members.hpp"
#include "features/access/invitations.hpp"
#include "features/access/second_factor.hpp"
#include "features/access/sessions.hpp"
#include "features/access/store.hpp"
#include "features/access/teams.hpp"
#include "features/access/tokens.hpp"
#include "features/access/totp.hpp"
#include "journal/testing_store.hpp"
#include "journal/visibility.hpp"

#include <gtest/gtest.h>

namespace debrief::features::access {
namespace {

using domain::AccessRole;
using domain::Action;

class People : public journal::StoreOnEachEngine {
 protected:
  template <class F>
  auto write(F&& work) {
    return journal().write(origin_, std::forward<F>(work));
  }
  User person(const std::string& name, AccessRole role) {
    return *write([&](journal::Transaction& tx) { return create_user(tx, {name, name + "@example.org", "", role}, "hash"); });
  }
  std::string session_of(const User& user, const SessionStart& start = {}) {
    return *write([&](journal::Transaction& tx) -> Result<std::string> { return open_session(tx, user, start); });
  }
  std::string token_of(const User& user, Action scope, std::optional<Instant> until = {}) {
    return *write([&](journal::Transaction& tx) -> Result<std::string> {
      Token token{"", "t", scope, {}, until, {}};
      return add_token(tx, user.id, token);
    });
  }
  std::optional<domain::Principal> by_cookie(const std::string& secret, bool secure = false) {
    http::Request request;
    request.headers["cookie"] = std::string(session_cookie(secure)) + "=" + secret;
    return authenticate(journal(), request, secure);
  }
  std::optional<domain::Principal> by_bearer(const std::string& secret) {
    http::Request request;
    request.headers["authorization"] = "Bearer " + secret;
    return authenticate(journal(), request);
  }
  Result<User> change(const User& user, const UserChange& wanted) {
    return write([&](journal::Transaction& tx) { return change_user(tx, user.id, wanted); });
  }
  Result<User> deactivate(const User& user) {
    UserChange wanted;
    wanted.active = false;
    return change(user, wanted);
  }
  void settle(const Settings& settings) {
    database().write([&](db::Connection& db) { write_settings(db, settings); });
  }
  static Ports ports() {
    Ports ports;
    ports.seal = [](std::string_view text, std::string_view context) { return std::string(context) + "|" + std::string(text); };
    ports.open = [](std::string_view sealed, std::string_view context) -> std::optional<std::string> {
      if (!sealed.starts_with(context)) return std::nullopt;
      return std::string(sealed.substr(context.size() + 1));
    };
    return ports;
  }
  journal::Origin origin_{"Ada", "", "test"};
};

INSTANTIATE_TEST_SUITE_P(Engines, People, db::both_engines(), db::engine_name);

TEST_P(People, LosesSessionsAndTokensAtOnceWhenDeactivated) {
  const User ada = person("ada", AccessRole::administrator);
  const User bo = person("bo", AccessRole::responder);
  const std::string session = session_of(bo);
  const std::string token = token_of(bo, Action::respond);
  ASSERT_TRUE(by_cookie(session));
  ASSERT_TRUE(by_bearer(token));
  ASSERT_TRUE(deactivate(bo));
  EXPECT_FALSE(by_cookie(session));
  EXPECT_FALSE(by_bearer(token));
  database().read([&](db::Connection& db) {
    EXPECT_FALSE(find_user_id(db, "bo"));
    EXPECT_FALSE(find_member(db, bo.id));
    EXPECT_EQ(list_members(db).size(), 1U);
  });
}

TEST_P(People, KeepsTheLastAdministrator) {
  const User ada = person("ada", AccessRole::administrator);
  UserChange lower;
  lower.role = AccessRole::editor;
  EXPECT_EQ(deactivate(ada).error().code, ErrorCode::conflict);
  EXPECT_EQ(change(ada, lower).error().code, ErrorCode::conflict);
  const User bo = person("bo", AccessRole::administrator);
  EXPECT_TRUE(deactivate(ada));
  EXPECT_EQ(deactivate(bo).error().code, ErrorCode::conflict) << "a deactivated administrator does not count";
}

TEST_P(People, GetANewSessionEachTimeAndLoseTheOthersWithANewPassword) {
  const User ada = person("ada", AccessRole::administrator);
  const std::string first = session_of(ada);
  const std::string second = session_of(ada);
  EXPECT_NE(first, second);
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return set_password(tx, ada, "other", second); }));
  EXPECT_FALSE(by_cookie(first));
  EXPECT_TRUE(by_cookie(second));
}

TEST_P(People, AreSignedOutWhenTheyRestAndInAnyCase) {
  const User ada = person("ada", AccessRole::administrator);
  Settings settings;
  settings.session_hours = 10;
  settings.idle_hours = 2;
  settle(settings);
  const std::string idle = session_of(ada);
  clock_.advance(std::chrono::hours(3));
  EXPECT_FALSE(by_cookie(idle));
  const std::string used = session_of(ada);
  for (int hour = 0; hour < 9; ++hour) {
    clock_.advance(std::chrono::hours(1));
    EXPECT_TRUE(by_cookie(used)) << hour;
  }
  clock_.advance(std::chrono::hours(1));
  EXPECT_FALSE(by_cookie(used)) << "the absolute limit";
}

TEST_P(People, SeeTheirSessionsAndEndOnlyTheirOwn) {
  const User ada = person("ada", AccessRole::administrator);
  const User bo = person("bo", AccessRole::viewer);
  const std::string secret = session_of(ada, {"password", "", "Firefox", "192.0.2.7"});
  const auto sessions = database().read([&](db::Connection& db) { return list_sessions(db, ada.id, secret, clock_.now()); });
  ASSERT_EQ(sessions.size(), 1U);
  EXPECT_TRUE(sessions.front().current);
  EXPECT_EQ(sessions.front().address, "192.0.2.7");
  EXPECT_EQ(write([&](journal::Transaction& tx) { return end_session(tx, bo.id, sessions.front().id); }).error().code, ErrorCode::not_found);
  EXPECT_TRUE(by_cookie(secret));
  EXPECT_TRUE(write([&](journal::Transaction& tx) { return end_session(tx, ada.id, sessions.front().id); }));
  EXPECT_FALSE(by_cookie(secret));
}

TEST_P(People, AreKnownByTheCookieOfThisHostOnlyOverTls) {
  const std::string secret = session_of(person("ada", AccessRole::viewer));
  http::Request planted;
  planted.headers["cookie"] = "debrief_session=" + secret;
  EXPECT_FALSE(authenticate(journal(), planted, true));
  EXPECT_TRUE(by_cookie(secret, true));
}

TEST_P(People, GiveTokensNoMoreThanTheirScopeAndTheirRole) {
  const User ada = person("ada", AccessRole::administrator);
  const User vi = person("vi", AccessRole::viewer);
  const auto narrow = by_bearer(token_of(ada, Action::respond)).value();
  EXPECT_TRUE(domain::allows(narrow, Action::respond));
  EXPECT_FALSE(domain::allows(narrow, Action::edit));
  EXPECT_FALSE(domain::allows(narrow, Action::read, {domain::Visibility::private_, false})) << "not as an administrator";
  EXPECT_TRUE(domain::allows(narrow, Action::read, {domain::Visibility::private_, true}));
  const auto edits = by_bearer(token_of(ada, Action::edit)).value();
  EXPECT_TRUE(domain::allows(edits, Action::edit));
  EXPECT_FALSE(domain::allows(edits, Action::publish));
  EXPECT_FALSE(domain::allows(by_bearer(token_of(vi, Action::administer)).value(), Action::respond));
  const std::string ends = token_of(ada, Action::read, clock_.now() + std::chrono::hours(1));
  EXPECT_TRUE(by_bearer(ends));
  clock_.advance(std::chrono::hours(1));
  EXPECT_FALSE(by_bearer(ends));
}

TEST(Tokens, CarryAChecksum) {
  const std::string token = new_token();
  EXPECT_EQ(token.size(), 53U);
  EXPECT_TRUE(may_be_token(token));
  std::string other = token;
  other[10] = other[10] == 'a' ? 'b' : 'a';
  EXPECT_FALSE(may_be_token(other));
  EXPECT_TRUE(may_be_token(token.substr(0, 47))) << "made before there was a checksum";
  EXPECT_FALSE(may_be_token("dbs_" + token.substr(4)));
}

TEST_P(People, AreLimitedUntilTheyHaveTheSecondFactorThatIsAskedFor) {
  const User ada = person("ada", AccessRole::administrator);
  const std::string secret = session_of(ada);
  Settings settings;
  settings.second_factor = SecondFactorRule::administrators;
  settle(settings);
  EXPECT_FALSE(domain::allows(by_cookie(secret).value(), Action::administer));
  EXPECT_TRUE(domain::allows(by_cookie(secret).value(), Action::publish));
  EXPECT_TRUE(domain::allows(by_cookie(session_of(ada, {"provider", "p"})).value(), Action::administer)) << "the provider has its own";
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return begin_second_factor(tx, ports(), ada); }));
  EXPECT_FALSE(domain::allows(by_cookie(secret).value(), Action::administer)) << "not confirmed yet";
}

TEST_P(People, UseEachCodeOfTheSecondFactorOnce) {
  const User ada = person("ada", AccessRole::administrator);
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return begin_second_factor(tx, ports(), ada); }));
  const auto code_now = [&] {
    const std::string sealed = database().read([&](db::Connection& db) { return db.query_one("select secret from second_factors")->text(0); });
    const std::string secret = *ports().open(*from_base64(sealed), "second factor of " + ada.id);
    return totp_code(secret, totp_step(clock_.now()));
  };
  EXPECT_FALSE(write([&](journal::Transaction& tx) { return confirm_second_factor(tx, ports(), ada, "000000x"); }));
  const std::string first = code_now();
  const auto codes = write([&](journal::Transaction& tx) { return confirm_second_factor(tx, ports(), ada, first); }).value();
  ASSERT_EQ(codes.size(), 10U);
  const auto use = [&](const std::string& code) {
    return *write([&](journal::Transaction& tx) -> Result<bool> { return use_second_factor(tx, ports(), ada.id, code); });
  };
  EXPECT_FALSE(use(code_now())) << "confirming used it";
  clock_.advance(std::chrono::seconds(60));
  EXPECT_TRUE(use(code_now()));
  EXPECT_FALSE(use(code_now()));
  EXPECT_TRUE(use(codes.front()));
  EXPECT_FALSE(use(codes.front()));
  EXPECT_FALSE(use(""));
  database().read([&](db::Connection& db) { EXPECT_FALSE(db.query_one("select 1 from recovery_codes where code_hash = $1", codes.back())); });
}

TEST_P(People, ComeInByALinkOnce) {
  Invitation invitation;
  invitation.email = "Bo@Example.org";
  const std::string secret = write([&](journal::Transaction& tx) { return invite(tx, invitation); }).value();
  const auto accept = [&] { return write([&](journal::Transaction& tx) { return accept_invitation(tx, secret, "Bo", "hash"); }); };
  const User bo = accept().value();
  EXPECT_EQ(bo.email, "bo@example.org");
  EXPECT_EQ(accept().error().code, ErrorCode::not_found);
  database().read([&](db::Connection& db) {
    EXPECT_FALSE(db.query_one("select 1 from invitations where token_hash = $1", secret));
    EXPECT_FALSE(db.query_one("select 1 from facts where data like $1", "%" + secret + "%"));
    EXPECT_FALSE(db.query_one("select 1 from facts where data like $1", std::string("%bo@example%")));
  });
  EXPECT_EQ(write([&](journal::Transaction& tx) { return invite(tx, invitation); }).error().code, ErrorCode::conflict);
}

TEST_P(People, FindNothingBehindLinksThatAreOldOrReplaced) {
  Invitation first;
  first.email = "bo@example.org";
  const std::string old = write([&](journal::Transaction& tx) { return invite(tx, first); }).value();
  Invitation second;
  second.email = "bo@example.org";
  const std::string fresh = write([&](journal::Transaction& tx) { return invite(tx, second); }).value();
  const auto look = [&](const std::string& secret) { return database().read([&](db::Connection& db) { return find_invitation(db, secret, clock_.now()).has_value(); }); };
  EXPECT_FALSE(look(old));
  EXPECT_TRUE(look(fresh));
  clock_.advance(kInvitationLength);
  EXPECT_FALSE(look(fresh));
}

json::object claims_of(std::string_view subject, std::string_view email, bool verified) {
  return {{"sub", subject}, {"email", email}, {"email_verified", verified}, {"name", "Cy"}};
}

TEST_P(People, AreKnownBySubjectNeverByAddress) {
  const User ada = person("ada", AccessRole::administrator);
  oidc::Provider provider{"p", "Example", "https://id.example", "debrief", "", {}};
  provider.rules.sign_up = true;
  const auto come = [&](const json::object& claims) { return write([&](journal::Transaction& tx) { return enter(tx, provider, claims); }); };
  EXPECT_EQ(come(claims_of("1", "ada@example.org", true)).error().code, ErrorCode::conflict) << "an address opens no account";
  EXPECT_EQ(come(claims_of("2", "cy@example.org", false)).error().code, ErrorCode::forbidden) << "not verified";
  const User cy = come(claims_of("2", "cy@example.org", true)).value();
  EXPECT_EQ(come(claims_of("2", "other@example.org", false)).value().id, cy.id);
  EXPECT_TRUE(write([&](journal::Transaction& tx) { return link_identity(tx, provider, claims_of("1", "x@example.net", false), ada); }));
  EXPECT_EQ(come(claims_of("1", "", false)).value().id, ada.id);
  EXPECT_EQ(write([&](journal::Transaction& tx) { return link_identity(tx, provider, claims_of("2", "", false), ada); }).error().code, ErrorCode::conflict);
  provider.issuer = "https://evil.example";
  EXPECT_EQ(come(claims_of("1", "", false)).error().code, ErrorCode::forbidden) << "the same subject elsewhere is somebody else";
  provider.rules.domains = {"example.org"};
  EXPECT_EQ(come(claims_of("9", "dee@notexample.org", true)).error().code, ErrorCode::forbidden);
  EXPECT_EQ(come(claims_of("9", "dee@example.org.evil.example", true)).error().code, ErrorCode::forbidden);
}

TEST_P(People, GetRolesAndTeamsFromGroups) {
  person("ada", AccessRole::administrator);
  const auto team = write([&](journal::Transaction& tx) { return save_team(tx, {"", "Payments", "", {}, {}}); }).value();
  oidc::Provider provider{"p", "Example", "https://id.example", "debrief", "", {}};
  provider.rules.sign_up = true;
  provider.rules.groups_claim = "groups";
  provider.rules.groups = {{"sre", AccessRole::editor, team.id}, {"admins", AccessRole::administrator, {}}};
  const auto come = [&](json::array groups) {
    auto claims = claims_of("2", "cy@example.org", true);
    claims["groups"] = std::move(groups);
    return write([&](journal::Transaction& tx) { return enter(tx, provider, claims); }).value();
  };
  const auto members = [&] { return database().read([&](db::Connection& db) { return get_team(db, team.id)->members.size(); }); };
  EXPECT_EQ(come({}).role, AccessRole::viewer);
  EXPECT_EQ(come({"sre"}).role, AccessRole::editor);
  EXPECT_EQ(members(), 1U);
  EXPECT_EQ(come({"sre", "admins"}).role, AccessRole::administrator);
  EXPECT_EQ(come({"others"}).role, AccessRole::viewer);
  EXPECT_EQ(members(), 0U);
}

TEST_P(People, AreLetIntoPrivateIncidentsAndPutOut) {
  const User bo = person("bo", AccessRole::viewer);
  const domain::Principal who{bo.id, "bo", AccessRole::viewer, "web"};
  const domain::Principal admin{"", "Ada", AccessRole::administrator, "cli"};
  insert_incident(7, domain::Visibility::private_, "somebody");
  const auto sees = [&] {
    return database().read([&](db::Connection& db) {
      std::vector<db::Value> args;
      const std::string where = journal::readable_incidents(who, "i", args);
      bool listed = false;
      db.run_with("select i.number from incidents i where " + where, args, [&](const db::Row&) { listed = true; });
      EXPECT_EQ(listed, journal::require_incident(db, who, Action::read, 7).has_value());
      return listed;
    });
  };
  EXPECT_FALSE(sees());
  EXPECT_EQ(write([&](journal::Transaction& tx) { return let_in(tx, who, 7, bo.id); }).error().code, ErrorCode::not_found) << "nobody lets himself in";
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return let_in(tx, admin, 7, bo.id); }));
  EXPECT_TRUE(sees());
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return put_out(tx, who, 7, bo.id); })) << "everybody may leave";
  EXPECT_FALSE(sees());
}

}  // namespace
}  // namespace debrief::features::access
