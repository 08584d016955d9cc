// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts.hpp"
#include "features/accounts/testing_world.hpp"

#include "domain/events.hpp"

#include <gtest/gtest.h>

namespace debrief::features::accounts {
namespace {

using domain::AccountState;
using domain::Principal;

class AccountsStore : public testing::World {
 protected:
  Result<store::Kept> save(const Principal& who, const char* answers, AccountState state = AccountState::started,
                           std::optional<std::int64_t> seen = {}) {
    Saving saving;
    saving.answers = *json::parse(answers);
    saving.state = state;
    saving.seen = seen;
    return write([&](journal::Transaction& tx) { return save_own(tx, who, 1, saving); });
  }
  std::optional<Shown> shown(const Principal& who, const std::string& id) {
    auto found = database().read([&](db::Connection& db) { return get(db, who, 1, id); });
    return found ? std::optional(*found) : std::nullopt;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, AccountsStore, db::both_engines(), db::engine_name);

TEST_P(AccountsStore, AreAskedForOnceTheIncidentIsMitigatedAndAPostmortemIsOwed) {
  hear(domain::events::kRoleAssigned);
  EXPECT_TRUE(told_.empty());
  mitigate();
  EXPECT_TRUE(told_.empty()) << "nobody wants a postmortem";
  duty_ = domain::Duty{};
  hear(domain::events::kDutyOpened);
  EXPECT_EQ(told_, (Told{{"u-ana", 1}, {"u-bo", 1}}));
  const auto kept = list();
  ASSERT_EQ(kept.size(), 2U);
  const auto& anas = kept[0].account.person == "Ana" ? kept[0] : kept[1];
  EXPECT_EQ(anas.account.role, "Incident commander");
  EXPECT_EQ(anas.account.state, AccountState::asked);
  hear(domain::events::kDutyOpened);
  EXPECT_EQ(list().size(), 2U);
  EXPECT_EQ(facts(domain::events::kAccountAsked), 2);
}

TEST_P(AccountsStore, AreAskedOfThoseWhoCameInLater) {
  mitigate();
  postmortem_ = domain::Postmortem{};
  hear(domain::events::kPostmortemDrafted);
  say("message", "Cy");
  hear(domain::events::kEntryRead);
  EXPECT_EQ(told_, (Told{{"u-ana", 1}, {"u-bo", 1}, {"u-cy", 1}}));
  postmortem_->state = domain::PostmortemState::published;
  say("message", "Dee");
  hear(domain::events::kEntryRead);
  EXPECT_EQ(list().size(), 3U);
}

TEST_P(AccountsStore, AreNotAskedForDrillsThePastOrWaivedOnes) {
  duty_ = domain::Duty{};
  incident_.kind = domain::Kind::backfilled;
  mitigate();
  incident_.kind = domain::Kind::drill;
  hear(domain::events::kStateChanged);
  incident_.kind = domain::Kind::normal;
  duty_->state = domain::DutyState::waived;
  hear(domain::events::kDutyChanged);
  EXPECT_TRUE(list().empty());
}

TEST_P(AccountsStore, AreAskedOnlyOfThoseWhoMayRead) {
  incident_.visibility = domain::Visibility::private_;
  duty_ = domain::Duty{};
  mitigate();
  EXPECT_EQ(told_, (Told{{"u-ana", 1}})) << "Bo wrote a message, and holds no role";
}

TEST_P(AccountsStore, AreRemindedOfAfterOneAndThreeWorkingDays) {
  duty_ = domain::Duty{};
  mitigate();  // on a Monday
  ASSERT_TRUE(save(bo_, R"({"did":"Looked at graphs"})", AccountState::given));
  const auto pass = [&](int hours) {
    clock_.advance(std::chrono::hours(hours));
    remind(journal(), ports());
    return told_["u-ana"];
  };
  EXPECT_EQ(pass(23), 1);
  EXPECT_EQ(pass(1), 2);
  EXPECT_EQ(pass(24), 2);
  EXPECT_EQ(pass(24), 3);
  EXPECT_EQ(pass(24 * 7), 3);
  EXPECT_EQ(told_["u-bo"], 1);
}

TEST_P(AccountsStore, AreReadByNobodyElseUntilTheyAreGiven) {
  const auto begun = save(ana_, R"({"did":"Rolled back","causes":"half a thought"})");
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->account.version, 1);
  const std::string id = begun->account.id;
  EXPECT_EQ(shown(ana_, id)->kept.account.causes, "half a thought");
  EXPECT_FALSE(shown(bo_, id));
  EXPECT_FALSE(shown(admin_, id));
  EXPECT_EQ(all_facts().find("half a thought"), std::string::npos);
  const auto others = *database().read([&](db::Connection& db) { return list_accounts(db, admin_, 1); });
  EXPECT_EQ(others.at(0).causes, "");
  const auto own = *database().read([&](db::Connection& db) { return list_accounts(db, ana_, 1); });
  EXPECT_EQ(own.at(0).causes, "half a thought");

