// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/streams.hpp"

#include "features/evidence/logs/log_sets.hpp"
#include "features/evidence/logs/verify_streams.hpp"
#include "features/evidence/store.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <fstream>
#include <thread>

namespace debrief::features::evidence::logs {
namespace {

namespace fs = std::filesystem;
using domain::AccessRole;

class LogStreamsStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    std::string name = fs::temp_directory_path() / "debrief-XXXXXX";
    folder_ = mkdtemp(name.data());
    blobs_ = std::make_unique<db::BlobStore>(folder_ / "originals");
    streams_ = std::make_unique<LogStreams>(journal(), *blobs_);
    insert_incident(1, domain::Visibility::everyone, "u-ana");
    insert_incident(2, domain::Visibility::private_, "u-ana");
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }
  Result<LogStream> send(std::string_view lines, std::optional<std::int64_t> offset = {}) {
    return streams_->append({ana_.name, ana_.id, "api", {}}, ana_, 1, {"shop/app.log", lines, offset});
  }
  std::vector<domain::Evidence> evidence() {
    return database().read([&](db::Connection& db) { return evidence::store::list(db, 1); }).items;
  }
  std::string bytes_of(const LogStream& stream) {
    std::ifstream in(streams_->file_of(stream), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path folder_;
  std::unique_ptr<db::BlobStore> blobs_;
  std::unique_ptr<LogStreams> streams_;
  domain::Principal ana_{"u-ana", "Ana", AccessRole::responder, "api"};
  domain::Principal bo_{"u-bo", "Bo", AccessRole::responder, "api"};
};

INSTANTIATE_TEST_SUITE_P(Engines, LogStreamsStore, db::both_engines(), db::engine_name);

TEST_P(LogStreamsStore, BatchesFollowOneAnother) {
  const auto first = send("one\n", 0);
  ASSERT_TRUE(first);
  const auto second = send("two\nthree\n");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->id, first->id);
  EXPECT_EQ(second->end(), 14);
  EXPECT_EQ(bytes_of(*second), "one\ntwo\nthree\n");
  EXPECT_EQ(send("again\n", 4).error().code, ErrorCode::conflict);
  EXPECT_EQ(send("half a line").error().code, ErrorCode::invalid);
  EXPECT_EQ(send("").error().code, ErrorCode::invalid);
  EXPECT_EQ(streams_->find_newest(1, "shop/app.log")->end(), 14) << "nothing of these counts";
  EXPECT_TRUE(evidence().empty()) << "its end is not known yet";
}

TEST_P(LogStreamsStore, StrangersSendNothing) {
  EXPECT_EQ(streams_->append({bo_.name, bo_.id, "api", {}}, bo_, 2, {"a", "x\n", {}}).error().code,
            ErrorCode::not_found);
  domain::Principal viewer{"u-vi", "Vi", AccessRole::viewer, "api"};
  EXPECT_EQ(streams_->append({viewer.name, viewer.id, "api", {}}, viewer, 1, {"a", "x\n", {}}).error().code,
            ErrorCode::forbidden);
}

TEST_P(LogStreamsStore, WhatIsQuietIsSealedAndGoesOnAsAnother) {
  const LogStream first = *send("one\n");
  EXPECT_EQ(verify_streams(database(), *blobs_).open, 1);
  EXPECT_EQ(verify_streams(database(), *blobs_).damage, "");
  EXPECT_TRUE(streams_->seal_quiet().empty());
  clock_.advance(kQuiet + std::chrono::seconds(1));
  EXPECT_EQ(streams_->seal_quiet(), std::vector<std::int64_t>{1});
  EXPECT_TRUE(streams_->seal_quiet().empty()) << "once";
  EXPECT_EQ(verify_streams(database(), *blobs_).open, 0);
  const auto sealed = evidence();
  ASSERT_EQ(sealed.size(), 1U);
  EXPECT_EQ(sealed[0].id, first.id);
  EXPECT_EQ(*blobs_->get(sealed[0].sha256), "one\n");
  EXPECT_EQ(bytes_of(*streams_->find(first.id)), "one\n");
  const auto second = send("two\n", 4);
  ASSERT_TRUE(second) << "offsets go on over streams";
  EXPECT_NE(second->id, first.id);
  EXPECT_EQ(bytes_of(*second), "two\n");
}

TEST_P(LogStreamsStore, AcknowledgedBytesOutliveWhatACrashLeft) {
  const LogStream stream = *send("one\n");
  // Written, but the answer never came to be.
  std::ofstream(streams_->file_of(stream), std::ios::app) << "half of a ba";
  const auto next = send("two\n", 4);
  ASSERT_TRUE(next);
  EXPECT_EQ(bytes_of(*next), "one\ntwo\n");
  // Hashed and put in its place, but not recorded.
  const Digest digest = sha256("one\ntwo\n");
  blobs_->adopt(streams_->file_of(*next), digest);
  database().write([&](db::Connection& db) {
    db.execute("update log_streams set computed = $2 where id = $1", next->id, to_hex(digest));
  });
  EXPECT_EQ(verify_streams(database(), *blobs_).damage, "");
  const auto last = send("three\n", 8);
  ASSERT_TRUE(last);
  EXPECT_NE(last->id, stream.id);
  ASSERT_EQ(evidence().size(), 1U);
  EXPECT_EQ(evidence()[0].size, 8);
}

TEST_P(LogStreamsStore, AShorterFileIsNotSealed) {
  const LogStream stream = *send("one\n");
  fs::resize_file(streams_->file_of(stream), 2);
  clock_.advance(kQuiet + std::chrono::seconds(1));
  EXPECT_EQ(verify_streams(database(), *blobs_).damage,
            "the log stream \"shop/app.log\" of INC-1 has 2 of the 4 bytes that were acknowledged");
  EXPECT_EQ(send("two\n", 4).error().code, ErrorCode::conflict) << "nothing goes behind a gap";
  EXPECT_EQ(bytes_of(stream), "on");
  clock_.advance(kQuiet + std::chrono::seconds(1));
  EXPECT_TRUE(streams_->seal_quiet().empty());
  EXPECT_TRUE(evidence().empty());
}

class IndexedStreams : public LogStreamsStore {
 protected:
  std::unique_ptr<LogSets> sets() {
    Tending tending;
    tending.pause = std::chrono::milliseconds(20);
    tending.quiet = std::chrono::milliseconds(50);
    return std::make_unique<LogSets>(journal(), *blobs_, folder_ / "index", log_, tending);
  }
  static std::uint64_t lines_of(LogSets& sets) { return sets.of(1).set->catalogue()->lines(); }
  template <class Holds>
  static bool comes_to(const Holds& holds) {
    for (int i = 0; i < 500; ++i) {
      if (holds()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }

  Log log_{LogLevel::error};
};

INSTANTIATE_TEST_SUITE_P(Engines, IndexedStreams, db::both_engines(), db::engine_name);

std::size_t open_files() {
  const fs::directory_iterator files("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

// As an import brings them: each incident with a log of its own.
TEST_P(IndexedStreams, LogsOfManyIncidentsHoldFewFilesOpenAndAreAllRead) {
  constexpr int kMany = 90;
  constexpr std::size_t kFew = 230;  // three for each of them would be 270
  for (int number = 10; number < 10 + kMany; ++number) {
    insert_incident(number, domain::Visibility::everyone, "u-ana");
    const std::string text = fmt::format("2026-11-20T10:00:00Z INFO line {}\n", number);
    domain::Evidence one;
    one.id = fmt::format("evidence-{}", number);
    one.incident = number;
    one.name = "app.log";
    one.sha256 = blobs_->put(text);
    one.size = static_cast<std::int64_t>(text.size());
    one.media_type = "text/plain";
    database().write([&](db::Connection& db) { evidence::store::insert(db, one, "u-ana"); });
  }
  auto sets = this->sets();
  const std::size_t before = open_files();
  std::size_t most = 0;
  for (int number = 10; number < 10 + kMany; ++number) {
    const auto logs = sets->of(number);
    EXPECT_TRUE(logs.pending.size() == 1 || logs.set->catalogue()->lines() == 1) << "each is told of";
    most = std::max(most, open_files());
  }
  for (int number = 10; number < 10 + kMany; ++number) {
    EXPECT_TRUE(comes_to([&] { return sets->of(number).set->catalogue()->lines() == 1; })) << number;
    most = std::max(most, open_files());
  }
  EXPECT_LT(most, before + kFew);
}

TEST_P(IndexedStreams, BatchesAreFoundAndMergedWhenThereIsTime) {
  auto sets = this->sets();
  for (int i = 0; i < 30; ++i) {
    ASSERT_TRUE(sets->streams().append({ana_.name, ana_.id, "api", {}}, ana_, 1,
                                       {"app.log", fmt::format("2026-11-20T10:00:{:02}Z INFO line {}\n", i, i), {}}));
    ASSERT_TRUE(comes_to([&] { return lines_of(*sets) == static_cast<std::uint64_t>(i) + 1; })) << i;
  }
  EXPECT_TRUE(comes_to([&] { return sets->of(1).set->catalogue()->blocks.size() == 1; }))
      << sets->of(1).set->catalogue()->blocks.size() << " blocks";
  const auto lines = sets->of(1).set->lines(0, 0, 100);
  ASSERT_EQ(lines.size(), 30U);
  EXPECT_EQ(lines[29].text, "2026-11-20T10:00:29Z INFO line 29");
  // It goes on, also for another process and when the stream is sealed meanwhile.
  ASSERT_TRUE(sets->streams().append({ana_.name, ana_.id, "api", {}}, ana_, 1, {"app.log", "more\n", {}}));
  EXPECT_TRUE(comes_to([&] { return lines_of(*sets) == 31; }));
  clock_.advance(kQuiet + std::chrono::seconds(1));
  EXPECT_TRUE(comes_to([&] { return evidence().size() == 1; })) << "sealed";
  EXPECT_TRUE(comes_to([&] { return sets->of(1).pending.empty(); }));
  sets.reset();
  sets = this->sets();
  EXPECT_EQ(lines_of(*sets), 31U) << "the sealed stream is not read a second time";
  sets.reset();
  fs::remove_all(folder_ / "index");
  sets = this->sets();
  EXPECT_TRUE(comes_to([&] { return lines_of(*sets) == 31; })) << "an index is made anew of it";
}

TEST_P(IndexedStreams, WhatIsSealedWhileItWaitsIsReadAllTheSame) {
  auto sets = this->sets();
  const journal::Origin origin{ana_.name, ana_.id, "api", {}};
  for (int i = 0; i < 20; ++i) {
    // Refused while the sets seal the source themselves.
    ASSERT_TRUE(comes_to([&] {
      return sets->streams().append(origin, ana_, 1, {"app.log", "2026-11-20T10:00:00Z INFO a line\n", {}}).has_value();
    }));
    (void)sets->of(1);  // queued; sealed while it waits or is read
    clock_.advance(kQuiet + std::chrono::seconds(1));
    (void)sets->streams().seal_quiet();
    (void)sets->of(1);
  }
  EXPECT_TRUE(comes_to([&] { return lines_of(*sets) == 20 && sets->of(1).pending.empty(); })) << lines_of(*sets);
}

}  // namespace
}  // namespace debrief::features::evidence::logs
