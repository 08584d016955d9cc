// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/review/review.hpp"
#include "features/postmortems/review/review_store.hpp"
#include "features/postmortems/revisions.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <set>

namespace debrief::features::postmortems::review {
namespace {

using domain::AccessRole;
using domain::Principal;

class ReviewStore : public journal::StoreOnEachEngine {
 protected:
  template <class F>
  auto write(const Principal& who, F&& work) {
    return journal().write(journal::Origin{who.name, who.id, "web"}, std::forward<F>(work));
  }

  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped()) return;
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
    write(ana_, [&](journal::Transaction& tx) { return create(tx, ana_, 1, "Checkout", "google_sre", "The pool was too small."); }).value();
  }
  Ports ports() {
    Ports ports;
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) {
      if (!keys_.insert(notice.key + std::to_string(notice.key.empty() ? keys_.size() : 0)).second) return;
      notices_.push_back(notice);
    };
    return ports;
  }
  Result<Thread> open(const Principal& who, std::size_t from, std::size_t until, std::string text,
                      std::optional<std::string> replacement = {}, std::int64_t edition = 0) {
    return write(who, [&](journal::Transaction& tx) {
      return open_thread(tx, ports(), who, 1, {{edition, from, until}, std::move(text), std::move(replacement)}, {});
    });
  }
  Result<Thread> settled(const Principal& who, const std::string& id, const std::string& state) {
    return write(who, [&](journal::Transaction& tx) { return settle(tx, who, 1, id, state); });
  }
  void edit(const std::string& text) {
    ASSERT_TRUE(write(ana_, [&](journal::Transaction& tx) -> Result<> {
      auto standing = postmortems::store::find_with_edits(tx.db, 1);
      add_text_edit(tx, *standing, ana_, "test", text);
      return {};
    }));
  }
  std::string text() {
    return database().read([](db::Connection& db) { return postmortems::store::find(db, 1)->markdown; });
  }
  ThreadPage page(const Principal& who, std::optional<std::string> after = {}, std::int64_t limit = 100) {
    return *database().read([&](db::Connection& db) { return list_threads(db, who, 1, after, limit); });
  }
  Result<> judge_text(const Principal& who, const std::string& verdict, const std::string& words = "") {
    return write(who, [&](journal::Transaction& tx) { return give_verdict(tx, ports(), who, 1, verdict, words, {"u-Ana"}); });
  }
  domain::ReviewStanding standing() {
    return *database().read([&](db::Connection& db) { return find_standing(db, ana_, 1); });
  }

  Principal ana_{"u-Ana", "Ana", AccessRole::editor};
  Principal bo_{"u-Bo", "Bo", AccessRole::responder};
  Principal viewer_{"u-Vi", "Vi", AccessRole::viewer};
  std::vector<domain::Notice> notices_;
  std::set<std::string> keys_;
};

INSTANTIATE_TEST_SUITE_P(Engines, ReviewStore, db::both_engines(), db::engine_name);

TEST_P(ReviewStore, ThreadsStayWithTheirText) {
  const auto thread = open(bo_, 4, 8, "Which pool?");
  ASSERT_TRUE(thread);
  EXPECT_EQ(thread->quote, "pool");
  edit("Before the push, the pool was too small.");
  const auto found = page(viewer_);
  ASSERT_EQ(found.items.size(), 1U);
  EXPECT_EQ(found.edition, 1);
  EXPECT_EQ(found.open, 1);
  const Anchor anchor = found.items.front().anchor;
  EXPECT_EQ(text().substr(anchor.from, anchor.until - anchor.from), "pool");
  edit("Nothing is left.");
  EXPECT_EQ(page(viewer_).items.front().anchor.from, page(viewer_).items.front().anchor.until);
}

