// SPDX-License-Identifier: Apache-2.0
#include "db/blob_store.hpp"

#include "db/sqlite_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

namespace debrief::db {
namespace {

namespace fs = std::filesystem;

class BlobStoreTest : public testing::Test {
 protected:
  VanishingDirectory directory;
  BlobStore store{directory.path() / "blobs"};

  std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(directory.path())) count += entry.is_regular_file();
    return count;
  }
  std::vector<std::pair<Digest, std::uint64_t>> list() const {
    std::vector<std::pair<Digest, std::uint64_t>> all;
    store.list([&](const Digest& digest, std::uint64_t size) { all.emplace_back(digest, size); });
    return all;
  }
};

TEST_F(BlobStoreTest, GivesBackWhatItWasGiven) {
  const std::string bytes("\0\xff original", 11);
  const Digest digest = store.put(bytes);
  EXPECT_EQ(digest, sha256(bytes));
  EXPECT_EQ(*store.get(digest), bytes);
  EXPECT_TRUE(store.contains(digest));
  EXPECT_TRUE(store.verify(digest));
  EXPECT_EQ(*BlobStore(directory.path() / "blobs").get(digest), bytes);
  EXPECT_EQ(*store.get(store.put("")), "");
}

TEST_F(BlobStoreTest, KeepsADuplicateOnce) {
  const Digest digest = store.put("twice");
  const auto written = fs::last_write_time(store.path_of(digest));
  EXPECT_EQ(store.put("twice"), digest);
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(fs::last_write_time(store.path_of(digest)), written);
}

TEST_F(BlobStoreTest, AdoptsAFileThatGrewElsewhere) {
  for (int round = 0; round < 2; ++round) {
    const fs::path file = store.partial_path("growing");
    std::ofstream(file) << "grown";
    store.adopt(file, sha256("grown"));
    EXPECT_FALSE(fs::exists(file)) << "round " << round;
    EXPECT_EQ(*store.get(sha256("grown")), "grown");
  }
  EXPECT_EQ(files(), 1U);
}

TEST_F(BlobStoreTest, ReceivesAnOriginalInPieces) {
  std::string whole;
  const auto upload = store.begin_upload();
  for (int i = 0; i < 300; ++i) {
    const std::string piece(10'000, static_cast<char>('a' + i % 26));
    upload->append(piece);
    whole += piece;
  }
  const Digest digest = upload->finish();
  EXPECT_EQ(digest, sha256(whole));
  EXPECT_EQ(*store.get(digest), whole);
  EXPECT_EQ(list(), (std::vector<std::pair<Digest, std::uint64_t>>{{digest, whole.size()}}));
}

TEST_F(BlobStoreTest, KeepsNothingOfAnAbandonedUpload) {
  {
    const auto upload = store.begin_upload();
    upload->append("half of it");
    EXPECT_TRUE(list().empty());
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(BlobStoreTest, RemovesWhatAKilledProcessLeftADayAgo) {
  const auto old = directory.path() / "blobs/incoming/old", fresh = directory.path() / "blobs/incoming/fresh";
  std::ofstream(old) << "half";
  std::ofstream(fresh) << "half";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(25));
  const BlobStore again(directory.path() / "blobs");
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(fresh));
}

TEST_F(BlobStoreTest, FindsADamagedOriginal) {
  const Digest digest = store.put("the truth");
  fs::permissions(store.path_of(digest), fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(store.path_of(digest)) << "the trust";
  EXPECT_EQ(store.get(digest).error().code, ErrorCode::conflict);
  EXPECT_EQ(store.verify(digest).error().code, ErrorCode::conflict);
  EXPECT_THAT(store.verify(digest).error().message, testing::HasSubstr(to_hex(digest)));
}

TEST_F(BlobStoreTest, SaysThatAnOriginalIsMissing) {
  const Digest digest = sha256("never stored");
  EXPECT_FALSE(store.contains(digest));
  EXPECT_EQ(store.get(digest).error().code, ErrorCode::not_found);
  EXPECT_EQ(store.verify(digest).error().code, ErrorCode::not_found);
}

TEST_F(BlobStoreTest, TakesTheSameOriginalFromManyThreads) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) EXPECT_EQ(store.put(std::to_string(i)), sha256(std::to_string(i)));
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(files(), 10U);
  for (const auto& [digest, size] : list()) EXPECT_TRUE(store.verify(digest));
}

TEST_F(BlobStoreTest, ThrowsWhenTheDiskRefuses) {
  fs::remove_all(directory.path() / "blobs");
  EXPECT_THROW(store.put("x"), std::system_error);
}

}  // namespace
}  // namespace debrief::db
