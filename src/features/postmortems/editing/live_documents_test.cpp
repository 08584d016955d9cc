// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/live_documents.hpp"

#include "changeset/utf16.hpp"
#include "domain/events.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/revisions.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>

namespace debrief::features::postmortems::editing {
namespace {

using domain::AccessRole;
using domain::Principal;
using domain::Visibility;

const Principal kAna{"u-ana", "Ana", AccessRole::editor, "web"};
const Principal kBo{"u-bo", "Bo", AccessRole::editor, "web"};
const Principal kViewer{"u-vi", "Vi", AccessRole::viewer, "web"};
constexpr std::string_view kText = "one\ntwo\n";

/// Keeps what it is sent until somebody looks.
class HeardPeer final : public Peer {
 public:
  bool send(std::shared_ptr<const std::string> message) override {
    const std::scoped_lock lock(mutex_);
    heard_.push_back(json::parse(*message)->as_object());
    wake_.notify_all();
    return true;
  }
  void close(std::uint16_t code, std::string_view) override {
    const std::scoped_lock lock(mutex_);
    closed_ = code;
    wake_.notify_all();
  }
  /// The next message of this type; an empty object when none comes.
  json::object next(std::string_view type) {
    std::unique_lock lock(mutex_);
    for (;;) {
      while (!heard_.empty()) {
        json::object message = std::move(heard_.front());
        heard_.pop_front();
        if (json::text_at(message, "type") == type) return message;
      }
      if (wake_.wait_for(lock, std::chrono::seconds(10)) == std::cv_status::timeout) return {};
    }
  }
  std::uint16_t wait_for_close() {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::chrono::seconds(10), [&] { return closed_ != 0; });
    return closed_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<json::object> heard_;
  std::uint16_t closed_ = 0;
};

struct Client {
  std::shared_ptr<HeardPeer> peer = std::make_shared<HeardPeer>();
  std::shared_ptr<std::atomic<bool>> signed_in = std::make_shared<std::atomic<bool>>(true);
  std::shared_ptr<Session> session;
};

class EditingTogether : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    live_ = std::make_unique<LiveDocuments>(journal(), log_);
  }
  void TearDown() override {
    live_.reset();
    StoreOnEachEngine::TearDown();
  }

  template <class F>
  auto write(F&& work) {
    return journal().write(journal::Origin{"Ana", "u-ana", "web"}, std::forward<F>(work));
  }

  void draft(std::int64_t number, Visibility visibility = Visibility::everyone) {
    insert_incident(number, visibility, "u-ana");
    ASSERT_TRUE(
        write([&](journal::Transaction& tx) { return create(tx, kAna, number, "Fire", "howie", std::string(kText)); }));
  }

  Client join(const Principal& who, std::int64_t number, std::string_view client, std::string_view edition = "null",
              LiveDocuments* live = nullptr) {
    Client joined;
    joined.session = std::make_shared<Session>(
        number, joined.peer, [who, in = joined.signed_in] { return *in ? std::optional(who) : std::nullopt; });
    (live != nullptr ? live : live_.get())
        ->receive(joined.session, fmt::format(R"({{"type":"open","client":"{}","edition":{}}})", client, edition));
    return joined;
  }

  void say(const Client& client, std::string_view text) { live_->receive(client.session, text); }

  std::string push_of(std::int64_t edition, std::int64_t seq, std::string_view changes) {
    return fmt::format(R"({{"type":"push","edition":{},"updates":[{{"seq":{},"changes":{}}}]}})", edition, seq,
                       changes);
  }

  domain::Postmortem document(std::int64_t number) {
    return *database().read([&](db::Connection& db) { return store::find(db, number); });
  }

  static std::string refusal(const json::object& message) { return std::string(json::text_at(message, "code")); }

  Log log_{LogLevel::off};
  std::unique_ptr<LiveDocuments> live_;
};

INSTANTIATE_TEST_SUITE_P(Engines, EditingTogether, db::both_engines(), db::engine_name);

TEST_P(EditingTogether, MergesWhatTwoWriteAtOnce) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  Client bo = join(kBo, 1, "client-bo1");
  const json::object snapshot = ana.peer->next("snapshot");
  EXPECT_EQ(json::text_at(snapshot, "text"), kText);
  EXPECT_EQ(json::text_at(snapshot, "title"), "Fire");
  EXPECT_TRUE(snapshot.at("can_edit").as_bool());
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  say(bo, push_of(0, 1, R"([8,[0,"B"]])"));
  std::int64_t edition = 0;
  while (edition < 2) {
    const json::object updates = bo.peer->next("updates");
    ASSERT_TRUE(updates.contains("edition"));
    edition = updates.at("edition").as_int64();
  }
  EXPECT_EQ(document(1).markdown, "Aone\ntwo\nB");
  EXPECT_EQ(document(1).edition, 2);
  EXPECT_EQ(document(1).version, 1) << "edits are no revisions";
  EXPECT_EQ(document(1).unkept, 2);
}

