// SPDX-License-Identifier: Apache-2.0
#include "connectors/deploys/deploys.hpp"

#include "base/time.hpp"
#include "connectors/deploys/base64.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors::deploys {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const domain::ReadContext kContext{"deploys.json", std::nullopt, std::nullopt};

std::string status(std::string_view state, std::string_view at = "2026-11-23T10:00:00Z") {
  return R"({"action":"created","deployment_status":{"state":")" + std::string(state) +
         R"(","environment":"production","created_at":")" + std::string(at) +
         R"(","creator":{"login":"ana"},"description":null},"deployment":{"sha":"a1b2c3d4e5f6","ref":"v1.42"},)"
         R"("repository":{"full_name":"shop/checkout"},"sender":{"login":"bot"}})";
}

std::vector<std::string> lines_of(const domain::Reading& reading) {
  std::vector<std::string> lines;
  for (const auto& e : reading.entries)
    lines.push_back(to_rfc3339(e.occurred_at) + " " + e.kind + (e.actor ? " " + *e.actor : "") + ": " + e.text);
  return lines;
}

TEST(GithubDeployments, ReadsEachState) {
  const auto reading =
      read_github("[" + status("in_progress") + "," + status("success", "2026-11-23T10:03:00Z") + "]", kContext);
  EXPECT_THAT(
      lines_of(reading),
      ElementsAre("2026-11-23T10:00:00Z deploy ana: Deploy of checkout v1.42 (a1b2c3d) to production started",
                  "2026-11-23T10:03:00Z deploy ana: Deploy of checkout v1.42 (a1b2c3d) to production succeeded"));
  EXPECT_EQ(reading.format, "github_deployments");
  EXPECT_THAT(reading.entries[0].services, ElementsAre("checkout"));
  EXPECT_EQ(reading.entries[1].locator, "payload 2");
  EXPECT_EQ(reading.entries[0].origin, "GitHub deployments of shop/checkout");
}

TEST(GithubDeployments, ReadsLinesOnceAndUnwrapsRecordedDeliveries) {
  const auto reading = read_github(status("failure") + "\n" + status("failure") + "\n" + R"({"headers":{},"payload":)" +
                                       status("error", "2026-11-23T10:05:00Z") + "}\n",
                                   kContext);
  ASSERT_EQ(reading.entries.size(), 2U);
  EXPECT_THAT(reading.entries[0].text, HasSubstr("failed"));
  EXPECT_THAT(reading.entries[1].text, HasSubstr("ended in an error"));
  EXPECT_EQ(reading.entries[1].locator, "line 3");
}

TEST(GithubDeployments, ListsWhatItCannotRead) {
  const auto reading =
      read_github(R"([{"deployment_status":{"environment":"p"}},{"deployment_status":{"state":"success"}},
      {"zen":"x"}, 7, {"deployment_status":"text"}])",
                  kContext);
  EXPECT_THAT(reading.entries, IsEmpty());
  EXPECT_EQ(reading.unread.size(), 5U);
  EXPECT_EQ(reading.unread[1].locator, "payload 2");
  EXPECT_THAT(reading.unread[1].reason, HasSubstr("created_at"));
}

std::string cdevent(std::string_view type, std::string_view subject, std::string_view content) {
  return R"({"specversion":"1.0","id":"1","source":"/ci","type":"dev.cdevents.)" + std::string(type) +
         R"(","time":"2026-11-23T10:00:01Z","data":{"context":{"version":"0.3.0","timestamp":"2026-11-23T10:00:00Z"},)"
         R"("subject":{"id":")" +
         std::string(subject) + R"(","content":)" + std::string(content) + "}}}";
}

