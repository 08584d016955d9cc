// SPDX-License-Identifier: Apache-2.0
#include "features/notify/notify.hpp"
#include "features/notify/channels.hpp"
#include "features/notify/store.hpp"
#include "features/notify/push.hpp"
#include "features/notify/send.hpp"
#include "base/seal.hpp"
#include "base/time.hpp"
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
            "https://debrief.example",
            [](db::Connection&, const std::string& user) { return user == "u-ana" ? std::vector<std::string>{"t1"} : std::vector<std::string>{}; },
            {},
            [this](const PushRequest& request) -> Result<PushAnswer> {
              pushed_.push_back(request);
              if (request.url.ends_with("busy") && clock_.now() < busy_until_) return PushAnswer{429, "7200"};
              return PushAnswer{request.url.ends_with("gone") ? 410 : 201};
            },
            [](std::string_view text, std::string_view context) { return SealingKey(SealingKey::Bytes{7}).seal(text, context); },
            [](std::string_view sealed, std::string_view context) { return SealingKey(SealingKey::Bytes{7}).open(sealed, context); },
            "mailto:on-call@example.com"};
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
    }}, {std::string(kReleaseJob), [this](const journal::Job& job) {
      return release_held(journal(), ports(), job);
    }}, {std::string(kPushJob), [this](const journal::Job& job) {
      return send_push(database(), clock_, ports(), job);
    }}});
    while (runner.run_one()) {
    }
  }

  Log log_{LogLevel::off};
  bool down_ = false;
  Instant busy_until_{};
  std::vector<OutgoingMail> sent_;
  std::vector<PushRequest> pushed_;
  std::vector<std::string> inbox_ids_;
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
  database().write([](db::Connection& db) { store::put_channels(db, "u-ana", "digest", {true, false, true}); });
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

TEST_P(NotifyStore, TakesTheDefaultsOfTeamsUntilThePersonChooses) {
  database().write([](db::Connection& db) { store::put_channels(db, team_owner("t1"), "digest", {true, false, true}); });
  const domain::Notice notice{"digest", {"u-ana"}, std::nullopt, "Digest", "", "", ""};
  tell_all(notice);
  send();
  EXPECT_TRUE(sent_.empty());
  database().write([](db::Connection& db) { store::put_channels(db, "u-ana", "digest", {false, true, true}); });
  tell_all(notice);
  send();
  EXPECT_EQ(sent_.size(), 1U);
  EXPECT_EQ(inbox("u-ana").items.size(), 2U) << "what is not wanted under the bell stands there as read";
  EXPECT_EQ(inbox("u-ana").unread, 1);
}

TEST_P(NotifyStore, HoldsMailsInQuietHoursAndSendsThemAsOne) {
  const std::string today = to_minutes(clock_.now()).substr(0, 10);
  clock_.advance(*parse_rfc3339(today + "T23:00:00Z") - clock_.now());
  database().write([](db::Connection& db) { store::put_quiet(db, "u-ana", {"UTC", 22 * 60, 7 * 60, {1, 2, 3, 4, 5, 6, 7}, true}); });
  tell_all({"digest", {"u-ana", "u-bo"}, std::nullopt, "First", "", "/a", ""});
  clock_.advance(std::chrono::seconds(1));
  tell_all({"digest", {"u-ana"}, std::nullopt, "Second", "", "/b", ""});
  clock_.advance(std::chrono::seconds(1));
  tell_all({"digest", {"u-ana"}, std::nullopt, "Read meanwhile", "", "/c", ""});
  database().write([&](db::Connection& db) { store::mark_read(db, "u-ana", inbox_ids_.emplace_back(store::list(db, "u-ana", false, std::nullopt, 1).items.at(0).id), clock_.now()); });
  send();
  ASSERT_EQ(sent_.size(), 1U) << "Bo knows no quiet";
  clock_.advance(std::chrono::hours(8));
  send();
  ASSERT_EQ(sent_.size(), 2U);
  EXPECT_EQ(sent_.back().subject, "2 notices waited while it was quiet");
  const std::string then = told_at(clock_.now() - std::chrono::hours(8), "UTC");
  EXPECT_TRUE(then.ends_with(" 23:00")) << then;
  EXPECT_EQ(sent_.back().text, "- " + then + ", First\n  https://debrief.example/a\n- " + then +
                                   ", Second\n  https://debrief.example/b\n\nhttps://debrief.example/notices");
  EXPECT_EQ(inbox("u-ana").unread, 2);
  send();
  EXPECT_EQ(sent_.size(), 2U);
}

