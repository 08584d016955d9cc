// SPDX-License-Identifier: Apache-2.0
#include "connectors/alertmanager/alertmanager.hpp"

#include "base/time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors::alertmanager {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

domain::Reading read_text(std::string_view text) {
  return read(text, {"alerts.jsonl", std::nullopt, std::nullopt});
}

std::string payload(std::string_view status, std::string_view ends = "0001-01-01T00:00:00Z") {
  return R"({"version":"4","receiver":"r","alerts":[{"status":")" + std::string(status) +
         R"(","labels":{"alertname":"A","job":"j","severity":"SEV-2"},"annotations":{"description":"bad"},)"
         R"("startsAt":"2026-01-01T10:00:00Z","endsAt":")" +
         std::string(ends) + R"(","fingerprint":"f"}]})";
}

std::vector<std::string> lines_of(const domain::Reading& reading) {
  std::vector<std::string> lines;
  for (const auto& e : reading.entries) lines.push_back(to_rfc3339(e.occurred_at) + " " + e.kind + " " + e.text);
  return lines;
}

TEST(ReadAlerts, TellsEachStartAndEndOnce) {
  const auto reading =
      read_text(payload("firing") + "\n" + payload("firing") + "\n\n" + payload("resolved", "2026-01-01T10:20:00Z") +
                "\n" + payload("resolved", "2026-01-01T10:20:00Z") + "\n");
  EXPECT_THAT(lines_of(reading),
              ElementsAre("2026-01-01T10:00:00Z alert A: bad", "2026-01-01T10:20:00Z alert_resolved Resolved: A: bad"));
  EXPECT_EQ(reading.entries[0].locator, "line 1, alert 1");
  EXPECT_EQ(reading.entries[1].locator, "line 4, alert 1");
  EXPECT_EQ(reading.entries[0].original_time, "2026-01-01T10:00:00Z");
  EXPECT_THAT(reading.entries[0].services, ElementsAre("j"));
  EXPECT_EQ(reading.entries[0].labels.at("alertname"), "A");
  EXPECT_EQ(reading.entries[0].origin, "Alertmanager, receiver r");
  EXPECT_EQ(reading.severity, "sev2");
  EXPECT_TRUE(reading.unread.empty());
}

TEST(ReadAlerts, TakesTheStartFromANotificationOfTheEnd) {
  EXPECT_EQ(read_text(payload("resolved", "2026-01-01T10:20:00Z")).entries.size(), 2U);
}

TEST(ReadAlerts, SaysThatAnAlertEndsBeforeItStarts) {
  const auto reading = read_text(payload("resolved", "2026-01-01T09:00:00Z"));
  ASSERT_EQ(reading.entries.size(), 2U);
  EXPECT_THAT(reading.entries[1].time_note.value_or(""), HasSubstr("ends before it starts"));
}

TEST(ReadAlerts, ReadsAnArrayAndASingleDocument) {
  const auto array = read_text("[" + payload("firing") + "," + payload("resolved", "2026-01-01T10:20:00Z") + "]");
  ASSERT_EQ(array.entries.size(), 2U);
  EXPECT_EQ(array.entries[1].locator, "payload 2, alert 1");
  EXPECT_EQ(read_text(payload("firing")).entries.at(0).locator, "alert 1");
}

TEST(ReadAlerts, ListsDamagedLinesAndReadsTheOthers) {
  const auto reading =
      read_text("{\"version\":\"4\",\"al\n" + payload("firing") + "\n{\"version\":\"9\",\"alerts\":[]}\n");
  EXPECT_EQ(reading.entries.size(), 1U);
  std::vector<std::string> where;
  for (const auto& unread : reading.unread) where.push_back(unread.locator.value_or("") + ": " + unread.reason);
  EXPECT_THAT(where, testing::UnorderedElementsAre(HasSubstr("line 1: the body is not valid JSON"),
                                                   HasSubstr("line 3: version '9'")));
}

TEST(ReadAlerts, KeepsWhatComesBeforeTheEndOfATruncatedFile) {
  const std::string one = payload("firing");
  const auto reading = read_text("[\n" + one + ",\n" + one.substr(0, 80));
  EXPECT_EQ(reading.entries.size(), 1U);
  ASSERT_EQ(reading.unread.size(), 1U);
  EXPECT_EQ(reading.unread[0].locator, "line 3 and on");
}

TEST(ReadAlerts, ReportsFilesWithNothingInThem) {
  for (const char* text : {"", " \n", "[]", "{\"alerts\": [", "nonsense"}) {
    const auto reading = read_text(text);
    EXPECT_TRUE(reading.entries.empty()) << text;
    EXPECT_EQ(reading.unread.size(), 1U) << text;
  }
}

TEST(ReadAlerts, RefusesALineOfTenMegabytes) {
  const auto reading =
      read_text(payload("firing") + "\n{\"version\":\"4\",\"x\":\"" + std::string(10'000'000, 'x') + "\"}\n");
  EXPECT_EQ(reading.entries.size(), 1U);
  ASSERT_EQ(reading.unread.size(), 1U);
  EXPECT_THAT(reading.unread[0].reason, HasSubstr("10 MB"));
  EXPECT_LE(reading.unread[0].excerpt.size(), 200U);
}

}  // namespace
}  // namespace debrief::connectors::alertmanager
