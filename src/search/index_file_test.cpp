// SPDX-License-Identifier: Apache-2.0
#include "search/index.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <system_error>

namespace debrief::search {
namespace {

class IndexFile : public testing::Test {
 protected:
  IndexFile() {
    std::filesystem::create_directories(folder_);
    for (int i = 0; i < 100; ++i) {
      const std::string key = "d" + std::to_string(i);
      EXPECT_TRUE(
          index_.put({key, {{"title", "Disk " + key}, {"text", "full again"}}, {"n:" + std::to_string(i % 7)}}));
    }
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(index_.erase("d" + std::to_string(i * 11)));
  }
  ~IndexFile() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string bytes() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(std::string_view content) const { std::ofstream(file_, std::ios::binary) << content; }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("debrief-index-test-" + std::to_string(::getpid()));
  const std::filesystem::path file_ = folder_ / "search.index";
  Index index_{{.seal_after = 32}};
};

TEST_F(IndexFile, ReadsBackWhatItWrote) {
  index_.save(file_, "fact 4711");
  Index other;
  ASSERT_TRUE(other.put({"gone afterwards", {{"text", "disk"}}}));
  const auto mark = other.load(file_);
  ASSERT_TRUE(mark) << mark.error().message;
  EXPECT_EQ(*mark, "fact 4711");
  EXPECT_EQ(other.size(), 95U);
  const Query query{"disk d17 full", {{"n:3"}}};
  const auto before = index_.search(query, 95);
  const auto after = other.search(query, 95);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].key, after[i].key);
    EXPECT_EQ(before[i].score, after[i].score);
  }
  ASSERT_TRUE(other.put({"d17", {{"text", "other"}}}));
  EXPECT_EQ(other.size(), 95U);
  EXPECT_FALSE(std::filesystem::exists(file_.string() + ".part"));
}

TEST_F(IndexFile, KeepsAnEmptyIndex) {
  Index().save(file_, "");
  ASSERT_TRUE(index_.load(file_));
  EXPECT_EQ(index_.size(), 0U);
  EXPECT_TRUE(index_.search({"disk"}, 1).empty());
}

TEST_F(IndexFile, RefusesEveryDamagedByte) {
  Index small;
  ASSERT_TRUE(small.put({"a", {{"text", "disk full"}}}));
  small.save(file_, "mark");
  const std::string good = bytes();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x41);
    write(bad);
    const auto result = index_.load(file_);
    ASSERT_FALSE(result) << "byte " << i;
    ASSERT_FALSE(result.error().help.empty());
  }
  EXPECT_EQ(index_.size(), 95U) << "a refused file leaves the index as it was";
}

TEST_F(IndexFile, RefusesEveryShortOrLongFile) {
  Index small;
  ASSERT_TRUE(small.put({"a", {{"text", "disk full"}}}));
  small.save(file_, "mark");
  const std::string good = bytes();
  for (std::size_t size = 0; size < good.size(); ++size) {
    write(std::string_view(good).substr(0, size));
    ASSERT_FALSE(index_.load(file_)) << "cut to " << size;
  }
  write(good + "x");
  EXPECT_EQ(index_.load(file_).error().code, ErrorCode::invalid);
}

TEST_F(IndexFile, TellsWhyItRefuses) {
  EXPECT_EQ(index_.load(file_).error().code, ErrorCode::not_found);
  write("something else entirely, of some length");
  EXPECT_EQ(index_.load(file_).error().code, ErrorCode::unsupported);
  index_.save(file_, "");
  Index other({.fields = {{"title", 3}, {"text", 1}}});
  EXPECT_EQ(other.load(file_).error().code, ErrorCode::unsupported);
  std::string older = bytes();
  older[21] = 0;
  write(older);
  EXPECT_EQ(index_.load(file_).error().code, ErrorCode::unsupported);
}

TEST_F(IndexFile, ThrowsWhenItCannotBeWritten) {
  EXPECT_THROW(index_.save(folder_ / "absent" / "search.index", ""), std::system_error);
}

}  // namespace
}  // namespace debrief::search
