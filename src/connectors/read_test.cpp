// SPDX-License-Identifier: Apache-2.0
#include "connectors/read.hpp"

#include "base/time.hpp"
#include "connectors/archive_for_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kAlert =
    R"({"version":"4","receiver":"r","groupKey":"g","alerts":[{"status":"firing","labels":{"alertname":"A"},)"
    R"("startsAt":"2026-11-23T23:55:00Z","fingerprint":"f"}]})";

struct FormatCase {
  std::string name;
  std::string_view bytes;
  std::string_view format;
};
std::ostream& operator<<(std::ostream& out, const FormatCase& c) {
  return out << c.name;
}
class Recognises : public testing::TestWithParam<FormatCase> {};
TEST_P(Recognises, TheFormat) {
  const auto& c = GetParam();
  EXPECT_EQ(read(c.bytes, {c.name, std::nullopt, std::nullopt}).format, c.format);
}
INSTANTIATE_TEST_SUITE_P(
    Files, Recognises,
    testing::Values(FormatCase{"a.json", kAlert, "alertmanager"}, FormatCase{"capture", kAlert, "alertmanager"},
                    FormatCase{"d.json", R"([{"deployment_status":{}}])", "github_deployments"},
                    FormatCase{"e.json", R"({"type":"dev.cdevents.service.deployed.1"})", "cdevents"},
                    FormatCase{"general/2026-11-23.json", R"([{"type":"message","ts":"1.0","text":"x"}])",
                               "slack_export"},
                    FormatCase{"t.csv", "time,what\n2026-11-23 10:00,x\n", "csv_timeline"},
                    FormatCase{"t.txt", "time;what\n2026-11-23 10:00;x\n", "csv_timeline"},
                    FormatCase{"t.tsv", "2026-11-23 10:00\tx\n2026-11-23 10:01\ty\n", "csv_timeline"},
                    FormatCase{"n.md", "# x\n", "notes"}, FormatCase{"n.txt", "We met, talked, and left.\n", "notes"},
                    FormatCase{"n.md", "| Time | What |\n|--|--|\n| 10:00 | x |\n", "notes"},
                    FormatCase{"README", "hello\n", "notes"}));

struct ReasonCase {
  std::string name;
  std::string bytes;
  std::string_view reason;
};
std::ostream& operator<<(std::ostream& out, const ReasonCase& c) {
  return out << c.name;
}
class DoesNotRead : public testing::TestWithParam<ReasonCase> {};
TEST_P(DoesNotRead, AndSaysWhy) {
  const auto reading = read(GetParam().bytes, {GetParam().name, std::nullopt, std::nullopt});
  EXPECT_THAT(reading.format, IsEmpty());
  EXPECT_THAT(reading.entries, IsEmpty());
  ASSERT_EQ(reading.unread.size(), 1U);
  EXPECT_EQ(reading.unread[0].name, GetParam().name);
  EXPECT_THAT(reading.unread[0].reason, HasSubstr(std::string(GetParam().reason)));
}
std::string log_lines() {
  std::string text;
  for (int i = 10; i < 40; ++i) text += "2026-11-23T10:00:" + std::to_string(i) + "Z INFO x\n";
  return text;
}
INSTANTIATE_TEST_SUITE_P(
    Files, DoesNotRead,
    testing::Values(ReasonCase{"a.pdf", "%PDF-1.7 x", "PDF is not read yet; it is kept as evidence"},
                    ReasonCase{"graph.png", std::string("\x89PNG\r\n\x1a\n\0\0", 10), "pictures (PNG)"},
                    ReasonCase{"core",
                               std::string("\x7f"
                                           "ELF\2\1\1\0\0",
                                           9),
                               "programs"},
                    ReasonCase{"x.bin", std::string("\1\0\2\0\0\3", 6), "binary"},
                    ReasonCase{"x.json", "{\"a\":1}", "JSON is of no known form"},
                    ReasonCase{"x.html", "<!doctype html>", "web pages"}, ReasonCase{"x.md", "", "the file is empty"},
                    ReasonCase{"app.log", "10:00:00 x\n", "logs are not put on the timeline"},
                    ReasonCase{"app.txt", log_lines(), "logs are not put on the timeline"},
                    ReasonCase{"a/.DS_Store", std::string("\0\0\0\1Bud1", 8), "operating system"},
                    ReasonCase{"x.zip", make_archive("zip", {{"a", "b"}}), "is an archive"},
                    ReasonCase{"x.qqq", "what is this", "the format is not known"}));