TEST_P(EditingTogether, TakesTheSameUpdateOnce) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  EXPECT_EQ(ana.peer->next("updates").at("edition"), 1);
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  say(ana, push_of(0, 3, R"([[0,"C"],8])"));
  const json::object refused = ana.peer->next("refused");
  EXPECT_EQ(refusal(refused), "invalid") << "update 2 is missing";
  EXPECT_EQ(refused.at("seq"), 3);
  EXPECT_EQ(document(1).markdown, "Aone\ntwo\n");
}

TEST_P(EditingTogether, RefusesWhatDoesNotFitAndGoesOn) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  for (const char* changes : {"[7]", R"([[0,"x"],9])"}) {
    say(ana, push_of(0, 1, changes));
    EXPECT_EQ(refusal(ana.peer->next("refused")), "invalid") << changes;
  }
  say(ana, push_of(5, 1, "[8]"));
  EXPECT_EQ(refusal(ana.peer->next("refused")), "invalid") << "an edition that is to come";
  say(ana, R"({"type":"push","edition":0,"updates":[{"seq":1,"changes":[[8]]},{"seq":2,"changes":[8]}]})");
  EXPECT_EQ(refusal(ana.peer->next("refused")), "invalid");
  EXPECT_EQ(document(1).markdown, kText) << "all of a push or nothing";
  say(ana, push_of(0, 1, R"([[8,"ok"]])"));
  EXPECT_EQ(ana.peer->next("updates").at("edition"), 1);
  EXPECT_EQ(document(1).markdown, "ok");
}

TEST_P(EditingTogether, LetsViewersWatch) {
  draft(1);
  Client vi = join(kViewer, 1, "client-vi1");
  EXPECT_FALSE(vi.peer->next("snapshot").at("can_edit").as_bool());
  say(vi, push_of(0, 1, R"([[0,"A"],8])"));
  EXPECT_EQ(refusal(vi.peer->next("refused")), "forbidden");
  Client ana = join(kAna, 1, "client-ana");
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  EXPECT_EQ(vi.peer->next("updates").at("edition"), 1);
}

TEST_P(EditingTogether, GoesOnFromAnEdition) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  for (int seq = 1; seq <= 3; ++seq) say(ana, push_of(seq - 1, seq, fmt::format(R"([[0,"x"],{}])", 7 + seq)));
  while (ana.peer->next("updates").at("edition") != 3) continue;
  Client bo = join(kBo, 1, "client-bo1", "1");
  EXPECT_EQ(bo.peer->next("opened").at("edition"), 1);
  const json::object updates = bo.peer->next("updates");
  EXPECT_EQ(updates.at("edition"), 3);
  EXPECT_EQ(updates.at("updates").as_array().size(), 2U);
  EXPECT_EQ(json::text_at(join(kBo, 1, "client-bo2", "9").peer->next("snapshot"), "text"), "xxxone\ntwo\n");
}

TEST_P(EditingTogether, TellsWhoIsThereAndWhere) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  Client bo = join(kBo, 1, "client-bo1");
  say(ana, R"({"type":"cursor","edition":0,"anchor":4,"head":7})");
  say(bo, push_of(0, 1, R"([[0,"12345"],8])"));
  bo.peer->next("updates");
  say(bo, R"({"type":"seen","edition":1})");
  json::array people;
  for (int i = 0; i < 20 && (people.size() < 2 || people[1].at("seen") != 1); ++i)
    people = ana.peer->next("people").at("people").as_array();
  ASSERT_EQ(people.size(), 2U);
  EXPECT_EQ(people[0].at("name"), "Ana");
  EXPECT_EQ(people[0].at("anchor"), 9);
  EXPECT_EQ(people[0].at("head"), 12);
  EXPECT_EQ(people[1].at("seen"), 1);
  EXPECT_FALSE(people[1].as_object().contains("anchor"));
  live_->leave(bo.session);
  for (int i = 0; i < 20 && people.size() > 1; ++i) people = ana.peer->next("people").at("people").as_array();
  EXPECT_EQ(people.size(), 1U);
}

