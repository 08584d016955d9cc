// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/message.hpp"

#include "base/text.hpp"
#include "features/deliveries/event_kinds.hpp"
#include "features/deliveries/schedule.hpp"
#include "features/deliveries/sign.hpp"

#include <gtest/gtest.h>

namespace debrief::features::deliveries {
namespace {

using std::chrono::hours;

TEST(DeliveryText, MentionsNobodyAndCannotBeMarkup) {
  EXPECT_EQ(slack_text("<!channel> a & b", 100), "&lt;!channel&gt; a &amp; b");
  EXPECT_EQ(mattermost_text("*all* @channel [x](y) <z>", 100),
            "\\*all\\* @\u200b"
            "channel \\[x\\]\\(y\\) &lt;z&gt;");
}

TEST(DeliveryText, IsCutBetweenCharactersAndEscapes) {
  for (std::size_t limit = 10; limit < 60; ++limit) {
    const std::string text = slack_text("äöü & <äöü> & äöü & äöü", limit);
    EXPECT_LE(text.size(), limit);
    EXPECT_TRUE(is_utf8(text));
    EXPECT_EQ(text.find("&a…"), std::string::npos);
  }
  const Message message{"x", {}, {}, std::string(9000, '<'), "https://debrief.example.com/incidents/1"};
  EXPECT_LE(json::parse(body_for(EndpointKind::slack, message))->get_object().at("text").get_string().size(), 4000U);
}

// The example of the specification's own libraries.
TEST(Signature, IsThatOfStandardWebhooks) {
  const auto headers = signed_headers({"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                      Instant{1'614'265'330'000'000}, R"({"test": 2432232314})");
  EXPECT_EQ(headers[2].second, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Signature, KeysHave24To64Bytes) {
  EXPECT_TRUE(check_signing_key(new_signing_key()));
  EXPECT_TRUE(check_signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  for (const char* key : {"", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not base64"})
    EXPECT_FALSE(check_signing_key(key)) << key;
}

TEST(Retries, TakeAboutThreeDays) {
  Micros total{0};
  for (std::int64_t attempts = 1; attempts < kMostAttempts; ++attempts) total += *retry_after(attempts, 0.5);
  EXPECT_GT(total, hours(75));
  EXPECT_LT(total, hours(76));
  EXPECT_FALSE(retry_after(kMostAttempts, 0.5));
  EXPECT_LT(*retry_after(1, 0), *retry_after(1, 0.99));
}

TEST(Addresses, AreHttpsUnlessTheHostIsAllowed) {
  EXPECT_EQ(read_address(" https://Hooks.Example.com:8443/a?b=c ", {})->host, "hooks.example.com:8443");
  EXPECT_TRUE(read_address("http://localhost:9000/x", {"localhost"}));
  EXPECT_TRUE(read_address("http://localhost:9000/x", {"localhost:9000"}));
  EXPECT_FALSE(read_address("http://localhost:9000/x", {"localhost:9001"}));
  for (const char* address : {"", "http://example.com", "ftp://example.com", "https://", "https://u:p@example.com",
                              "https://example.com#x", "https://exa mple.com", "https://example.com\\@evil",
                              "https://:80", "javascript:alert(1)", "https://ex\nample.com"})
    EXPECT_FALSE(read_address(address, {})) << address;
}

TEST(EventKinds, AreToldOfIncidentsOnly) {
  domain::Fact fact;
  fact.incident = 3;
  fact.kind = "update.posted";
  fact.data = {{"audience", "customer"}, {"conditions", "Slow"}, {"id", "x"}};
  const auto event = event_of(fact);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->type, "update.customer");
  EXPECT_TRUE(is_event_kind(event->type));
  EXPECT_FALSE(event->change.contains("id"));
  fact.incident = 0;
  EXPECT_FALSE(event_of(fact));
  fact = {};
  fact.incident = 3;
  fact.kind = "account.given";
  EXPECT_FALSE(event_of(fact));
}

}  // namespace
}  // namespace debrief::features::deliveries