std::vector<FileReading> read_files(const std::vector<NamedBytes>& files, std::optional<std::string> zone = {}) {
  return read_all(files, zone);
}

TEST(ReadAll, DatesNotesByTheAlerts) {
  const auto readings = read_files({{"notes.txt", "Handover\n23:58 a\n00:20 b\n"}, {"a.json", kAlert}});
  ASSERT_EQ(readings.size(), 2U);
  ASSERT_EQ(readings[0].reading.entries.size(), 2U);
  EXPECT_EQ(to_rfc3339(readings[0].reading.entries[0].occurred_at), "2026-11-23T23:58:00Z");
  EXPECT_EQ(to_rfc3339(readings[0].reading.entries[1].occurred_at), "2026-11-24T00:20:00Z");
  EXPECT_THAT(readings[0].reading.unread, IsEmpty());
}

TEST(ReadAll, DatesNotesByOtherNotes) {
  const auto readings = read_files({{"a.txt", "x\n10:00 a\n"}, {"b.md", "# 2026-11-23\n10:05 b\n"}}, "Europe/Berlin");
  EXPECT_EQ(to_rfc3339(readings[0].reading.entries.at(0).occurred_at), "2026-11-23T09:00:00Z");
}

TEST(ReadAll, DoesNotLetAFileConfirmItself) {
  constexpr std::string_view kTable = "when,what\n03/04/2026 10:00,a\n";
  const auto alone = read_files({{"t.csv", kTable}});
  EXPECT_THAT(alone[0].reading.entries.at(0).time_note.value_or(""), HasSubstr("read as month first; no zone"));
  const auto helped = read_files({{"t.csv", kTable}, {"n.md", "# 2026-04-03\n10:05 b\n"}});
  EXPECT_EQ(to_rfc3339(helped[0].reading.entries.at(0).occurred_at), "2026-04-03T10:00:00Z");
}

const std::vector<ArchivedFile> kSlack{
    {"export/users.json", R"([{"id":"U1","profile":{"display_name":"Ana"}}])"},
    {"export/channels.json", "[]"},
    {"export/groups.json", "[]"},
    {"export/inc/2026-11-23.json", R"([{"type":"message","user":"U1","text":"hi","ts":"1795426200.000100"}])"},
    {"export/inc/2026-11-24.json", "[]"},
    {"export/integration_logs.json", "[]"}};

TEST(ReadAll, UnderstandsASlackExportAsAWhole) {
  const std::string zip = make_archive("zip", kSlack);
  const auto readings = read_files({{"slack.zip", zip}});
  ASSERT_EQ(readings.size(), 7U);
  EXPECT_EQ(readings[0].reading.format, "archive");
  EXPECT_FALSE(readings[0].parent);
  EXPECT_EQ(readings[4].name, "export/inc/2026-11-23.json");
  EXPECT_EQ(readings[4].parent, 0U);
  EXPECT_EQ(readings[4].bytes, kSlack[3].bytes);
  ASSERT_EQ(readings[4].reading.entries.size(), 1U);
  EXPECT_EQ(readings[4].reading.entries[0].actor, "Ana");
  EXPECT_EQ(readings[4].reading.entries[0].origin, "Slack export, #inc");
  for (const std::size_t i : {1U, 2U, 3U}) {
    EXPECT_EQ(readings[i].reading.format, "slack_export") << i;
    EXPECT_THAT(readings[i].reading.unread, IsEmpty()) << i;
  }
}

