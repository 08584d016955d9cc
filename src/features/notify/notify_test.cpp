// SPDX-License-Identifier: Apache-2.0
#include "features/notify/notify.hpp"
#include "features/notify/store.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::notify {
namespace {

class NotifyStore : public journal::StoreOnEachEngine {
 protected:
  Ports ports() {
    return {[](db::Connection&, const std::string& id) -> std::optional<domain::Member> {
              if (id == "u-ad") return domain::Member{id, "Ad", "ad@example.com", domain::AccessRole::administrator};
              if (id == "gone") return std::nullopt;
              return domain::Member{id, id, id + "@example.com", domain::AccessRole::responder};
            },
            [this](const OutgoingMail& mail) -> Result<> {
              if (down_) return make_error(ErrorCode::unavailable, "no mail server");
              if (mail.address == "bad@example.com") return invalid("no such mailbox");
              sent_.push_back(mail);
              return {};
            },
            "https://debrief.example"};
  }
  void tell_all(const domain::Notice& notice) {
    ASSERT_TRUE(journal().write(journal::Origin{"Ana", "u-ana", "web"}, [&](journal::Transaction& tx) -> Result<> {
      tell(tx, ports(), notice);
      return {};
    }));
  }
  store::KeptPage inbox(const std::string& user_id) {
    return database().read([&](db::Connection& db) { return store::list(db, user_id, false, std::nullopt, 50); });
  }
  void send() {
    journal::JobRunner runner(database(), clock_, log_, {{std::string(kMailJob), [this](const journal::Job& job) {
      return send_mail(database(), clock_, ports(), job);
    }}});
    while (runner.run_one()) {
    }
  }

  Log log_{LogLevel::off};
  bool down_ = false;
  std::vector<OutgoingMail> sent_;
};

INSTANTIATE_TEST_SUITE_P(Engines, NotifyStore, db::both_engines(), db::engine_name);

TEST_P(NotifyStore, TellsEachPersonOnceUnderAKey) {
  const domain::Notice notice{"review.asked", {"u-ana", "u-bo", "gone"}, std::nullopt, "Please review", "Text", "/x", "review/1"};
  tell_all(notice);
  tell_all(notice);
  EXPECT_EQ(inbox("u-ana").items.size(), 1U);
  EXPECT_EQ(inbox("u-bo").unread, 1);
  send();
  send();
  ASSERT_EQ(sent_.size(), 2U);
  EXPECT_EQ(sent_.front().text, "Text\n\nhttps://debrief.example/x");
}

TEST_P(NotifyStore, TellsNobodyOfWhatTheyMayNotRead) {
  insert_incident(1, domain::Visibility::private_, "u-ana");
  tell_all({"review.asked", {"u-ana", "u-bo", "u-ad"}, 1, "Please review", "", "/x", ""});
  EXPECT_EQ(inbox("u-ana").items.size(), 1U);
  EXPECT_EQ(inbox("u-ad").items.size(), 1U);
  EXPECT_TRUE(inbox("u-bo").items.empty());
  send();
  EXPECT_EQ(sent_.size(), 2U);
}

TEST_P(NotifyStore, KeepsMailsUntilTheServerTakesThem) {
  down_ = true;
  tell_all({"digest", {"u-ana", "bad"}, std::nullopt, "Digest", "", "", ""});
  send();
  down_ = false;
  send();
  EXPECT_TRUE(sent_.empty());
  clock_.advance(std::chrono::seconds(11));
  send();
  ASSERT_EQ(sent_.size(), 1U);  // the other was refused for good
  send();
  EXPECT_EQ(sent_.size(), 1U);
}

TEST_P(NotifyStore, SendsNoMailOfKindsThatWereSwitchedOff) {
  database().write([](db::Connection& db) { store::set_mail(db, "u-ana", "digest", false); });
  tell_all({"digest", {"u-ana"}, std::nullopt, "Digest", "", "", ""});
  tell_all({"review.asked", {"u-ana"}, std::nullopt, "Review", "", "", ""});
  send();
  ASSERT_EQ(sent_.size(), 1U);
  EXPECT_EQ(sent_.front().subject, "Review");
  EXPECT_EQ(inbox("u-ana").items.size(), 2U);
}

TEST_P(NotifyStore, PagesAndMarksAsRead) {
  for (int i = 0; i < 5; ++i) {
    clock_.advance(std::chrono::seconds(1));
    tell_all({"digest", {"u-ana"}, std::nullopt, "Digest " + std::to_string(i), "", "", ""});
  }
  const auto first = database().read([](db::Connection& db) { return store::list(db, "u-ana", false, std::nullopt, 3); });
  ASSERT_EQ(first.items.size(), 3U);
  EXPECT_EQ(first.items.front().title, "Digest 4");
  ASSERT_TRUE(first.next);
  const auto rest = database().read([&](db::Connection& db) { return store::list(db, "u-ana", false, first.next, 3); });
  EXPECT_EQ(rest.items.size(), 2U);
  EXPECT_FALSE(rest.next);
  database().write([&](db::Connection& db) {
    EXPECT_EQ(store::mark_read(db, "u-bo", first.items.front().id, clock_.now()), 0);
    EXPECT_EQ(store::mark_read(db, "u-ana", first.items.front().id, clock_.now()), 1);
    EXPECT_EQ(store::mark_read(db, "u-ana", std::nullopt, clock_.now()), 4);
  });
  EXPECT_EQ(inbox("u-ana").unread, 0);
}

}  // namespace
}  // namespace debrief::features::notify