TEST_P(NotifyStore, LetsWhatWaitsFollowTheHoursWhenTheyAreChanged) {
  const std::string today = to_minutes(clock_.now()).substr(0, 10);
  clock_.advance(*parse_rfc3339(today + "T23:00:00Z") - clock_.now());
  const auto be_quiet = [&](std::optional<QuietHours> quiet) {
    ASSERT_TRUE(journal().write(journal::Origin{"Ana", "u-ana", "web"}, [&](journal::Transaction& tx) -> Result<> {
      if (quiet) store::put_quiet(tx.db, "u-ana", *quiet);
      else store::remove_quiet(tx.db, "u-ana");
      wait_anew(tx, "u-ana");
      return {};
    }));
  };
  be_quiet(QuietHours{"UTC", 22 * 60, 7 * 60, {1, 2, 3, 4, 5, 6, 7}, true});
  tell_all({"digest", {"u-ana"}, std::nullopt, "First", "", "/a", ""});
  be_quiet(QuietHours{"UTC", 22 * 60, 9 * 60, {1, 2, 3, 4, 5, 6, 7}, true});
  clock_.advance(std::chrono::hours(9));
  send();
  EXPECT_TRUE(sent_.empty()) << "08:00, and it is quiet for longer now";
  clock_.advance(std::chrono::hours(1));
  send();
  ASSERT_EQ(sent_.size(), 1U);
  clock_.advance(std::chrono::hours(14));
  tell_all({"digest", {"u-ana"}, std::nullopt, "Second", "", "/b", ""});
  send();
  EXPECT_EQ(sent_.size(), 1U);
  be_quiet(std::nullopt);
  send();
  ASSERT_EQ(sent_.size(), 2U) << "no quiet hours any more";
  EXPECT_EQ(sent_.back().subject, "Second");
}

TEST_P(NotifyStore, TellsNothingThatMayNotBeReadAnyMore) {
  insert_incident(1, domain::Visibility::everyone, "u-bo");
  down_ = true;
  tell_all({"match.found", {"u-ana", "u-bo"}, 1, "Resembles a past one", "", "", ""});
  send();
  down_ = false;
  database().write([](db::Connection& db) { db.execute("update incidents set visibility = 'private' where number = 1"); });
  clock_.advance(std::chrono::hours(1));
  send();
  ASSERT_EQ(sent_.size(), 1U);
  EXPECT_EQ(sent_.front().address, "u-bo@example.com");
  const auto stuck = database().read([](db::Connection& db) { return store::list_stuck(db, true, std::nullopt, 10); });
  ASSERT_EQ(stuck.size(), 1U);
  EXPECT_EQ(stuck.front().error, "it is about what its reader may not read any more");
}

TEST_P(NotifyStore, LetsWhatCannotWaitThroughIfThePersonAllowsIt) {
  insert_incident(1, domain::Visibility::everyone, "u-bo");
  database().write([](db::Connection& db) {
    store::put_quiet(db, "u-ana", {"UTC", 0, 0, {1, 2, 3, 4, 5, 6, 7}, true});
    store::put_quiet(db, "u-bo", {"UTC", 0, 0, {1, 2, 3, 4, 5, 6, 7}, false});
    db.execute("update incidents set severity = 'sev2' where number = 1");
    db.execute("insert into role_assignments (id, incident, role, person, user_id, from_at) values ('r', 1, 'scribe', 'Ana', 'u-ana', 0)");
  });
  tell_all({"escalation.step", {"u-ana", "u-bo", "u-cy"}, 1, "Called", "", "", ""});
  tell_all({"task.assigned", {"u-ana"}, 1, "A task", "", "", ""});
  tell_all({"digest", {"u-ana"}, std::nullopt, "Can wait", "", "", ""});
  send();
  std::vector<std::string> got;
  for (const auto& mail : sent_) got.push_back(mail.address + " " + mail.subject);
  std::sort(got.begin(), got.end());
  EXPECT_EQ(got, (std::vector<std::string>{"u-ana@example.com A task", "u-ana@example.com Called", "u-cy@example.com Called"}));
}

