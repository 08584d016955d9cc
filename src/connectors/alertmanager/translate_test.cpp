// SPDX-License-Identifier: Apache-2.0
#include "connectors/alertmanager/alertmanager.hpp"

#include "base/time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors::alertmanager {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

std::string with_alerts(std::string_view alerts, std::string_view more = "") {
  return R"({"version":"4","status":"firing","receiver":"debrief",)" + std::string(more) + R"("alerts":[)" +
         std::string(alerts) + "]}";
}

constexpr std::string_view kFiring =
    R"({"status":"firing","labels":{"alertname":"A","service":"s"},"annotations":{"summary":"x"},)"
    R"("startsAt":"2020-08-08T14:32:08.320Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p/g",)"
    R"("fingerprint":"791cec13fcba0368"})";

TEST(Translate, ReadsOneFiringAlert) {
  const auto n = translate(R"({"version":"4","groupKey":"{}:{}","truncatedAlerts":3,"status":"firing",
      "receiver":"r","groupLabels":{"alertname":"A"},"commonLabels":{},"commonAnnotations":{"team":"t"},
      "externalURL":"http://am","futureField":[1],"alerts":[)" +
                           std::string(kFiring) + "]}");
  ASSERT_TRUE(n) << n.error().message;
  ASSERT_EQ(n->signals.size(), 1U);
  const domain::Signal& signal = n->signals.front();
  EXPECT_TRUE(signal.firing);
  EXPECT_EQ(signal.name, "A");
  EXPECT_EQ(signal.fingerprint, "791cec13fcba0368");
  EXPECT_EQ(to_rfc3339(signal.starts_at), "2020-08-08T14:32:08.320Z");
  EXPECT_FALSE(signal.ends_at);
  EXPECT_THAT(signal.labels, UnorderedElementsAre(Pair("alertname", "A"), Pair("service", "s")));
  EXPECT_THAT(signal.annotations, ElementsAre(Pair("summary", "x")));
  EXPECT_EQ(signal.url, "http://p/g");
  EXPECT_EQ(n->group_key, "{}:{}");
  EXPECT_EQ(n->truncated_alerts, 3);
  EXPECT_THAT(n->remarks, ElementsAre(HasSubstr("left out 3")));
  EXPECT_THAT(n->group_labels, ElementsAre(Pair("alertname", "A")));
  EXPECT_THAT(n->common_annotations, ElementsAre(Pair("team", "t")));
  EXPECT_EQ(n->receiver, "r");
  EXPECT_EQ(n->external_url, "http://am");
}

TEST(Translate, KeepsTheEndOfResolvedAlertsOnly) {
  const auto n = translate(with_alerts(
      R"({"status":"resolved","labels":{"alertname":"A"},"startsAt":"2026-01-01T00:00:00+01:00",)"
      R"("endsAt":"2026-01-01T00:10:00Z"},)"
      R"({"status":"firing","labels":{"alertname":"B"},"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-01T00:05:00Z"})"));
  ASSERT_TRUE(n);
  ASSERT_EQ(n->signals.size(), 2U);
  EXPECT_FALSE(n->signals[0].firing);
  EXPECT_EQ(to_rfc3339(n->signals[0].starts_at), "2025-12-31T23:00:00Z");
  EXPECT_EQ(to_rfc3339(*n->signals[0].ends_at), "2026-01-01T00:10:00Z");
  EXPECT_TRUE(n->signals[1].firing);
  EXPECT_FALSE(n->signals[1].ends_at);
}

// The digits come from: printf 'alertname\xffA\xffservice\xffs\xff' | sha256sum
TEST(Translate, ComputesAMissingFingerprintFromTheLabels) {
  const auto n = translate(
      with_alerts(R"({"labels":{"service":"s","alertname":"A"},"startsAt":"2026-01-01T00:00:00Z","fingerprint":""})"));
  ASSERT_TRUE(n);
  EXPECT_EQ(n->signals.at(0).fingerprint, "7ccab1134b69a08c");
  EXPECT_EQ(n->signals[0].fingerprint, compute_fingerprint({{"alertname", "A"}, {"service", "s"}}));
  EXPECT_THAT(n->remarks, ElementsAre(HasSubstr("without a fingerprint")));
}