TEST_P(EditingTogether, KeepsClientIdsApart) {
  draft(1);
  Client ana = join(kAna, 1, "client-one");
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  ana.peer->next("updates");
  EXPECT_EQ(join(kBo, 1, "client-one").peer->wait_for_close(), kBroken);
  live_->leave(ana.session);
  Client bo = join(kBo, 1, "client-one");
  say(bo, push_of(1, 2, R"([[0,"B"],9])"));
  EXPECT_EQ(refusal(bo.peer->next("refused")), "invalid");
  Client first = join(kBo, 1, "client-two");
  first.peer->next("snapshot");
  Client second = join(kBo, 1, "client-two");
  EXPECT_EQ(first.peer->wait_for_close(), kOpenedElsewhere);
}

TEST_P(EditingTogether, DisconnectsWhoMayNotReadAnyMore) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  Client bo = join(kBo, 1, "client-bo1");
  bo.peer->next("snapshot");
  // Without a fact that would wake anybody: what counts is the moment of the update.
  database().write(
      [](db::Connection& db) { db.execute("update incidents set visibility = 'private' where number = 1"); });
  say(ana, push_of(0, 1, R"([[0,"secret"],8])"));
  EXPECT_EQ(ana.peer->next("updates").at("edition"), 1);
  EXPECT_EQ(refusal(bo.peer->next("refused")), "gone");
  EXPECT_EQ(bo.peer->wait_for_close(), kGone);
  EXPECT_EQ(join(kBo, 1, "client-bo2").peer->wait_for_close(), kGone);
  EXPECT_EQ(join(kBo, 99, "client-bo3").peer->wait_for_close(), kGone);
  const auto theirs = live_->push(kBo, 1, {0, {{"client-bo4", 1, changeset::ChangeSet(8)}}});
  const auto none = live_->push(kBo, 99, {0, {{"client-bo4", 1, changeset::ChangeSet(8)}}});
  EXPECT_EQ(theirs.error().code, ErrorCode::not_found);
  EXPECT_EQ(none.error().code, ErrorCode::not_found);
}

TEST_P(EditingTogether, ClosesWhenTheSessionEnds) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  ana.peer->next("snapshot");
  *ana.signed_in = false;
  EXPECT_EQ(ana.peer->wait_for_close(), kSessionEnded) << "without a word from the client";
  Client bo = join(kBo, 1, "client-bo1");
  bo.peer->next("snapshot");
  *bo.signed_in = false;
  say(bo, push_of(0, 1, R"([[0,"B"],8])"));
  EXPECT_EQ(bo.peer->wait_for_close(), kSessionEnded);
  EXPECT_EQ(document(1).edition, 0);
}

TEST_P(EditingTogether, AnswersAPushByHttp) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  ana.peer->next("updates");
  const Push push{0, {{"client-http", 1, *changeset::read_change_set(*json::parse(R"([8,[0,"end"]])"))}}};
  for (int times = 0; times < 2; ++times) {
    const auto pushed = live_->push(kBo, 1, push);
    ASSERT_TRUE(pushed);
    EXPECT_EQ(pushed->edition, 2);
    EXPECT_EQ(pushed->updates.size(), 2U) << "Ana's and its own";
  }
  EXPECT_EQ(document(1).markdown, "Aone\ntwo\nend");
}

TEST_P(EditingTogether, HearsOfATextThatIsReplaced) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  ana.peer->next("snapshot");
  DocumentChange wanted;
  wanted.markdown = "one\n2\n";
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return change(tx, kBo, 1, wanted, 1); }));
  const json::object updates = ana.peer->next("updates");
  EXPECT_EQ(updates.at("edition"), 1);
  EXPECT_EQ(json::write(updates.at("updates").at(0).at("changes")), R"([4,[3,"2"],1])");
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  EXPECT_EQ(ana.peer->next("updates").at("edition"), 2);
  EXPECT_EQ(document(1).markdown, "Aone\n2\n");
  wanted.markdown = "overwritten";
  EXPECT_EQ(write([&](journal::Transaction& tx) { return change(tx, kBo, 1, wanted, 2); }).error().code,
            ErrorCode::precondition);
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return change(tx, kBo, 1, wanted, DocumentTag(2, 2)); }));
}

