// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/mirror.hpp"

#include "features/postmortems/mirror/mirror_file.hpp"
#include "features/postmortems/review/review.hpp"
#include "features/postmortems/revisions.hpp"
#include "journal/testing_store.hpp"
#include "journal/visibility.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace debrief::features::postmortems::mirror {
namespace {

namespace fs = std::filesystem;
using domain::AccessRole;
using domain::PostmortemState;
using domain::Principal;

constexpr std::string_view kText = "## Summary\n\nThe pool was too small.\n\n## Impact\n\nOrders failed.\n";

class MirrorStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped()) return;
    std::string name = (fs::temp_directory_path() / "debrief-mirror-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    git::Repository shared(folder_ / "shared.git");
  }
  void TearDown() override {
    StoreOnEachEngine::TearDown();
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  Settings settings() const {
    Settings settings;
    settings.remote.address = (folder_ / "shared.git").string();
    settings.folder = folder_ / "ours.git";
    return settings;
  }
  Ports ports() {
    Ports ports;
    ports.document.get_incident = [this](const Principal& who, std::int64_t number) -> Result<domain::Incident> {
      TRY(database().read(
          [&](db::Connection& db) { return journal::require_incident(db, who, domain::Action::read, number); }));
      domain::Incident incident;
      incident.number = number;
      incident.title = "Checkout fails";
      incident.declared_at = clock_.now();
      return incident;
    };
    ports.document.list_timeline = [](const Principal&, std::int64_t) {
      return Result(std::vector<domain::TimelineEntry>{});
    };
    ports.document.list_alerts = [](const Principal&, std::int64_t) { return Result(std::vector<domain::Alert>{}); };
    ports.document.list_evidence = [](const Principal&, std::int64_t) { return Result(domain::EvidenceOf{}); };
    ports.review.notify = [this](journal::Transaction&, const domain::Notice& notice) { notices_.push_back(notice); };
    ports.review.find_user_id = [](std::string_view name) {
      return name == "Ana" ? std::optional<std::string>("u-Ana") : std::nullopt;
    };
    return ports;
  }
  std::unique_ptr<Mirror> mirror(std::optional<Settings> other = {}) {
    return std::make_unique<Mirror>(journal(), ports(), other.value_or(settings()), log_);
  }
  void sync() {
    const auto done = mirror()->sync();
    ASSERT_TRUE(done) << done.error().message;
  }

  template <class F>
  auto write(F&& work) {
    return journal().write(journal::Origin{"Ana", "u-Ana", "web"}, std::forward<F>(work));
  }
  void publish(std::int64_t number, const std::string& title = "Checkout",
               domain::Visibility visibility = domain::Visibility::everyone) {
    insert_incident(number, visibility, "u-Ana");
    write([&](journal::Transaction& tx) {
      return create(tx, ana_, number, title, "google_sre", std::string(kText));
    }).value();
    move(number, PostmortemState::published);
  }
  void move(std::int64_t number, PostmortemState state) {
    clock_.advance(std::chrono::seconds(1));
    write([&](journal::Transaction& tx) { return change(tx, ana_, number, {{}, {}, state}, std::nullopt); }).value();
  }
  void keep(std::int64_t number) {
    write([&](journal::Transaction& tx) { return keep_revision(tx, ana_, number, std::nullopt); }).value();
  }
  std::vector<review::Thread> threads(std::int64_t number) {
    return database()
        .read([&](db::Connection& db) { return review::list_threads(db, ana_, number, std::nullopt, 100); })
        .value()
        .items;
  }
  std::string text(std::int64_t number) {
    return (*database().read([&](db::Connection& db) { return find(db, ana_, number); }))->markdown;
  }

  // Somebody with a copy of the repository.
  git::Repository theirs() { return git::Repository(folder_ / "theirs.git"); }
  std::optional<std::string> tip() { return *git::fetch(folder_ / "theirs.git", settings().remote, {}, stop_); }
  std::optional<std::string> file(const std::string& path) {
    const auto newest = tip();
    return newest ? theirs().find_file(*newest, path) : std::nullopt;
  }
  std::size_t commits() {
    const auto newest = tip();
    return newest ? theirs().list_commits(*newest, std::nullopt).size() : 0;
  }
  std::string commit(const git::Files& files, const std::string& subject = "Fix it") {
    const std::string made = theirs().commit(tip(), files, subject, "Jo Writer", "jo@example.org", clock_.now());
    EXPECT_TRUE(git::push(folder_ / "theirs.git", settings().remote, made, {}, stop_));
    return made;
  }
  std::string replaced(const std::string& path, std::string_view from, std::string_view to) {
    std::string text = file(path).value();
    text.replace(text.find(from), from.size(), to);
    return text;
  }

  Principal ana_{"u-Ana", "Ana", AccessRole::editor};
  Log log_{LogLevel::off};
  std::atomic<bool> stop_{false};
  fs::path folder_;
  std::vector<domain::Notice> notices_;
  const std::string path_ = "postmortems/INC-1-checkout.md";
};

