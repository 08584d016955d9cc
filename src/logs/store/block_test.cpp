// SPDX-License-Identifier: Apache-2.0
#include "logs/store/block_encoder.hpp"
#include "logs/store/block_reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace debrief::logs {
namespace {

struct Packed {
  Skeletons skeletons;
  EncodedBlock block;
};

std::unique_ptr<Packed> pack(std::string text) {
  auto packed = std::make_unique<Packed>();
  text.reserve(text.size() + Scanner::kPadding);
  packed->block = BlockEncoder(packed->skeletons, 3).encode(text);
  return packed;
}

std::string unpacked(const Packed& packed) {
  return BlockReader(packed.block.payload, packed.skeletons).text();
}

std::string many_lines() {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    text += fmt::format(
        "2026-11-23 10:{:02}:{:02}.{:03} INFO worker-{} took job {:08x}-{:04x} from 10.0.{}.{}:{} size {}\n",
        i / 60 % 60, i % 60, i * 37 % 1000, i % 7, 0xa0000000U + static_cast<unsigned>(i * 7919), i, i % 3, i % 200,
        1024 + i, i * i);
    if (i % 10 == 0)
      text += fmt::format("block blk_-{} of part-{:05} id {}\n", 1608999687919862906L + i / 50, i,
                          18446744073709551615UL - static_cast<unsigned>(i));
  }
  return text;
}

TEST(Block, GivesBackEveryByte) {
  for (const std::string& text : std::vector<std::string>{
           "", "\n", "\n\n", "one line without an end", "a 1\r\nb 2\r\n", "zeros 007 08 0 00\nzeros 7 8 1 2\n",
           "slot byte \x01 here 5\n", std::string("nul \0 and 3\n", 12), "\xff\xfe not UTF-8 9\n",
           "99999999999999999999 88888888888888888888888 1\n99999999999999999999 2 3\n",
           "deadbeef01 DEADBEEF01 dead-beef-0102 deadBEEF01\ndeadbeef02 DEADBEEF02 dead-beef-0103 x1\n",
           "1 1 1\n2 2 2\n3 3 4\n", many_lines()}) {
    EXPECT_EQ(unpacked(*pack(text)), text) << text.substr(0, 100);
  }
}

TEST(Block, GivesBackHostileText) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    const std::string_view alphabet = round % 3 == 0   ? "0123456789\n"
                                      : round % 3 == 1 ? "ab1.- \n\x01\x02"
                                                       : "0a f-:\n";
    for (int i = 0; i < 20'000; ++i)
      text += round % 7 == 0 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
    ASSERT_EQ(unpacked(*pack(text)), text) << round;
  }
  std::string wide = "x";
  for (int i = 0; i < 5000; ++i) wide += fmt::format(" {}", i);
  EXPECT_EQ(unpacked(*pack(wide + "\n" + wide + "\n")), wide + "\n" + wide + "\n");
  EXPECT_EQ(unpacked(*pack(std::string(3'000'000, '7'))), std::string(3'000'000, '7'));
}

TEST(Block, IsSmallerThanPlainCompression) {
  const std::string text = many_lines();
  std::string plain;
  Compressor(3).compress(text, plain);
  EXPECT_LT(pack(text)->block.payload.size() * 3, plain.size() * 2);
}

TEST(Block, KeepsTextThatNeverRepeatsAsItIs) {
  std::string text;
  std::mt19937 random(3);
  for (int i = 0; i < 30'000; ++i) {
    for (int word = 0; word < 6; ++word)
      text += std::string(1 + random() % 9, static_cast<char>('a' + random() % 26)) + " ";
    text += '\n';
  }
  const auto packed = pack(text);
  EXPECT_EQ(unpacked(*packed), text);
  EXPECT_LT(packed->skeletons.size(), 5000U);
}

TEST(Block, SaysWhatItHolds) {
  const auto packed = pack("GET /a/1 200\nGET /a/2 404\nPUT /b/3 200\n");
  EXPECT_EQ(packed->block.summary.lines, 3U);
  EXPECT_EQ(packed->block.summary.skeletons.size(), 2U);
  EXPECT_EQ(packed->block.summary.skeletons[0].rows, 2U);
  EXPECT_EQ(packed->block.summary.shapes, std::vector<std::string>{"/a/0"});
  EXPECT_EQ(packed->block.summary.grams, nullptr);
  BlockReader reader(packed->block.payload, packed->skeletons);
  EXPECT_EQ(reader.lines_of(1), (std::vector<std::uint32_t>{0, 1}));
  std::string line;
  reader.render(reader.places()[1], line);
  EXPECT_EQ(line, "GET /a/2 404");
}

TEST(Block, FiltersWhatItCannotHold) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += fmt::format("took job {} of {}\n", i, i % 3 == 0 ? "anna7.berg" : "bo12");
  const auto packed = pack(text);
  EXPECT_TRUE(packed->block.summary.may_hold("anna7"));
  EXPECT_FALSE(packed->block.summary.may_hold("zoe7"));
}

// Whatever is changed in stored bytes, the reader says so or gives other text; it does not go astray.
TEST(Block, SurvivesDamage) {
  const auto packed = pack(many_lines().substr(0, 20'000));
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string payload = packed->block.payload;
    for (int change = 0; change < 3; ++change) payload[random() % payload.size()] = static_cast<char>(random());
    if (round % 5 == 0) payload.resize(random() % payload.size());
    try {
      (void)BlockReader(payload, packed->skeletons).text();
    } catch (const Damaged&) {
    }
  }
}

}  // namespace
}  // namespace debrief::logs
