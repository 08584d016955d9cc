// SPDX-License-Identifier: Apache-2.0
#include "http/forwarded.hpp"

#include <gtest/gtest.h>

namespace debrief::http {
namespace {

std::vector<AddressBlock> blocks(std::initializer_list<std::string_view> texts) {
  std::vector<AddressBlock> all;
  for (const auto text : texts) all.push_back(*parse_block(text));
  return all;
}

TEST(Forwarded, ReadsBlocksAndRefusesOthers) {
  for (const char* text : {"10.0.0.0/8", "192.0.2.7", "::1", "fd00::/8", "0.0.0.0/0", " 10.1.2.3/32 "}) EXPECT_TRUE(parse_block(text)) << text;
  for (const char* text : {"", "proxy", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x"}) EXPECT_FALSE(parse_block(text)) << text;
  EXPECT_EQ(client_address("10.200.0.1", "192.0.2.1", blocks({"10.0.0.0/8"})), "192.0.2.1");
  EXPECT_EQ(client_address("11.0.0.1", "192.0.2.1", blocks({"10.0.0.0/8"})), "11.0.0.1");
}

TEST(Forwarded, IsWorthNothingFromWhoIsNoProxy) {
  EXPECT_EQ(client_address("198.51.100.9", "192.0.2.1", {}), "198.51.100.9");
  EXPECT_EQ(client_address("198.51.100.9", "192.0.2.1", blocks({"10.0.0.1"})), "198.51.100.9");
}

TEST(Forwarded, TakesTheLastThatIsNoProxy) {
  const auto trusted = blocks({"10.0.0.0/8", "127.0.0.1"});
  EXPECT_EQ(client_address("127.0.0.1", "192.0.2.1", trusted), "192.0.2.1");
  EXPECT_EQ(client_address("127.0.0.1", "203.0.113.5, 192.0.2.1, 10.0.0.4", trusted), "192.0.2.1") << "what the client wrote itself";
  EXPECT_EQ(client_address("127.0.0.1", "10.0.0.8, 10.0.0.4", trusted), "10.0.0.8") << "all within";
  EXPECT_EQ(client_address("127.0.0.1", "", trusted), "127.0.0.1");
  EXPECT_EQ(client_address("127.0.0.1", "192.0.2.1, nonsense", trusted), "127.0.0.1");
  EXPECT_EQ(client_address("127.0.0.1", "unknown, 10.0.0.4", trusted), "10.0.0.4");
}

TEST(Forwarded, KnowsOneAddressInAllItsForms) {
  const auto trusted = blocks({"127.0.0.1"});
  EXPECT_EQ(client_address("::ffff:127.0.0.1", "192.0.2.1:4711", trusted), "192.0.2.1");
  EXPECT_EQ(client_address("127.0.0.1", "[2001:DB8:0::1]:80", trusted), "2001:db8::1");
  EXPECT_EQ(client_address("127.0.0.1", "::ffff:192.0.2.1", trusted), "192.0.2.1");
}

}  // namespace
}  // namespace debrief::http