TEST(CdEvents, ReadsServicesPipelinesTasksAndChanges) {
  const std::string text =
      "[" +
      cdevent("service.deployed.0.1.1", "checkout",
              R"({"environment":{"id":"prod"},"artifactId":"pkg:oci/checkout@sha256%3A0b3?tag=1.42"})") +
      "," + cdevent("service.rolledback.0.1.1", "shop/checkout", R"({"environment":{"id":"prod"}})") + "," +
      cdevent("pipelinerun.finished.0.1.1", "run-7",
              R"({"pipelineName":"release","outcome":"failure","errors":"no pool"})") +
      "," + cdevent("taskrun.finished.0.1.1", "t-1", R"({"taskName":"smoke test","outcome":"success"})") + "," +
      cdevent("change.merged.0.1.2", "pull/7", R"({"repository":{"id":"shop/config"}})") + "," +
      cdevent("incident.detected.0.1.0", "i-1", R"({"service":{"id":"checkout"},"description":"slow"})") + "]";
  const auto reading = read_cdevents(text, kContext);
  EXPECT_THAT(lines_of(reading),
              ElementsAre("2026-11-23T10:00:00Z deploy: Service checkout deployed with checkout 1.42 in prod",
                          "2026-11-23T10:00:00Z deploy: Service shop/checkout rolled back in prod",
                          "2026-11-23T10:00:00Z change: Pipeline release finished: failure: no pool",
                          "2026-11-23T10:00:00Z change: Task smoke test finished: success",
                          "2026-11-23T10:00:00Z change: Change pull/7 merged in shop/config",
                          "2026-11-23T10:00:00Z alert: Incident i-1 detected: slow"));
  EXPECT_THAT(reading.entries[1].services, ElementsAre("checkout"));
  EXPECT_THAT(reading.entries[5].services, ElementsAre("checkout"));
  EXPECT_EQ(reading.entries[0].origin, "CDEvents, /ci");
  EXPECT_THAT(reading.unread, IsEmpty());
}

TEST(CdEvents, ReadsBareEventsAndBase64) {
  const std::string bare =
      R"({"context":{"type":"dev.cdevents.service.upgraded.0.1.0","source":"s","timestamp":"2026-11-23T10:00:00Z"},)"
      R"("subject":{"id":"checkout","content":{}},"customData":{"actor":"ana"}})";
  EXPECT_THAT(lines_of(read_cdevents(bare, kContext)),
              ElementsAre("2026-11-23T10:00:00Z deploy ana: Service checkout upgraded"));
  const std::string binary =
      R"({"specversion":"1.0","type":"dev.cdevents.service.removed.0.1.0","data":null,"time":"2026-11-23T10:00:00Z",)"
      R"("data_base64":"eyJzdWJqZWN0Ijp7ImlkIjoieCJ9fQ=="})";
  EXPECT_THAT(lines_of(read_cdevents(binary, kContext)), ElementsAre("2026-11-23T10:00:00Z deploy: Service x removed"));
}

TEST(CdEvents, ListsWhatItCannotRead) {
  const auto reading =
      read_cdevents(R"([{"specversion":"1.0","type":"com.example.other","time":"2026-11-23T10:00:00Z","data":{}},
      {"type":"dev.cdevents.service","data":{}}, {"type":"dev.cdevents.service.deployed.1","data":{"subject":{"id":"x"}}},
      {"type":"dev.cdevents.service.deployed.1","data":null}, {"type":"dev.cdevents.service.deployed.1","data_base64":"*"}, []])",
                    kContext);
  EXPECT_THAT(reading.entries, IsEmpty());
  std::vector<std::string> reasons;
  for (const auto& unread : reading.unread) reasons.push_back(unread.reason);
  EXPECT_THAT(reasons, ElementsAre(HasSubstr("com.example.other"), HasSubstr("dev.cdevents.service"),
                                   HasSubstr("time of the event"), HasSubstr("no data"), HasSubstr("not base64"),
                                   HasSubstr("not an object")));
}

// The vectors of RFC 4648, section 10.
TEST(Base64, FollowsTheStandard) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("Zm9v\nYmFy"), "foobar");
  for (const char* text : {"Z", "Zg=", "Zg", "Z=g=", "Zm9*", "===="}) EXPECT_FALSE(decode_base64(text)) << text;
}

}  // namespace
}  // namespace debrief::connectors::deploys
