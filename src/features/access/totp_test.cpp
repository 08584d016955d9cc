// SPDX-License-Identifier: Apache-2.0
#include "features/access/totp.hpp"

#include <gtest/gtest.h>

#include <array>

namespace debrief::features::access {
namespace {

constexpr std::string_view kRfcKey = "12345678901234567890";
constexpr std::int64_t kSecond = 1'000'000;

// RFC 6238, appendix B, the rows of SHA-1: eight digits.
TEST(Totp, MakesTheCodesOfTheRfc) {
  for (const auto& [seconds, code] : {std::pair<std::int64_t, const char*>{59, "94287082"}, {1111111109, "07081804"}, {1111111111, "14050471"},
                                      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}})
    EXPECT_EQ(totp_code(kRfcKey, totp_step({seconds * kSecond}), 8), code) << seconds;
}

// RFC 4226, appendix D.
TEST(Totp, MakesTheCountedCodesOfRfc4226) {
  constexpr std::array codes{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < codes.size(); ++i) EXPECT_EQ(totp_code(kRfcKey, static_cast<std::int64_t>(i)), codes[i]);
}

TEST(Totp, TakesOneStepEarlyAndLateAndNoCodeTwice) {
  const Instant now{1'764'000'015 * kSecond};
  const std::int64_t step = totp_step(now);
  EXPECT_EQ(totp_match(kRfcKey, totp_code(kRfcKey, step), now, 0), step);
  EXPECT_EQ(totp_match(kRfcKey, totp_code(kRfcKey, step - 1), now, 0), step - 1);
  EXPECT_EQ(totp_match(kRfcKey, totp_code(kRfcKey, step + 1), now, 0), step + 1);
  EXPECT_FALSE(totp_match(kRfcKey, totp_code(kRfcKey, step - 2), now, 0));
  EXPECT_FALSE(totp_match(kRfcKey, totp_code(kRfcKey, step), now, step)) << "replayed";
  EXPECT_FALSE(totp_match(kRfcKey, totp_code(kRfcKey, step - 1), now, step)) << "older than one that was used";
  EXPECT_FALSE(totp_match(kRfcKey, "", now, 0));
  const std::string code = totp_code(kRfcKey, step);
  EXPECT_TRUE(totp_match(kRfcKey, code.substr(0, 3) + " " + code.substr(3), now, 0));
}

// RFC 4648, section 10, without padding.
TEST(Base32, WritesTheWordsOfTheRfc) {
  EXPECT_EQ(to_base32(""), "");
  EXPECT_EQ(to_base32("f"), "MY");
  EXPECT_EQ(to_base32("fo"), "MZXQ");
  EXPECT_EQ(to_base32("foo"), "MZXW6");
  EXPECT_EQ(to_base32("foob"), "MZXW6YQ");
  EXPECT_EQ(to_base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
}

TEST(Totp, AddressesAnApp) {
  EXPECT_EQ(totp_address("foobar", "ana@example.org"), "otpauth://totp/Debrief:ana%40example.org?secret=MZXW6YTBOI&issuer=Debrief");
}

}  // namespace
}  // namespace debrief::features::access
