// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "connectors/archive/document_json.hpp"
#include "connectors/archive/read_document.hpp"
#include "connectors/archive/read_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <fstream>
#include <sstream>
#include <ctime>

namespace debrief::connectors::archive {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ArchiveDocument read(std::string_view name, std::string_view text) {
  auto document = read_document(name, text);
  EXPECT_TRUE(document) << (document ? "" : document.error().message);
  return document ? std::move(document).value() : ArchiveDocument{};
}

std::vector<std::string> lines_of(const ArchiveDocument& document) {
  std::vector<std::string> lines;
  for (const TimelineEntry& entry : document.timeline) lines.push_back(to_minutes(entry.at.at) + " " + entry.text);
  return lines;
}

std::string remarks_of(const ArchiveDocument& document) {
  std::string text;
  for (const Remark& remark : document.remarks) text += remark.text + "\n";
  return text;
}

std::string refusal(std::string_view name, std::string_view bytes) {
  const auto document = read_document(name, bytes);
  return document ? "(taken in as " + document->title + ")" : document.error().message;
}

TEST(Archive, TakesOurOwnExportBack) {
  std::stringstream golden;
  golden << std::ifstream(DEBRIEF_SOURCE_DIR "/tests/golden/export.md").rdbuf();
  const auto document = read("INC-42-postmortem.md", golden.str());
  EXPECT_EQ(document.title, "Checkout & <friends>");
  ASSERT_TRUE(document.started);
  EXPECT_EQ(to_rfc3339(document.started->stamp.at), "2026-11-23T10:31:00Z");
  EXPECT_EQ(document.severity, "sev2");
  EXPECT_THAT(document.services, ElementsAre("checkout", "payment_gateway"));
  const std::string text = golden.str();
  const std::string body = text.substr(text.find("\n---\n", 4) + 5);
  EXPECT_EQ(std::string(trim(document.body)), std::string(trim(body))) << "byte for byte";
  const auto declared = read("x.md", "---\ntitle: \"Mail\"\ndeclared: \"2026-11-23T13:44:41Z\"\n---\n\n## Summary\n\nIt was an outage of mail.\n");
  ASSERT_TRUE(declared.started);
  EXPECT_EQ(to_rfc3339(declared.started->stamp.at), "2026-11-23T13:44:41Z");
}

TEST(Archive, CarriesDaysOverMidnight) {
  const auto document =
      read("2026-03-01-x.md",
           "# Outage\n\n## Timeline\n\nAll times in UTC.\n\n- 23:40 one\n- 23:39 two\n- 00:10 three\n- 09:00 four\n");
  EXPECT_THAT(lines_of(document), ElementsAre("2026-03-01 23:40 one", "2026-03-01 23:39 two", "2026-03-02 00:10 three",
                                              "2026-03-02 09:00 four"));
  EXPECT_TRUE(document.timeline[2].at.date_inferred);
  EXPECT_FALSE(document.timeline[2].at.zone_inferred);
  EXPECT_THAT(remarks_of(document), HasSubstr("taken for the next day"));
}

TEST(Archive, DoesNotTakeProseForEntries) {
  const auto document = read(
      "2026-03-01-outage.md",
      "# Outage of the shop\n\nDate: 2026-03-01\n\n## Summary\n\nThe outage lasted from 10:42 until\n11:20 and cost "
      "us\n"
      "10:30 hours of work.\n\n## Timeline\n\nNobody looked between 10:00 and\n10:42 because of lunch.\nThe fault "
      "showed from\n"
      "11:00 UTC on.\n\n```\n10:42:01 ERROR not an entry\n```\n<!-- 10:43 neither -->\n\n10:50 UTC - the only one\n\n"
      "## Action items\n\n- 2026-04-01 review the lunch break\n");
  EXPECT_THAT(lines_of(document), ElementsAre("2026-03-01 10:50 the only one"));
}

TEST(Archive, SeesATimelineThatIsNotCalledOne) {
  const std::string_view head = "# Outage\n\n2026-03-01\n\n## What happened\n\n";
  const auto three = read("outage.md", std::string(head) + "- 10:00: a\n- 10:05: b\n- 10:10: c\n");
  EXPECT_EQ(three.timeline.size(), 3U);
  const auto two =
      read("outage.md", std::string(head) + "- 10:00: a\n- 10:05: b\n\nAt 10:10, it was over and 10:15 passed.\n");
  EXPECT_THAT(two.timeline, IsEmpty());
}

TEST(Archive, LeavesTimesWithoutADayOut) {
  const auto document =
      read("outage.md", "# Outage\n\n## Timeline\n\n- 10:00 a\n- 10:05 b\n\n## Root cause\n\nUnknown.\n");
  EXPECT_THAT(document.timeline, IsEmpty());
  EXPECT_FALSE(document.started);
  EXPECT_THAT(remarks_of(document), HasSubstr("2 times are left out"));
  EXPECT_THAT(remarks_of(document), HasSubstr("does not tell when"));
}

TEST(Archive, TellsDayAndMonthApartByTheWholeDocument) {
  const auto document =
      read("2026-06-20-x.md", "# Outage\n\n## Timeline\n\n05/06/2026 10:00 UTC - a\n\n13/06/2026 10:00 UTC - b\n");
  EXPECT_THAT(lines_of(document), ElementsAre("2026-06-05 10:00 a", "2026-06-13 10:00 b"));
}

TEST(Archive, RemarksOnContradictions) {
  const auto document =
      read("2026-03-09-x.md",
           "---\ntitle: x\ndate: 2026-03-01\nresolvedWhen: 2026-02-01 10:00\n---\nAn outage of the shop.\n");
  EXPECT_EQ(to_minutes(document.started->stamp.at), "2026-03-01 00:00");
  EXPECT_THAT(remarks_of(document),
              HasSubstr("the date of the file_name (2026-03-09) is not that of the front_matter (2026-03-01)"));
  EXPECT_THAT(remarks_of(document), HasSubstr("before it begins"));
}

TEST(Archive, RefusesWithAReason) {
  EXPECT_THAT(refusal("a.md", ""), HasSubstr("it is empty"));
  EXPECT_THAT(refusal("a.md", " \n\t\n"), HasSubstr("white space"));
  EXPECT_THAT(refusal("a.md", "%PDF-1.7\n"), HasSubstr("it is a PDF"));
  EXPECT_THAT(refusal("a.md", "\x89PNG\r\n"), HasSubstr("PNG"));
  EXPECT_THAT(refusal("LICENSE", "MIT"), HasSubstr("licence"));
  EXPECT_THAT(refusal("config.yml", "a: b"), HasSubstr("configuration"));
  EXPECT_THAT(refusal("recipe.md", "# Soup\n\nBoil water.\n"), HasSubstr("not about an incident"));
  EXPECT_THAT(refusal("a.md", std::string(1000, '\0')), HasSubstr("not text"));
  ReadOptions small;
  small.limit = 10;
  EXPECT_EQ(read_document("a.md", "# Outage of everything", small).error().code, ErrorCode::too_large);
}

TEST(Archive, TakesAReadmeThatIsAPostmortem) {
  const auto document =
      read("2026-03-01/README.md",
           "# Outage\n\n## Timeline\n\n- 2026-03-01 10:00 UTC a\n- 10:05 UTC b\n\n## Root cause\n\nc\n");
  EXPECT_EQ(document.timeline.size(), 2U);
}

TEST(Archive, SurvivesHostileInput) {
  const std::string head = "# Outage\n\n2026-03-01\n\n## Timeline\n\n";
  std::vector<std::string> hostile{
      head + "- 10:42 " + std::string(10'000'000, 'a'),
      head + std::string(5'000'000, '|'),
      head + std::string(3'000'000, ' ') + "x",
      head + "10:42 a\0b\n" + std::string(1, '\0') + std::string(500, 'x'),
      head + "10:42 \xff\xfe\xc3\x28\n- 10:43 ok\n",
      head + std::string(200'000, '#') + "\n" + std::string(200'000, '>') + "\n" + std::string(200'000, '-')};
  std::string times = head, tables = head + "| Time | Event |\n|---|---|\n";
  for (int i = 0; i < 50'000; ++i)
    times += "10:42 - a\n09:41 b\n", tables += "| 10:4" + std::to_string(i % 10) + " | x |\n";
  hostile.push_back(times);
  hostile.push_back(tables);
  for (const std::string& text : hostile) {
    const std::clock_t begin = std::clock();
    const auto document = read_document("2026-03-01-x.md", text);
    // Linear takes up to ten seconds here under sanitizers; quadratic would take hours.
    EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 60.0) << text.size() << " bytes";
    if (document) (void)json::write(to_json(*document));
  }
  const auto nul = read_document("2026-03-01-x.md", hostile[3]);
  ASSERT_TRUE(nul);
  EXPECT_THAT(remarks_of(*nul), HasSubstr("NUL bytes were left out"));
  const auto yearless = read("notes.md", "# Outage\n\n## Timeline\n\n- Feb 30 10:00 never\n- Mar 3 10:00 when\n");
  EXPECT_THAT(yearless.timeline, IsEmpty());
}

TEST(Archive, RefusesBrokenRecords) {
  EXPECT_THAT(read_json_line("a.jsonl", 7, "{").error().message, HasSubstr("line 7"));
  EXPECT_EQ(read_json_line("a.jsonl", 7, "[]").error().field, "line 7");
  EXPECT_FALSE(read_json_line("a.jsonl", 1, R"({"title":"x"})"));
  EXPECT_FALSE(read_json_line("a.jsonl", 1, R"({"text":5,"title":[]})"));
  const auto record = read_json_line(
      "a.jsonl", 1, R"({"title":"Outage","date":1795430553,"text":"An outage.","services":["a","b"],"labels":["c"]})");
  ASSERT_TRUE(record);
  EXPECT_EQ(to_rfc3339(record->started->stamp.at), "2026-11-23T10:42:33Z");
  EXPECT_THAT(record->services, ElementsAre("a", "b"));
}

}  // namespace
}  // namespace debrief::connectors::archive