TEST(Translate, KeepsTheReadableAlertsOfANotification) {
  const auto n = translate(with_alerts(
      R"({"labels":{"alertname":"NoStart"}}, 7,)" + std::string(kFiring) +
      R"(,{"labels":["wrong"],"startsAt":"2026-01-01T00:00:00Z"},)"
      R"({"labels":{"alertname":{"deep":1}},"startsAt":"2026-01-01T00:00:00Z"},)"
      R"({"labels":{},"startsAt":17},{"labels":{},"startsAt":"yesterday"},)"
      R"({"labels":{},"status":"suppressed","startsAt":"2026-01-01T00:00:00Z"},)"
      R"({"labels":{},"status":"resolved","startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z"})"));
  ASSERT_TRUE(n);
  EXPECT_EQ(n->signals.size(), 1U);
  EXPECT_THAT(n->positions, ElementsAre(3));
  std::vector<std::pair<std::size_t, std::string>> reasons;
  for (const auto& alert : n->unreadable) reasons.emplace_back(alert.position, alert.reason);
  EXPECT_THAT(reasons, ElementsAre(Pair(1, HasSubstr("'startsAt' is missing")), Pair(2, HasSubstr("not an object")),
                                   Pair(4, HasSubstr("'labels' is not an object")), Pair(5, HasSubstr("'alertname'")),
                                   Pair(6, HasSubstr("'startsAt' is not a text")), Pair(7, HasSubstr("not a time")),
                                   Pair(8, HasSubstr("suppressed")), Pair(9, HasSubstr("'endsAt' is missing"))));
}

TEST(Translate, NamesTheVersionThatItDoesNotUnderstand) {
  const auto n = translate(R"({"version":"3","alerts":[]})");
  ASSERT_FALSE(n);
  EXPECT_EQ(n.error().code, ErrorCode::unsupported);
  EXPECT_THAT(n.error().message, HasSubstr("'3'"));
  EXPECT_TRUE(translate(R"({"version":"1","orgId":1,"alerts":[]})")) << "Grafana's";
  EXPECT_TRUE(translate(R"({"alerts":[]})"));
}

TEST(Translate, RefusesWhatIsNoNotification) {
  for (const char* body : {"", "{", "[]", "7", "null", R"({"version":"4"})", R"({"version":"4","alerts":{}})",
                           R"({"version":"4","alerts":null})", "\xff\xfe"})
    EXPECT_FALSE(translate(std::string_view(body))) << body;
}

TEST(Translate, HoldsItsLimits) {
  std::string labels;
  for (int i = 0; i < 300; ++i) labels += (i > 0 ? ",\"l" : "\"l") + std::to_string(i) + "\":\"v\"";
  const auto many = translate(with_alerts(R"({"startsAt":"2026-01-01T00:00:00Z","labels":{)" + labels + "}}"));
  ASSERT_TRUE(many);
  EXPECT_THAT(many->unreadable.at(0).reason, HasSubstr("300 members"));
  const auto longer = translate(
      with_alerts(R"({"startsAt":"2026-01-01T00:00:00Z","labels":{"a":")" + std::string(20'000, 'x') + "\"}}"));
  ASSERT_TRUE(longer);
  EXPECT_LT(longer->signals.at(0).labels.at("a").size(), 16'010U);
  EXPECT_THAT(longer->remarks, testing::Contains(HasSubstr("was cut")));
}

TEST(Translate, TakesNumbersAndBooleansAsLabels) {
  const auto n = translate(with_alerts(R"({"startsAt":"2026-01-01T00:00:00Z","labels":{"a":1,"b":true,"c":null}})"));
  ASSERT_TRUE(n);
  EXPECT_THAT(n->signals.at(0).labels, UnorderedElementsAre(Pair("a", "1"), Pair("b", "true")));
}

}  // namespace
}  // namespace debrief::connectors::alertmanager