TEST_P(ReviewStore, AThreadMayBeAboutATextThatOthersHaveEdited) {
  edit("Yesterday: The pool was too small.");
  const auto thread = open(bo_, 4, 8, "Which pool?", {}, 0);
  ASSERT_TRUE(thread);
  EXPECT_EQ(thread->quote, "pool");
  EXPECT_EQ(thread->anchor, (Anchor{1, 15, 19}));
  EXPECT_FALSE(open(bo_, 0, 1, "x", {}, 9));
  EXPECT_FALSE(open(bo_, 0, 99, "x", {}, 1));
  EXPECT_FALSE(open(bo_, 0, 1, "  "));
  EXPECT_EQ(open(viewer_, 0, 1, "x").error().code, ErrorCode::forbidden);
}

TEST_P(ReviewStore, SuggestionsAreAcceptedIntoTheText) {
  const auto thread = open(bo_, 4, 8, "", "connection pool");
  ASSERT_TRUE(thread);
  EXPECT_EQ(settled(bo_, thread->id, "accepted").error().code, ErrorCode::forbidden);
  edit("In March, The pool was too small.");
  ASSERT_TRUE(settled(ana_, thread->id, "accepted"));
  EXPECT_EQ(text(), "In March, The connection pool was too small.");
  EXPECT_EQ(settled(ana_, thread->id, "open").error().code, ErrorCode::conflict);
}

TEST_P(ReviewStore, SuggestionsForATextThatIsGoneAreNot) {
  const auto thread = open(bo_, 4, 8, "", "connection pool");
  edit("The p0ol was too small.");
  EXPECT_EQ(settled(ana_, thread->id, "accepted").error().code, ErrorCode::conflict);
  EXPECT_EQ(settled(ana_, thread->id, "rejected")->state, "rejected");
  const auto comment = open(bo_, 0, 3, "What?");
  EXPECT_FALSE(settled(ana_, comment->id, "accepted"));
  EXPECT_EQ(settled(ana_, comment->id, "resolved")->settled_by, "Ana");
  EXPECT_FALSE(settled(ana_, comment->id, "open")->settled_by);
}

TEST_P(ReviewStore, ThoseWhoTakePartHearOfComments) {
  const auto thread = open(bo_, 4, 8, "Which pool?");
  EXPECT_TRUE(notices_.front().to.empty());
  const auto answered = write(ana_, [&](journal::Transaction& tx) { return add_comment(tx, ports(), ana_, 1, thread->id, "@Vi knows", {"u-Vi"}); });
  ASSERT_EQ(answered->comments.size(), 2U);
  EXPECT_EQ(notices_.back().to, (std::vector<std::string>{"u-Bo", "u-Vi"}));
}

TEST_P(ReviewStore, CommentsAreChangedByTheirAuthorsOnly) {
  const auto thread = open(bo_, 4, 8, "Wich pool?");
  const std::string comment = thread->comments.front().id;
  const auto change = [&](const Principal& who, std::optional<std::string> words) {
    return write(who, [&](journal::Transaction& tx) { return change_comment(tx, who, 1, thread->id, comment, words); });
  };
  EXPECT_EQ(change(ana_, "x").error().code, ErrorCode::forbidden);
  EXPECT_TRUE(change(bo_, "Which pool?")->comments.front().edited_at);
  EXPECT_TRUE(change(bo_, std::nullopt)->comments.front().removed_at);
  EXPECT_EQ(page(ana_).items.front().comments.front().text, "");
  EXPECT_FALSE(change(bo_, "again"));
}

TEST_P(ReviewStore, PagesThreadsWithTheirComments) {
  for (int i = 0; i < 5; ++i) {
    clock_.advance(std::chrono::milliseconds(2));
    ASSERT_TRUE(open(bo_, 0, 3, "comment " + std::to_string(i)));
  }
  const auto first = page(ana_, {}, 3);
  ASSERT_TRUE(first.next);
  const auto rest = page(ana_, first.next, 3);
  ASSERT_EQ(rest.items.size(), 2U);
  EXPECT_EQ(rest.items.back().comments.front().text, "comment 4");
  EXPECT_FALSE(rest.next);
}