TEST_P(EditingTogether, KeepsARevisionWhenEditingRests) {
  draft(1);
  ASSERT_TRUE(
      live_->push(kBo, 1, {0, {{"client-bo1", 1, *changeset::read_change_set(*json::parse(R"([8,[0,"B"]])"))}}}));
  EXPECT_EQ(keep_when_resting(journal(), 1), clock_.now() + kRest);
  clock_.advance(kRest);
  EXPECT_FALSE(keep_when_resting(journal(), 1));
  EXPECT_EQ(document(1).version, 2);
  EXPECT_EQ(document(1).unkept, 0);
  const auto revisions = *database().read([](db::Connection& db) { return list_revisions(db, kViewer, 1); });
  ASSERT_EQ(revisions.size(), 2U);
  EXPECT_EQ(revisions[1].authors, (std::vector<std::string>{"Bo"}));
  EXPECT_EQ(revisions[1].edition, 1);
  const auto saved = journal().list_after(0, 100, 1).back();
  EXPECT_EQ(saved.kind, domain::events::kPostmortemSaved);
  EXPECT_EQ(saved.actor, "Bo");
  EXPECT_FALSE(keep_when_resting(journal(), 1)) << "nothing is left to keep";
}

TEST_P(EditingTogether, ComparesAndRestoresRevisions) {
  draft(1);
  ASSERT_TRUE(
      live_->push(kBo, 1, {0, {{"client-bo1", 1, *changeset::read_change_set(*json::parse(R"([4,[3,"2"],1])"))}}}));
  const auto named = write([&](journal::Transaction& tx) { return keep_revision(tx, kAna, 1, "before the review"); });
  ASSERT_TRUE(named);
  EXPECT_EQ(named->name, "before the review");
  const auto compared = database().read([](db::Connection& db) { return compare_revisions(db, kViewer, 1, 1, 2); });
  ASSERT_TRUE(compared);
  EXPECT_EQ(compared->hunks.size(), 3U);
  EXPECT_EQ(compared->authors, (std::vector<std::string>{"Bo"}));
  Client ana = join(kAna, 1, "client-ana");
  ana.peer->next("snapshot");
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return restore(tx, kAna, 1, 1); }));
  EXPECT_EQ(document(1).markdown, kText);
  EXPECT_EQ(ana.peer->next("updates").at("edition"), 2);
  EXPECT_EQ(database().read([](db::Connection& db) { return get_revision(db, kViewer, 1, 2); })->markdown, "one\n2\n");
  EXPECT_FALSE(write([&](journal::Transaction& tx) { return restore(tx, kAna, 1, 77); }));
  const auto standing = database().read([](db::Connection& db) { return store::find_with_edits(db, 1); });
  EXPECT_EQ(standing->authorship, (Authorship{{8, "Ana"}})) << "Ana brought her text back";
}

TEST_P(EditingTogether, MergesAcrossServers) {
  draft(1);
  LiveDocuments other(journal(), log_);
  Client ana = join(kAna, 1, "client-ana");
  Client bo = join(kBo, 1, "client-bo1", "null", &other);
  ana.peer->next("snapshot");
  bo.peer->next("snapshot");
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  EXPECT_EQ(ana.peer->next("updates").at("edition"), 1);
  other.receive(bo.session, push_of(0, 1, R"([8,[0,"B"]])"));
  std::int64_t edition = 0;
  std::size_t updates = 0;
  while (edition < 2) {
    const json::object message = bo.peer->next("updates");
    ASSERT_TRUE(message.contains("edition"));
    edition = message.at("edition").as_int64();
    updates += message.at("updates").as_array().size();
  }
  EXPECT_EQ(updates, 2U);
  EXPECT_EQ(document(1).markdown, "Aone\ntwo\nB");
}

TEST_P(EditingTogether, SaysWhenNothingCanBeStored) {
  draft(1);
  Client ana = join(kAna, 1, "client-ana");
  say(ana, push_of(0, 1, R"([[0,"A"],8])"));
  EXPECT_EQ(ana.peer->next("updates").at("edition"), 1);
  database().write([](db::Connection& db) { db.execute_script("alter table edits rename to edits_gone"); });
  say(ana, push_of(1, 2, R"([[0,"B"],9])"));
  EXPECT_EQ(refusal(ana.peer->next("refused")), "trouble");
  database().write([](db::Connection& db) { db.execute_script("alter table edits_gone rename to edits"); });
  std::int64_t edition = 0;
  for (int tries = 0; tries < 50 && edition == 0; ++tries) {
    const auto pushed =
        live_->push(kAna, 1, {1, {{"client-ana", 2, *changeset::read_change_set(*json::parse(R"([[0,"B"],9])"))}}});
    if (pushed) edition = pushed->edition;
    else std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(edition, 2);
  EXPECT_EQ(ana.peer->next("updates").at("edition"), 2);
  EXPECT_EQ(document(1).markdown, "BAone\ntwo\n");
}

}  // namespace
}  // namespace debrief::features::postmortems::editing
