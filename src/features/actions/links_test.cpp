// SPDX-License-Identifier: Apache-2.0
#include "features/actions/testing_world.hpp"
#include "features/actions/trackers.hpp"

#include "base/seal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::features::actions {
namespace {

using domain::ActionState;
using testing::ElementsAre;
using testing::HasSubstr;

/// A tracker whose answers are "state title" or "state@second title", and whose keys are the ends of addresses.
domain::Tracker plain_tracker() {
  domain::Tracker tracker;
  tracker.kind = "plain";
  tracker.name = "Plain";
  tracker.address = "https://plain.example";
  tracker.check = [](const domain::TrackerAccess& access) -> Result<> {
    if (access.project == "bad") return invalid("no").at("/project");
    return {};
  };
  tracker.create = [](const domain::TrackerAccess& access, const std::string& title, const std::string& text) {
    return domain::TrackerCall{"POST", access.address, {{"token", access.token}}, title + "|" + text};
  };
  tracker.find_key = [](const domain::TrackerAccess& access, std::string_view url) -> std::optional<std::string> {
    if (!url.starts_with(access.address + "/")) return std::nullopt;
    return std::string(url.substr(access.address.size() + 1));
  };
  tracker.ask = [](const domain::TrackerAccess& access, const std::string& key) {
    return domain::TrackerCall{"GET", access.address + "/" + key, {{"token", access.token}}, ""};
  };
  tracker.read = [](const domain::TrackerAccess& access, const std::string& key,
                    std::string_view body) -> Result<domain::TrackerIssue> {
    const std::string name = key.empty() ? "N-1" : key;
    const std::size_t blank = body.find(' ');
    if (blank == std::string_view::npos) return make_error(ErrorCode::unavailable, "not understood");
    domain::TrackerIssue issue{name, access.address + "/" + name, std::string(body.substr(blank + 1)),
                               std::string(body.substr(0, blank))};
    if (const std::size_t at = issue.state.find('@'); at != std::string::npos) {
      issue.changed_at = Instant{std::stoll(issue.state.substr(at + 1)) * 1'000'000};
      issue.state.resize(at);
    }
    return issue;
  };
  tracker.verify = [](const domain::Headers& headers, std::string_view, std::string_view secret) {
    const auto found = headers.find("secret");
    return found != headers.end() && found->second == secret;
  };
  tracker.read_event = [read = tracker.read](const domain::TrackerAccess& access, const domain::Headers&,
                                             std::string_view body) -> Result<std::optional<domain::TrackerIssue>> {
    return std::optional(TRY(read(access, "X-1", body)));
  };
  return tracker;
}

class ActionLinks : public ActionsStore {
 protected:
  Ports linked_ports() {
    Ports all = ports();
    all.trackers.emplace("plain", plain_tracker());
    all.send = [this](const domain::TrackerCall& call) -> Result<TrackerAnswer> {
      calls_.push_back(call);
      return TrackerAnswer{status_, answer_};
    };
    all.seal = [this](std::string_view text, std::string_view context) { return key_.seal(text, context); };
    all.open = [this](std::string_view sealed, std::string_view context) { return key_.open(sealed, context); };
    all.address = "https://debrief.example";
    return all;
  }
  CreatedTracker tracker() {
    auto created = journal().write(origin_, [&](journal::Transaction& tx) {
      return add_tracker(tx, linked_ports(), as("Ad", domain::AccessRole::administrator),
                         {"plain", "", "", "p", "", "secret token"});
    });
    return *created;
  }
  Result<domain::ActionItem> link_to(std::int64_t number, const LinkWanted& wanted) {
    return link(journal(), linked_ports(), origin_, as("Ana"), number, wanted);
  }

