// SPDX-License-Identifier: Apache-2.0
// The example that ships in samples/checkout-outage reads as a whole.
#include "connectors/read.hpp"

#include "base/time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

namespace debrief::connectors {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

const std::filesystem::path kFolder = DEBRIEF_SOURCE_DIR "/samples/checkout-outage";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class SampleIncident : public testing::Test {
 protected:
  SampleIncident() {
    std::set<std::filesystem::path> paths;
    for (const auto& file : std::filesystem::directory_iterator(kFolder)) paths.insert(file.path());
    for (const auto& path : paths) contents_.emplace_back(path.filename().string(), text_of(path));
    std::vector<NamedBytes> files;
    for (const auto& [name, bytes] : contents_) files.push_back({name, bytes});
    readings_ = read_all(files, "Europe/Berlin");
  }

  std::vector<std::pair<std::string, std::string>> contents_;
  std::vector<FileReading> readings_;
};

TEST_F(SampleIncident, TellsTheStory) {
  std::multimap<std::string, std::string> entries;
  std::map<std::string, std::size_t> per_format;
  std::map<std::string, std::size_t> per_kind;
  std::set<std::string> services;
  for (const auto& file : readings_) {
    for (const auto& entry : file.reading.entries) {
      entries.emplace(to_rfc3339(entry.occurred_at), entry.text);
      ++per_format[file.reading.format];
      ++per_kind[entry.kind];
      services.insert(entry.services.begin(), entry.services.end());
    }
  }
  EXPECT_THAT(per_format, ElementsAre(Pair("alertmanager", 12), Pair("cdevents", 8), Pair("csv_timeline", 15),
                                      Pair("github_deployments", 8), Pair("notes", 23), Pair("slack_export", 47)));
  EXPECT_EQ(per_kind["alert"], 6U);
  EXPECT_EQ(per_kind["alert_resolved"], 6U);
  EXPECT_GE(per_kind["decision"], 5U);
  EXPECT_GE(per_kind["hypothesis"], 2U);
  EXPECT_THAT(services, Contains("payments"));
  EXPECT_THAT(services, Contains("orders-db"));
  EXPECT_THAT(entries, Contains(Pair("2026-11-10T09:11:00Z", HasSubstr("First payments fail"))));
  EXPECT_THAT(entries, Contains(Pair("2026-11-10T09:22:15.318Z", HasSubstr("PaymentsLatencyHigh"))));
  EXPECT_THAT(entries, Contains(Pair("2026-11-10T10:21:00Z", HasSubstr("switch off the canary gate"))));
  EXPECT_THAT(entries, Contains(Pair("2026-11-10T11:40:00Z", HasSubstr("wave 3 of the certificates"))))
      << "the handover names no day, but a zone";
  for (const auto& [time, text] : entries) {
    EXPECT_GE(time, "2026-11-10T07:40") << text;
    EXPECT_LE(time, "2026-11-11T09:00") << text;
  }
}

TEST_F(SampleIncident, SuggestsTitleAndSeverity) {
  std::optional<std::string> title;
  std::optional<std::string> severity;
  for (const auto& file : readings_) {
    if (!title) title = file.reading.title;
    if (file.reading.severity && (!severity || *file.reading.severity < *severity)) severity = file.reading.severity;
  }
  EXPECT_EQ(title, "Customers cannot start a payment at the checkout");
  EXPECT_EQ(severity, "sev1");
}

TEST_F(SampleIncident, ListsWhatCannotBeRead) {
  std::vector<std::string> unread;
  for (const auto& file : readings_)
    for (const auto& one : file.reading.unread)
      unread.push_back(one.name + ": " + one.locator.value_or("") + ": " + one.reason);
  EXPECT_THAT(unread,
              testing::UnorderedElementsAre(HasSubstr("alertmanager-replica.json: : the body is not valid JSON"),
                                            HasSubstr("payments.jfr: : the content is binary"),
                                            HasSubstr("timeline.csv: line 12: \"10.11.2026 after the call\""),
                                            HasSubstr("left out: 5 messages about people")));
}

TEST_F(SampleIncident, PacksTheCommittedSlackExport) {
  const auto folder = std::filesystem::path(DEBRIEF_SOURCE_DIR) / "src/connectors/slack_export/samples/checkout-outage";
  std::size_t members = 0;
  for (const auto& file : readings_) {
    if (!file.parent) continue;
    ++members;
    EXPECT_EQ(file.bytes, text_of(folder / file.name)) << file.name << ": run tools/make_sample_slack_export.py";
  }
  EXPECT_EQ(members, 5U);
}

}  // namespace
}  // namespace debrief::connectors
