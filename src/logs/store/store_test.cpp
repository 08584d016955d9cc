// SPDX-License-Identifier: Apache-2.0
#include "logs/store/store.hpp"

#include "logs/store/block_reader.hpp"
#include "logs/store/intake.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>

namespace debrief::logs {
namespace {

class StoreFolder : public ::testing::Test {
 protected:
  StoreFolder()
      : folder_(std::filesystem::temp_directory_path() / fmt::format("debrief-store-{}", std::random_device{}())) {}
  ~StoreFolder() override { std::filesystem::remove_all(folder_); }

  static std::string lines(int first, int count) {
    std::string text;
    for (int i = first; i < first + count; ++i)
      text += fmt::format("2026-11-20 00:{:02}:{:02} job {} of user{} done\n", i / 60 % 60, i % 60, i, i % 17);
    return text;
  }
  void take_in(const std::string& text, std::size_t block = 8192) {
    Store store(folder_, Store::Access::write);
    Intake intake(store, {2, 1, block, 1 << 20});
    if (store.catalogue()->sources.empty()) {
      Source source;
      source.name = "jobs.log";
      intake.begin(source, 1'795'132'800'000'000'000);
    } else {
      intake.resume(0);
    }
    intake.add(text);
    intake.finish();
  }
  static std::string text_of(Store& store) {
    std::string text;
    const auto catalogue = store.catalogue();
    for (const auto& block : catalogue->blocks) {
      const std::string payload = Store::payload(*block);
      text += BlockReader(payload, store.skeletons()).text();
    }
    return text;
  }
  std::string stored() {
    Store store(folder_, Store::Access::read);
    return text_of(store);
  }

  std::filesystem::path folder_;
};

TEST_F(StoreFolder, GivesBackWhatItTook) {
  take_in(lines(0, 5000));
  EXPECT_EQ(stored(), lines(0, 5000));
  take_in(lines(5000, 100));
  EXPECT_EQ(stored(), lines(0, 5100));
  const Store store(folder_, Store::Access::read);
  std::uint64_t next = 0;
  const auto catalogue = store.catalogue();
  for (const auto& block : catalogue->blocks) {
    EXPECT_EQ(block->record.first_line, next);
    next += block->record.summary.lines;
  }
  EXPECT_EQ(next, 5100U);
}

TEST_F(StoreFolder, OpensAfterItsFilesWereCutAnywhere) {
  take_in(lines(0, 2000));
  const std::string whole = stored();
  const std::filesystem::path kept = folder_.string() + "-kept";
  std::filesystem::copy(folder_, kept);
  std::mt19937 random(3);
  for (int round = 0; round < 40; ++round) {
    std::filesystem::remove_all(folder_);
    std::filesystem::copy(kept, folder_);
    const std::size_t cut = round == 0 ? 0 : random() % std::filesystem::file_size(folder_ / "index");
    std::filesystem::resize_file(folder_ / "index", cut);
    std::string left;
    {
      Store store(folder_, Store::Access::write);
      left = text_of(store);
    }
    EXPECT_TRUE(whole.starts_with(left));
    take_in(lines(0, 10));
    EXPECT_EQ(stored(), left + lines(0, 10));
  }
  std::filesystem::remove_all(kept);
}

TEST_F(StoreFolder, NoticesAlteredBlocks) {
  take_in(lines(0, 2000));
  std::fstream blocks(folder_ / "blocks-1", std::ios::binary | std::ios::in | std::ios::out);
  blocks.seekp(100);
  blocks.put('?');
  blocks.close();
  EXPECT_THROW(stored(), Damaged);
}

TEST_F(StoreFolder, LetsOneProcessWrite) {
  const Store store(folder_, Store::Access::write);
  EXPECT_THROW(Store(folder_, Store::Access::write), std::system_error);
}

TEST_F(StoreFolder, KeepsWhatWasDurableWhenTheDiskIsFull) {
  take_in(lines(0, 1000));
  rlimit small{};
  getrlimit(RLIMIT_FSIZE, &small);
  const rlim_t most = small.rlim_max;
  small.rlim_cur = std::filesystem::file_size(folder_ / "blocks-1") + 10'000;
  std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  std::string noise;
  std::mt19937_64 random(1);
  while (noise.size() < 300'000) noise += fmt::format("line {:016x}{:016x}\n", random(), random());
  EXPECT_THROW(take_in(noise), std::exception);
  small.rlim_cur = most;
  setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_TRUE(stored().starts_with(lines(0, 1000)));
  take_in(lines(0, 1));
  EXPECT_TRUE(stored().ends_with(lines(0, 1)));
}

}  // namespace
}  // namespace debrief::logs