INSTANTIATE_TEST_SUITE_P(Engines, MirrorStore, db::both_engines(), db::engine_name);

TEST_P(MirrorStore, WhatIsPublishedForEveryoneStandsThere) {
  publish(1);
  publish(2, "Secret", domain::Visibility::private_);
  insert_incident(3, domain::Visibility::everyone, "u-Ana");
  write([&](journal::Transaction& tx) { return create(tx, ana_, 3, "Draft", "google_sre", "x"); }).value();
  sync();
  ASSERT_TRUE(file(path_));
  EXPECT_EQ(text_in(*file(path_)), kText);
  EXPECT_NE(file("postmortems/README.md")->find("INC-1-checkout.md"), std::string::npos);
  EXPECT_EQ(file("postmortems/README.md")->find("Secret"), std::string::npos);
  EXPECT_FALSE(file("postmortems/INC-2-secret.md"));
  EXPECT_FALSE(file("postmortems/INC-3-draft.md"));
  EXPECT_EQ(theirs().read_commit(*tip(), "postmortems", 100'000).subject, "Publish INC-1: Checkout");
  const auto facts = journal().list_after(0, 1000, 1);
  ASSERT_EQ(facts.back().kind, "postmortem.mirrored");
  EXPECT_EQ(facts.back().data.at("commit").as_string(), *tip());
}

TEST_P(MirrorStore, NothingIsWrittenTwice) {
  publish(1);
  sync();
  sync();
  EXPECT_EQ(commits(), 1U);
  // As after a crash between push and record: what stands there is not known as written.
  database().write([](db::Connection& db) { db.execute("update mirror_files set version = 0"); });
  sync();
  EXPECT_EQ(commits(), 1U);
  fs::remove_all(folder_ / "ours.git");
  sync();
  EXPECT_EQ(commits(), 1U);
  EXPECT_TRUE(threads(1).empty()) << "our own commits are not suggestions";
}

TEST_P(MirrorStore, AnEditInTheMirrorIsASuggestionAndAcceptingItConverges) {
  publish(1);
  sync();
  const std::string hash = commit({{path_, replaced(path_, "too small", "far too small")}}, "Say how small");
  sync();
  sync();
  auto found = threads(1);
  ASSERT_EQ(found.size(), 1U) << "each commit is taken once";
  EXPECT_EQ(found[0].kind, "suggestion");
  EXPECT_EQ(found[0].quote, "The pool was too small.");
  EXPECT_EQ(found[0].replacement, "The pool was far too small.");
  EXPECT_EQ(found[0].author, "Jo Writer (git)");
  EXPECT_EQ(found[0].author_id, "");
  EXPECT_NE(found[0].comments.at(0).text.find("Say how small"), std::string::npos);
  EXPECT_NE(found[0].comments.at(0).text.find(hash.substr(0, 12)), std::string::npos);
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_EQ(notices_[0].to, std::vector<std::string>{"u-Ana"});
  EXPECT_EQ(commits(), 2U) << "their commit stands until the next publication";

  write([&](journal::Transaction& tx) { return review::settle(tx, ana_, 1, found[0].id, "accepted"); }).value();
  sync();
  EXPECT_EQ(commits(), 2U) << "edits are mirrored with their revision";
  keep(1);
  sync();
  sync();
  EXPECT_EQ(commits(), 3U);
  EXPECT_EQ(text_in(*file(path_)), text(1));
  EXPECT_EQ(threads(1).size(), 1U) << "no loop";
}

TEST_P(MirrorStore, OurTextWinsAndTheirsIsNotLost) {
  publish(1);
  sync();
  commit({{path_, replaced(path_, "Orders failed.", "All orders failed.")}, {"notes.txt", "theirs"}});
  write([&](journal::Transaction& tx) -> Result<> {
    auto standing = postmortems::store::find_with_edits(tx.db, 1);
    add_text_edit(tx, *standing, ana_, "test",
                  "## Summary\n\nThe pool was too small.\n\n## Impact\n\nA third of the orders failed.\n");
    return {};
  }).value();
  keep(1);
  sync();
  EXPECT_EQ(text_in(*file(path_)), text(1));
  EXPECT_EQ(file("notes.txt"), "theirs");
  EXPECT_EQ(commits(), 3U);
  ASSERT_EQ(threads(1).size(), 1U);
  EXPECT_EQ(threads(1)[0].kind, "comment");
  EXPECT_NE(threads(1)[0].comments.at(0).text.find("-Orders failed.\n+All orders failed.\n"), std::string::npos);
}

TEST_P(MirrorStore, WhatTheExportAddsIsNotSuggested) {
  publish(1);
  sync();
  commit({{path_, replaced(path_, "state: ", "colour: \"red\"\nstate: ")}, {"postmortems/README.md", "mine\n"}});
  sync();
  EXPECT_TRUE(threads(1).empty());
}

TEST_P(MirrorStore, RemovedAndTornFilesAreTold) {
  publish(1);
  sync();
  commit({{path_, "Only words.\n"}}, "Tear it");
  commit({{path_, std::nullopt}}, "Drop it");
  sync();
  ASSERT_EQ(threads(1).size(), 2U);
  EXPECT_EQ(threads(1)[0].kind, "comment");
  const std::string all = threads(1)[0].comments.at(0).text + threads(1)[1].comments.at(0).text;
  EXPECT_NE(all.find("+Only words."), std::string::npos);
  EXPECT_NE(all.find("was removed"), std::string::npos);
}

TEST_P(MirrorStore, WhatIsTakenBackOrMadePrivateGoes) {
  publish(1);
  publish(2, "Mail");
  sync();
  move(1, PostmortemState::draft);
  database().write(
      [](db::Connection& db) { db.execute("update incidents set visibility = 'private' where number = 2"); });
  sync();
  EXPECT_FALSE(file(path_));
  EXPECT_FALSE(file("postmortems/INC-2-mail.md"));
  EXPECT_NE(file("postmortems/README.md")->find("None yet"), std::string::npos);
  move(1, PostmortemState::published);
  sync();
  EXPECT_TRUE(file(path_));
}

TEST_P(MirrorStore, ARenamedPostmortemMovesItsFile) {
  publish(1);
  sync();
  clock_.advance(std::chrono::seconds(1));
  write([&](journal::Transaction& tx) {
    return change(tx, ana_, 1, {"Checkout and payments", {}, {}}, std::nullopt);
  }).value();
  sync();
  EXPECT_FALSE(file(path_));
  EXPECT_TRUE(file("postmortems/INC-1-checkout-and-payments.md"));
}

TEST_P(MirrorStore, WhatCannotBeReachedIsTriedLater) {
  publish(1);
  Settings gone = settings();
  gone.remote.address = (folder_ / "nowhere.git").string();
  auto broken = mirror(gone);
  EXPECT_EQ(broken->sync().error().code, ErrorCode::unavailable);
  EXPECT_EQ(broken->sync().error().code, ErrorCode::unavailable);
  const Standing standing = broken->standing();
  EXPECT_EQ(standing.pending, 1);
  EXPECT_EQ(standing.state.failures, 2);
  ASSERT_TRUE(standing.state.error);
  EXPECT_EQ(*standing.state.retry_at, clock_.now() + std::chrono::seconds(20));
  sync();
  const Standing well = mirror()->standing();
  EXPECT_EQ(well.pending, 0);
  EXPECT_EQ(well.documents, 1);
  EXPECT_FALSE(well.state.error);
  EXPECT_EQ(well.state.mirrored_at, clock_.now());
}

TEST_P(MirrorStore, AnotherRepositoryIsNotMadeToWaitForTheFailuresOfTheOneBefore) {
  publish(1);
  Settings gone = settings();
  gone.remote.address = (folder_ / "nowhere.git").string();
  EXPECT_FALSE(mirror(gone)->sync());
  auto following = mirror();
  following->start();
  for (int i = 0; i < 100 && !file(path_); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_TRUE(file(path_));
}

TEST_P(MirrorStore, WithoutARepositoryThereIsNone) {
  auto none = mirror(Settings{});
  EXPECT_EQ(none->sync().error().code, ErrorCode::conflict);
  EXPECT_FALSE(none->standing().configured);
}

TEST_P(MirrorStore, ItFollowsTheJournalByItself) {
  auto following = mirror();
  following->start();
  publish(1);
  for (int i = 0; i < 200 && !file(path_); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_TRUE(file(path_));
}

}  // namespace
}  // namespace debrief::features::postmortems::mirror