TEST_P(ReviewStore, AnApprovalIsOfTheTextAsItWas) {
  ASSERT_TRUE(write(ana_, [&](journal::Transaction& tx) { return ask_reviewer(tx, ports(), ana_, 1, {"u-Bo", "Bo", "", AccessRole::responder}); }));
  EXPECT_EQ(standing().waiting_for, std::vector<std::string>{"Bo"});
  EXPECT_EQ(judge_text(bo_, "changes").error().field, "/text");
  EXPECT_EQ(judge_text(viewer_, "approved").error().code, ErrorCode::forbidden);
  ASSERT_TRUE(judge_text(bo_, "changes", "Say which pool."));
  EXPECT_EQ(standing().objections, std::vector<std::string>{"Bo"});
  ASSERT_TRUE(judge_text(bo_, "approved"));
  EXPECT_EQ(standing().approvals, 1);
  EXPECT_EQ(notices_.back().to, std::vector<std::string>{"u-Ana"});
  edit("Another text.");
  EXPECT_EQ(standing().approvals, 0);
  EXPECT_EQ(standing().waiting_for, std::vector<std::string>{"Bo"});
  edit("The pool was too small.");
  EXPECT_EQ(standing().approvals, 1);
}

TEST_P(ReviewStore, ReviewersMustBeAllowedToRead) {
  insert_incident(2, domain::Visibility::private_, "u-Ana");
  write(ana_, [&](journal::Transaction& tx) { return create(tx, ana_, 2, "Secret", "google_sre", "x"); }).value();
  const auto asked = write(ana_, [&](journal::Transaction& tx) { return ask_reviewer(tx, ports(), ana_, 2, {"u-Bo", "Bo", "", AccessRole::responder}); });
  EXPECT_EQ(asked.error().field, "/user_id");
  EXPECT_EQ(write(bo_, [&](journal::Transaction& tx) { return give_verdict(tx, ports(), bo_, 2, "approved", "", {}); }).error().code, ErrorCode::not_found);
  EXPECT_FALSE(database().read([&](db::Connection& db) { return list_threads(db, bo_, 2, {}, 10); }));
}

TEST_P(ReviewStore, RemindsReviewersOnWorkingDays) {
  ASSERT_TRUE(write(ana_, [&](journal::Transaction& tx) { return ask_reviewer(tx, ports(), ana_, 1, {"u-Bo", "Bo", "", AccessRole::responder}); }));
  notices_.clear();
  remind(journal(), ports());
  EXPECT_TRUE(notices_.empty());
  clock_.advance(std::chrono::hours(49));
  remind(journal(), ports());
  remind(journal(), ports());
  EXPECT_EQ(notices_.size(), 1U);
  ASSERT_TRUE(judge_text(bo_, "approved"));
  clock_.advance(std::chrono::hours(48));
  notices_.clear();
  remind(journal(), ports());
  EXPECT_TRUE(notices_.empty());
}

TEST_P(ReviewStore, MeetingsAreSetMovedAndCalledOff) {
  domain::Incident incident;
  incident.number = 1;
  incident.title = "Checkout";
  const auto set = [&](Meeting wanted) {
    return write(bo_, [&](journal::Transaction& tx) { return set_meeting(tx, ports(), bo_, incident, wanted, {"u-Ana", "u-Bo"}); });
  };
  Meeting wanted;
  wanted.cancelled = true;
  EXPECT_FALSE(set(wanted));
  wanted.cancelled = false;
  wanted.at = clock_.now() + std::chrono::hours(24);
  EXPECT_EQ(set(wanted)->sequence, 0);
  EXPECT_EQ(notices_.back().to, std::vector<std::string>{"u-Ana"});
  wanted.cancelled = true;
  EXPECT_EQ(set(wanted)->sequence, 1);
  EXPECT_TRUE((*database().read([&](db::Connection& db) { return find_meeting(db, ana_, 1); }))->cancelled);
}

}  // namespace
}  // namespace debrief::features::postmortems::review