TEST(ReadAll, UnderstandsAFolderLikeTheArchiveOfIt) {
  std::vector<NamedBytes> files;
  for (const ArchivedFile& file : kSlack) files.push_back({"x/" + file.name, file.bytes});
  const auto readings = read_files(files);
  ASSERT_EQ(readings.size(), 6U);
  EXPECT_EQ(readings[3].reading.entries.at(0).actor, "Ana");
}

TEST(ReadAll, ReadsCopiesOnce) {
  const std::string zip = make_archive("zip", kSlack);
  std::vector<NamedBytes> files{{"a.json", kAlert}, {"copy of a.json", kAlert}, {"s.zip", zip}, {"s2.zip", zip}};
  for (const ArchivedFile& file : kSlack) files.push_back({file.name, file.bytes});
  std::size_t entries = 0;
  std::size_t copies = 0;
  for (const auto& file : read_files(files)) {
    entries += file.reading.entries.size();
    for (const auto& unread : file.reading.unread) copies += unread.reason.find("the same content as") == 0 ? 1U : 0U;
  }
  EXPECT_EQ(entries, 2U);
  EXPECT_GE(copies, 3U);
}

TEST(ReadAll, UnpacksArchivesInArchivesOnce) {
  const std::string inner = make_archive("tar.gz", {{"n.md", "# 2026-11-23\n10:00 a\n"}});
  const std::string middle = make_archive("zip", {{"inner.tgz", inner}});
  const std::string outer = make_archive("tar", {{"middle.zip", middle}, {"n2.md", "# 2026-11-23\n11:00 a\n"}});
  const auto shallow = read_files({{"middle.zip", middle}});
  ASSERT_EQ(shallow.size(), 3U);
  EXPECT_EQ(shallow[2].parent, 1U);
  EXPECT_EQ(shallow[2].reading.entries.size(), 1U);
  const auto deep = read_files({{"outer.tar", outer}});
  ASSERT_EQ(deep.size(), 4U);
  EXPECT_EQ(deep[2].reading.entries.size(), 1U);
  EXPECT_EQ(deep[3].name, "inner.tgz");
  EXPECT_THAT(deep[3].reading.unread.at(0).reason, HasSubstr("archives within archives"));
}

TEST(ReadAll, ReportsRefusedMembersWithTheArchive) {
  const std::string tar = make_archive("tar", {{"../evil.md", "10:00 x"}, {"ok.md", "# 2026-11-23\n10:00 a\n"}});
  const auto readings = read_files({{"x.tar", tar}});
  ASSERT_EQ(readings.size(), 2U);
  EXPECT_EQ(readings[0].reading.unread.at(0).name, "../evil.md");
  EXPECT_EQ(readings[1].reading.entries.size(), 1U);
}

TEST(ReadAll, SharesTheLimitsAmongAllArchives) {
  MemberLimits limits;
  limits.members = 3;
  const std::string one = make_archive("zip", {{"a.md", "1"}, {"b.md", "2"}});
  const std::string two = make_archive("zip", {{"c.md", "3"}, {"d.md", "4"}});
  const std::vector<NamedBytes> files{{"1.zip", one}, {"2.zip", two}};
  const auto readings = read_all(files, std::nullopt, limits);
  EXPECT_EQ(readings.size(), 5U);
  EXPECT_THAT(readings[1].reading.unread.at(0).reason, HasSubstr("more than 1 members"));
}

TEST(ReadAll, DoesNotUnpackOfficeDocuments) {
  const std::string docx = make_archive("zip", {{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}});
  const auto readings = read_files({{"plan.docx", docx}});
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_THAT(readings[0].reading.unread.at(0).reason, HasSubstr("Word documents are not read yet"));
}

TEST(ReadAll, CleansWhatItGivesOut) {
  const auto readings = read_files({{"n.md", "# 2026-11-23\n10:00 a\x1b[31mred\x1b[0m\x07 \xFF end\n"}});
  EXPECT_EQ(readings[0].reading.entries.at(0).text, "ared  ÿ end");
}

TEST(ReadAll, TakesNothing) {
  EXPECT_THAT(read_files({}), IsEmpty());
}

}  // namespace
}  // namespace debrief::connectors