  SealingKey key_{SealingKey::Bytes{1, 2, 3}};
  std::vector<domain::TrackerCall> calls_;
  std::string answer_ = "open Limit it";
  int status_ = 200;
};
INSTANTIATE_TEST_SUITE_P(Engines, ActionLinks, db::both_engines(), db::engine_name);

TEST_P(ActionLinks, KeepTokensSealed) {
  const CreatedTracker created = tracker();
  const auto stored = database().read([&](db::Connection& db) { return *store::find_sealed(db, created.tracker.id); });
  EXPECT_EQ(stored.token.find("secret"), std::string::npos);
  EXPECT_EQ(stored.hook_secret.find(created.hook_secret), std::string::npos);
  for (const domain::Fact& fact : journal().list_after(0, 100))
    EXPECT_EQ(json::write(fact.data).find("secret token"), std::string::npos);
  const auto refused = journal().write(origin_, [&](journal::Transaction& tx) {
    return add_tracker(tx, linked_ports(), as("Bo"), {"plain", "", "", "p", "", "t"});
  });
  EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
  for (const char* address : {"ftp://x", "https://user@host", "https://", "https://a b", "javascript:1"}) {
    const auto bad = journal().write(origin_, [&](journal::Transaction& tx) {
      return add_tracker(tx, linked_ports(), as("Ad", domain::AccessRole::administrator),
                         {"plain", "", address, "p", "", "t"});
    });
    EXPECT_EQ(bad.error().field, "/address") << address;
  }
  // With another key the token is lost, and that is said.
  key_ = SealingKey(SealingKey::Bytes{9});
  const std::int64_t number = added({.title = "Limit it"}).number;
  EXPECT_THAT(link_to(number, {"", created.tracker.id}).error().message, HasSubstr("cannot be unsealed"));
}

TEST_P(ActionLinks, MakeIssues) {
  const std::string id = tracker().tracker.id;
  const std::int64_t number = added({.title = "Limit it", .text = "How"}).number;
  const auto linked = link_to(number, {"", id});
  ASSERT_TRUE(linked);
  ASSERT_EQ(calls_.size(), 1U);
  EXPECT_EQ(calls_[0].body, "Limit it|How\n\nAction [ACT-1 of INC-1](https://debrief.example/actions/1)");
  EXPECT_EQ(calls_[0].headers[0].second, "secret token");
  EXPECT_EQ(now(number).link->key, "N-1");
  EXPECT_EQ(now(number).link->state, "open");
  EXPECT_EQ(link_to(number, {"", id}).error().code, ErrorCode::conflict);
  EXPECT_EQ(calls_.size(), 1U);
  status_ = 401;
  const std::int64_t other = added({.title = "Other"}).number;
  EXPECT_EQ(link_to(other, {"", id}).error().code, ErrorCode::unavailable);
  EXPECT_FALSE(now(other).link);
}

TEST_P(ActionLinks, LetTheTextOfPrivateIncidentsLeaveOnlyWhenThatIsSaid) {
  const std::string id = tracker().tracker.id;
  const std::int64_t number = added({.title = "Secret work"}, 2).number;
  EXPECT_EQ(link_to(number, {"", id}).error().field, "/confirm_private");
  EXPECT_TRUE(calls_.empty());
  EXPECT_TRUE(link_to(number, {"", id, true}));
}

TEST_P(ActionLinks, TakePagesThatAreThere) {
  tracker();
  const std::int64_t number = added({.title = "Limit it"}).number;
  ASSERT_TRUE(link_to(number, {"https://plain.example/X-1", ""}));
  EXPECT_EQ(now(number).link->key, "X-1");
  EXPECT_EQ(now(number).link->title, "Limit it");
  const std::int64_t other = added({.title = "Other"}).number;
  ASSERT_TRUE(link_to(other, {"https://elsewhere.example/7", ""}));
  EXPECT_EQ(now(other).link->tracker, "");
  EXPECT_EQ(link_to(other, {"javascript:alert(1)", ""}).error().field, "/url");
  status_ = 503;
  const std::int64_t third = added({.title = "Third"}).number;
  ASSERT_TRUE(link_to(third, {"https://plain.example/X-3", ""}));
  EXPECT_EQ(now(third).link->key, "X-3");
  EXPECT_EQ(now(third).link->state, "");
}

TEST_P(ActionLinks, FollowEventsThatAreSigned) {
  const CreatedTracker created = tracker();
  NewAction wanted{.title = "Limit it"};
  wanted.check = domain::ActionCheck{domain::ActionCheck::Kind::link_merged, "", "", "", 30};
  const std::int64_t number = added(std::move(wanted)).number;
  ASSERT_TRUE(link_to(number, {"https://plain.example/X-1", ""}));
  const auto hear = [&](const std::string& secret, std::string_view body) {
    return hear_tracker(journal(), linked_ports(), created.tracker.id, {{"secret", secret}}, body);
  };
  EXPECT_EQ(hear("guess", "merged Limit it").error().code, ErrorCode::unauthenticated);
  EXPECT_EQ(now(number).state, ActionState::open);
  ASSERT_TRUE(hear(created.hook_secret, "merged Limit it"));
  ASSERT_TRUE(hear(created.hook_secret, "merged Limit it"));
  EXPECT_EQ(now(number).state, ActionState::done);
  EXPECT_EQ(now(number).reason, "X-1 is merged");
  EXPECT_EQ(now(number).proof, domain::ActionProof::proven);
  EXPECT_THAT(facts(1), ElementsAre("action.added", "action.linked", "action.linked", "action.state", "action.proven"));
  ASSERT_TRUE(hear(created.hook_secret, "open Limit it"));
  EXPECT_EQ(now(number).state, ActionState::open);
  EXPECT_EQ(now(number).proof, domain::ActionProof::proven);  // until it is done again, and then it begins anew
}

TEST_P(ActionLinks, TakeNoOldNews) {
  const CreatedTracker created = tracker();
  const std::int64_t number = added({.title = "Limit it"}).number;
  answer_ = "open@100 Limit it";
  ASSERT_TRUE(link_to(number, {"https://plain.example/X-1", ""}));
  const auto hear = [&](std::string_view body) {
    ASSERT_TRUE(hear_tracker(journal(), linked_ports(), created.tracker.id, {{"secret", created.hook_secret}}, body));
  };
  hear("closed@90 Limit it");
  EXPECT_EQ(now(number).state, ActionState::open) << "from before it was linked";
  hear("closed@200 Limit it");
  hear("open@300 Limit it");
  EXPECT_EQ(now(number).state, ActionState::open);
  hear("closed@200 Limit it");
  EXPECT_EQ(now(number).state, ActionState::open) << "sent again, by whoever heard it";
  hear("merged@300 Limit it");
  EXPECT_EQ(now(number).state, ActionState::done) << "the same second may bring two changes";
}

TEST_P(ActionLinks, AreAskedForNowAndThen) {
  const std::string id = tracker().tracker.id;
  const std::int64_t number = added({.title = "Limit it"}).number;
  ASSERT_TRUE(link_to(number, {"https://plain.example/X-1", ""}));
  calls_.clear();
  follow(journal(), linked_ports());
  EXPECT_TRUE(calls_.empty());  // heard of just now
  clock_.advance(std::chrono::minutes(20));
  answer_ = "closed Limit it";
  follow(journal(), linked_ports());
  EXPECT_EQ(calls_.size(), 1U);
  EXPECT_EQ(now(number).state, ActionState::done);
  clock_.advance(std::chrono::minutes(20));
  follow(journal(), linked_ports());
  EXPECT_EQ(calls_.size(), 1U);  // closed ones once a day
  clock_.advance(std::chrono::hours(25));
  status_ = 401;
  follow(journal(), linked_ports());
  const auto kept = database().read([&](db::Connection& db) { return *store::find_tracker(db, id); });
  EXPECT_THAT(kept.error, HasSubstr("401"));
  EXPECT_EQ(now(number).state, ActionState::done);
  const auto gone = journal().write(origin_, [&](journal::Transaction& tx) {
    return remove_tracker(tx, as("Ad", domain::AccessRole::administrator), id);
  });
  ASSERT_TRUE(gone);
  EXPECT_FALSE(database().read([&](db::Connection& db) { return store::find_sealed(db, id); }));
}

}  // namespace
}  // namespace debrief::features::actions
