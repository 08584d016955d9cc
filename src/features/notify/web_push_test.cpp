// SPDX-License-Identifier: Apache-2.0
#include "features/notify/web_push.hpp"

#include "base/json.hpp"

#include <gtest/gtest.h>

namespace debrief::features::notify {
namespace {

std::string raw(std::string_view text) { return from_base64url(text).value(); }

// RFC 8291, appendix A.
TEST(WebPush, EncryptsTheExampleOfTheStandard) {
  const KeyPair sender{raw("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"),
                       raw("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")};
  const BrowserKeys browser{raw("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
                            raw("BTBZMqHH6r4Tts7J_aSIgg")};
  const auto body = encrypt_push("When I grow up, I want to be a watermelon", browser, sender, raw("DGv6ra1nlYgDCS1FRnbzlw"));
  ASSERT_TRUE(body) << body.error().message;
  EXPECT_EQ(to_base64url(*body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
            "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
}

TEST(WebPush, RefusesKeysThatAreNone) {
  const KeyPair pair = new_key_pair();
  const std::string auth(16, 'a');
  EXPECT_TRUE(encrypt_push("x", {pair.public_key, auth}));
  EXPECT_FALSE(encrypt_push("x", {"short", auth}));
  EXPECT_FALSE(encrypt_push("x", {pair.public_key, "short"}));
  std::string off = pair.public_key;
  off[40] = static_cast<char>(off[40] ^ 1);  // no point of the curve
  EXPECT_FALSE(encrypt_push("x", {off, auth}));
  EXPECT_FALSE(encrypt_push(std::string(4000, 'x'), {pair.public_key, auth}));
}

TEST(WebPush, SaysWhoSendsToWhichOriginAndForHowLong) {
  const KeyPair pair = new_key_pair();
  const auto header = vapid_header("https://push.example:8443/send/abc?x=1", "mailto:on-call@example.com", pair, Instant{1'764'000'000'000'000});
  ASSERT_TRUE(header);
  ASSERT_TRUE(header->starts_with("vapid t="));
  const std::size_t comma = header->find(", k=");
  EXPECT_EQ(header->substr(comma + 4), to_base64url(pair.public_key));
  const std::string token = header->substr(8, comma - 8);
  const std::size_t first = token.find('.'), second = token.rfind('.');
  EXPECT_EQ(raw(token.substr(0, first)), R"({"typ":"JWT","alg":"ES256"})");
  EXPECT_EQ(raw(token.substr(first + 1, second - first - 1)), R"({"aud":"https://push.example:8443","exp":1764043200,"sub":"mailto:on-call@example.com"})");
  EXPECT_EQ(raw(token.substr(second + 1)).size(), 64U);
}

}  // namespace
}  // namespace debrief::features::notify