  ASSERT_TRUE(save(ana_, R"({"causes":"a whole thought"})", AccountState::given, 1));
  EXPECT_EQ(shown(bo_, id)->kept.account.causes, "a whole thought");
  EXPECT_FALSE(shown(bo_, id)->can_write);
  ASSERT_TRUE(save(ana_, R"({"causes":"in work"})", AccountState::started, 2));
  EXPECT_EQ(shown(bo_, id)->kept.account.causes, "a whole thought") << "others read what was given";
  EXPECT_EQ(shown(ana_, id)->kept.account.causes, "in work");
  EXPECT_EQ(list()[0].account.state, AccountState::given);
  ASSERT_TRUE(save(ana_, "{}", AccountState::declined));
  EXPECT_FALSE(shown(bo_, id)) << "taken back";
  EXPECT_EQ(facts(domain::events::kAccountGiven), 1);
  EXPECT_EQ(facts(domain::events::kAccountDeclined), 1);
}

TEST_P(AccountsStore, AreSavedOnTopOfWhatTheirAuthorSaw) {
  ASSERT_TRUE(save(ana_, R"({"did":"one"})"));
  EXPECT_EQ(save(ana_, R"({"did":"two"})").error().field, "If-Match");
  ASSERT_TRUE(save(ana_, R"({"did":"two"})", AccountState::started, 1));
  EXPECT_EQ(save(ana_, R"({"did":"three"})", AccountState::started, 1).error().code, ErrorCode::precondition);
  const auto again = save(ana_, R"({"did":"two"})", AccountState::started, 1);
  ASSERT_TRUE(again) << "an answer that was lost";
  EXPECT_EQ(again->account.version, 2);
  EXPECT_EQ(save(ana_, R"({"did":" "})", AccountState::given, 2).error().field, "/answers");
  EXPECT_FALSE(save(ana_, "{}", AccountState::asked));
}

TEST_P(AccountsStore, AreNobodysWithoutTheIncident) {
  make_private();
  EXPECT_EQ(save(bo_, R"({"did":"x"})").error().code, ErrorCode::not_found);
  EXPECT_TRUE(save(ana_, R"({"did":"x"})"));
}

TEST_P(AccountsStore, OfInvitedPeopleAreWrittenDownByAnEditor) {
  const auto ask = [&](const Principal& who, const Invitation& wanted) {
    return write([&](journal::Transaction& tx) { return invite(tx, ports(), who, 1, wanted); });
  };
  EXPECT_EQ(ask(viewer_, {"Vera", {}, false, "Head of support", ""}).error().code, ErrorCode::forbidden);
  const auto invited = ask(ana_, {" Vera ", {}, false, "Head of support", "x"});
  ASSERT_TRUE(invited && invited->is_new);
  EXPECT_TRUE(told_.empty());
  EXPECT_FALSE(ask(ana_, {"vera", {}, false, "", "x"})->is_new);
  const std::string id = invited->kept.account.id;
  Saving saving;
  saving.answers = *json::parse(R"({"saw":"Forty tickets in ten minutes"})");
  const auto note = [&](const Principal& who) {
    return write([&](journal::Transaction& tx) { return save_for(tx, who, 1, id, saving); });
  };
  EXPECT_EQ(note(viewer_).error().code, ErrorCode::forbidden);
  ASSERT_TRUE(note(ana_));
  EXPECT_EQ(note(bo_).error().code, ErrorCode::conflict) << "Ana is at it";
  EXPECT_FALSE(shown(bo_, id));
  saving.state = AccountState::given;
  ASSERT_TRUE(note(ana_));
  EXPECT_EQ(shown(bo_, id)->kept.account.saw, "Forty tickets in ten minutes");
  EXPECT_EQ(shown(bo_, id)->kept.written_by_name, "Ana");
  EXPECT_EQ(ask(ana_, {"Vera", {}, false, "", ""}).error().code, ErrorCode::conflict);
}

TEST_P(AccountsStore, OfPeopleWhoCanSignInAreTheirOwn) {
  duty_ = domain::Duty{};
  mitigate();
  const std::string id = list()[0].account.user_id == "u-bo" ? list()[0].account.id : list()[1].account.id;
  const auto theirs = write([&](journal::Transaction& tx) {
    return save_for(tx, ana_, 1, id, {*json::parse(R"({"did":"x"})"), "", AccountState::given, {}, ""});
  });
  EXPECT_EQ(theirs.error().code, ErrorCode::forbidden);
}

TEST_P(AccountsStore, AreMergedOnceByNameOrByRole) {
  duty_ = domain::Duty{};
  mitigate();
  const auto id = save(ana_, R"({"did":"Asked Bo to roll back"})")->account.id;
  const auto plan = [&](bool pseudonyms) { return plan_merge(database(), ports(), bo_, 1, id, pseudonyms); };
  EXPECT_EQ(plan(false).error().code, ErrorCode::not_found) << "no postmortem";
  postmortem_ = domain::Postmortem{};
  postmortem_->markdown = "## Roles and accounts\n";
  EXPECT_EQ(plan(false).error().code, ErrorCode::conflict) << "not given";
  ASSERT_TRUE(save(ana_, "{}", AccountState::given, 1));
  EXPECT_TRUE(plan(false)->markdown.starts_with("### Account of Ana (Incident commander)"));
  const auto merging = plan(true);
  ASSERT_TRUE(merging);
  EXPECT_EQ(merging->section, "Roles and accounts");
  EXPECT_NE(merging->markdown.find("> Asked Responder 1 to roll back"), std::string::npos);
  const auto merge_now = [&](const Principal& who) {
    return write([&](journal::Transaction& tx) -> Result<bool> {
      TRY(merge(tx, ports(), who, 1, id, *merging));
      return true;
    });
  };
  EXPECT_EQ(merge_now(viewer_).error().code, ErrorCode::forbidden);
  ASSERT_TRUE(merge_now(bo_));
  EXPECT_EQ(added_, merging->markdown);
  EXPECT_EQ(merge_now(bo_).error().code, ErrorCode::conflict);
  EXPECT_EQ(facts(domain::events::kAccountMerged), 1);
  const auto board = *list_contributions(database(), ports(), ana_, 1);
  EXPECT_EQ(board.at(0).pseudonym, "Incident commander");
  ASSERT_TRUE(save(ana_, R"({"saw":"more"})", AccountState::given, 1));
  EXPECT_EQ(plan(false)->version, 2);
}

}  // namespace
}  // namespace debrief::features::accounts
