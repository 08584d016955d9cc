// SPDX-License-Identifier: Apache-2.0
#include "base/seal.hpp"

#include "base/hmac.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>
#include <vector>

namespace debrief {
namespace {

SealingKey key_of(std::uint8_t byte) {
  SealingKey::Bytes bytes{};
  bytes.fill(byte);
  return SealingKey(bytes);
}

TEST(Seal, OpensWithTheSameKeyAndContextOnly) {
  const SealingKey key = key_of(7);
  const std::string sealed = key.seal("ghp_secret", "tracker/1");
  EXPECT_EQ(sealed.find("ghp"), std::string::npos);
  EXPECT_EQ(key.open(sealed, "tracker/1"), "ghp_secret");
  EXPECT_FALSE(key.open(sealed, "tracker/2"));
  EXPECT_FALSE(key_of(8).open(sealed, "tracker/1"));
  EXPECT_NE(key.seal("ghp_secret", "tracker/1"), sealed);
  EXPECT_EQ(key.open(key.seal("", "x"), "x"), "");
}

TEST(Seal, NoticesEveryAlteredBit) {
  const SealingKey key = key_of(7);
  const std::string sealed = key.seal("abc", "x");
  for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
    std::string altered = sealed;
    altered[i / 8] = static_cast<char>(altered[i / 8] ^ (1 << (i % 8)));
    EXPECT_FALSE(key.open(altered, "x")) << i;
  }
  EXPECT_FALSE(key.open(sealed.substr(0, 20), "x"));
}

TEST(Seal, KeepsItsKeyInAFileForTheOwnerOnly) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "debrief-seal";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto file = folder / "secret.key";
  const auto first = SealingKey::load_or_create(file);
  ASSERT_TRUE(first);
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const auto again = SealingKey::load_or_create(file);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->open(first->seal("text", ""), ""), "text");
  std::ofstream(file) << "nonsense";
  EXPECT_EQ(SealingKey::load_or_create(file).error().code, ErrorCode::invalid);
}

// Servers that share a data directory and start at once use one key, and nobody reads it half written.
TEST(Seal, MakesOneKeyForAllWhoAskAtOnce) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "debrief-seal-together";
  for (int round = 0; round < 20; ++round) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    std::vector<std::optional<SealingKey>> keys(8);
    std::vector<std::thread> threads;
    for (auto& key : keys)
      threads.emplace_back([&folder, &key] {
        if (auto made = SealingKey::load_or_create(folder / "secret.key")) key = *made;
      });
    for (auto& thread : threads) thread.join();
    for (const auto& key : keys) {
      ASSERT_TRUE(key);
      EXPECT_EQ(key->open(keys[0]->seal("text", ""), ""), "text");
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1) << "nothing is left beside it";
  }
}

// RFC 4231, section 4.3.
TEST(Hmac, IsThatOfTheStandard) {
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

// The example of GitHub's documentation of webhooks.
TEST(Hmac, ChecksSignaturesOfWebhooks) {
  constexpr std::string_view kSecret = "It's a Secret to Everybody";
  constexpr std::string_view kSigned = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  EXPECT_TRUE(has_signature(kSigned, kSecret, "Hello, World!"));
  EXPECT_FALSE(has_signature(kSigned, kSecret, "Hello, World?"));
  EXPECT_FALSE(has_signature(kSigned.substr(7), kSecret, "Hello, World!"));
  EXPECT_FALSE(has_signature("", "", ""));
}

}  // namespace
}  // namespace debrief