TEST_P(NotifyStore, GivesUpAfterThreeDaysAndTriesAgainWhenAsked) {
  down_ = true;
  tell_all({"digest", {"u-ana"}, std::nullopt, "Digest", "", "", ""});
  for (int i = 0; i < 14; ++i) {
    send();
    clock_.advance(std::chrono::hours(6));
  }
  const auto stuck = database().read([](db::Connection& db) { return store::list_stuck(db, true, std::nullopt, 10); });
  ASSERT_EQ(stuck.size(), 1U);
  EXPECT_GT(stuck.front().attempts, 10);
  EXPECT_EQ(stuck.front().error, "no mail server");
  down_ = false;
  send();
  EXPECT_TRUE(sent_.empty());
  database().write([&](db::Connection& db) {
    EXPECT_TRUE(store::replay(db, stuck.front().id, clock_.now()));
    journal::put_job(db, "mail/" + stuck.front().id, std::string(kMailJob), {{"mail", stuck.front().id}}, clock_.now());
  });
  send();
  ASSERT_EQ(sent_.size(), 1U);
  EXPECT_EQ(sent_.front().id, stuck.front().id) << "the same mail, with the same id";
}

TEST_P(NotifyStore, WaitsAsLongAsThePushServiceAsksAndNoLongerThanItHelps) {
  const KeyPair browser = new_key_pair();
  ASSERT_TRUE(journal().write(journal::Origin{"Ana", "u-ana", "web"}, [&](journal::Transaction& tx) {
    return subscribe(tx, ports(), {"", "u-ana", "https://push.example/busy", {browser.public_key, std::string(16, 's')}, "Firefox"});
  }));
  busy_until_ = clock_.now() + std::chrono::hours(1);
  tell_all({"review.asked", {"u-ana"}, std::nullopt, "Review", "", "", ""});
  tell_all({"escalation.step", {"u-ana"}, std::nullopt, "Called", "", "", ""});
  tell_all({"comment.added", {"u-ana"}, std::nullopt, "Read elsewhere", "", "", ""});
  send();
  EXPECT_EQ(pushed_.size(), 3U);
  clock_.advance(std::chrono::minutes(119));
  database().write([&](db::Connection& db) {
    for (const auto& notice : store::list(db, "u-ana", false, std::nullopt, 3).items)
      if (notice.title == "Read elsewhere") store::mark_read(db, "u-ana", notice.id, clock_.now());
  });
  send();
  EXPECT_EQ(pushed_.size(), 3U) << "429 asked for two hours";
  clock_.advance(std::chrono::minutes(2));
  send();
  ASSERT_EQ(pushed_.size(), 4U) << "a call is over by now, and what was read is not shown again";
  const auto header = [&](std::string_view name) {
    for (const auto& [known, value] : pushed_.back().headers)
      if (known == name) return value;
    return std::string();
  };
  EXPECT_EQ(header("TTL"), std::to_string(24 * 3600 - 121 * 60));
  EXPECT_EQ(header("Urgency"), "normal");
  EXPECT_EQ(header("Topic"), "");
}

TEST_P(NotifyStore, PushesToEachBrowserAndForgetsThoseThatAreGone) {
  const KeyPair browser = new_key_pair();
  const auto add = [&](const std::string& address) {
    ASSERT_TRUE(journal().write(journal::Origin{"Ana", "u-ana", "web"}, [&](journal::Transaction& tx) {
      return subscribe(tx, ports(), {"", "u-ana", address, {browser.public_key, std::string(16, 's')}, "Firefox"});
    }));
  };
  add("https://push.example/here");
  add("https://push.example/here");
  add("https://push.example/gone");
  tell_all({"escalation.step", {"u-ana"}, std::nullopt, "Called", "Text", "/x", ""});
  send();
  ASSERT_EQ(pushed_.size(), 2U);
  EXPECT_EQ(pushed_.front().headers.at(1).second, "aes128gcm");
  EXPECT_TRUE(pushed_.front().headers.at(0).second.starts_with("vapid t="));
  EXPECT_EQ(pushed_.front().body.find("Called"), std::string::npos);
  const auto left = database().read([](db::Connection& db) { return list_browsers(db, "u-ana"); });
  ASSERT_EQ(left.size(), 1U);
  EXPECT_TRUE(left.front().succeeded_at);
  const auto kept = database().read([](db::Connection& db) { return db.query_one("select address from push_subscriptions")->blob(0); });
  EXPECT_EQ(kept.find("push.example"), std::string::npos) << "sealed";
  database().write([&](db::Connection& db) {
    EXPECT_EQ(server_keys(db, ports()).public_key, server_keys(db, ports()).public_key) << "made once";
    unsubscribe(db, "u-bo", left.front().id);
    EXPECT_EQ(list_browsers(db, "u-ana").size(), 1U) << "of somebody else";
  });
}

}  // namespace
}  // namespace debrief::features::notify
