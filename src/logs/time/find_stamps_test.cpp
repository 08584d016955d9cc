// SPDX-License-Identifier: Apache-2.0
#include "logs/time/civil_time.hpp"
#include "logs/time/layout.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace debrief::logs {
namespace {

constexpr std::int64_t at(int year, int month, int day, int hour, int minute, int second, std::int64_t below = 0) {
  return (days_since_1970(year, month, day) * kDaySeconds + hour * 3600 + minute * 60 + second) * kSecond + below;
}

struct Case {
  std::string_view line;
  std::string_view stamp;
  std::int64_t nanoseconds;
  bool zoned = false;
};

constexpr std::int64_t kUsual = at(2026, 11, 23, 10, 42, 33);
constexpr std::int64_t kYearless = at(1972, 11, 23, 10, 42, 33);

const std::vector<Case> kCases{
    {"2026-11-23T10:42:33Z up", "2026-11-23T10:42:33Z", kUsual, true},
    {"2026-11-23 10:42:33,123 INFO up", "2026-11-23 10:42:33,123", kUsual + 123'000'000},
    {"[2026-11-23T10:42:33.123456789+01:00] up", "2026-11-23T10:42:33.123456789+01:00",
     kUsual - 3600 * kSecond + 123'456'789, true},
    {"2026-11-23 10:42:33.123 CET [42] LOG:  up", "2026-11-23 10:42:33.123 CET", kUsual - 3600 * kSecond + 123'000'000,
     true},
    {"2026-11-23 10:42:33 -03 [42]", "2026-11-23 10:42:33 -03", kUsual + 3 * 3600 * kSecond, true},
    {"2026-11-23 10:42:33 - up", "2026-11-23 10:42:33", kUsual},
    {"2026-11-23 10:42 up", "2026-11-23 10:42", at(2026, 11, 23, 10, 42, 0)},
    {"2026/11/23 10:42:33 up", "2026/11/23 10:42:33", kUsual},
    {"2026/11/23 10:42:33 -05:00 767", "2026/11/23 10:42:33 -05:00", kUsual + 5 * 3600 * kSecond, true},
    {"2026-11-23\t10:42:33\tGET", "2026-11-23\t10:42:33", kUsual},
    {"R30-M0 2026-11-23-10.42.33.363779 RAS", "2026-11-23-10.42.33.363779", kUsual + 363'779'000},
    {"2026-327T10:42:33,672:DEBUG", "2026-327T10:42:33,672", kUsual + 672'000'000},
    {"20261123-10:42:33:606|App", "20261123-10:42:33:606", kUsual + 606'000'000},
    {"20261123-9:4:3:6|App", "20261123-9:4:3:6", at(2026, 11, 23, 9, 4, 3, 6'000'000)},
    {"20261123.104233,672:DEBUG", "20261123.104233,672", kUsual + 672'000'000},
    {"20261123T104233Z up", "20261123T104233Z", kUsual, true},
    {"20261123104233 up", "20261123104233", kUsual},
    {"20261123104233123 up", "20261123104233123", kUsual + 123'000'000},
    {"261123 104233 24331 INFO", "261123 104233", kUsual},
    {"261123 10:42:33 [Note] up", "261123 10:42:33", kUsual},
    {"261123  9:42:33 [Note] up", "261123  9:42:33", at(2026, 11, 23, 9, 42, 33)},
    {"26/11/23 10:42:33 INFO up", "26/11/23 10:42:33", kUsual},
    {"11/23/2026 10:42:33 AM up", "11/23/2026 10:42:33 AM", kUsual},
    {"1/5/2026 9:05:03 PM up", "1/5/2026 9:05:03 PM", at(2026, 1, 5, 21, 5, 3)},
    {"11/23/26, 12:00:01 AM - up", "11/23/26, 12:00:01 AM", at(2026, 11, 23, 0, 0, 1)},
    {"23/11/2026 10:42:33 up", "23/11/2026 10:42:33", kUsual},
    {"23.11.2026 10:42:33 up", "23.11.2026 10:42:33", kUsual},
    {"amLog:11/23/2026 10:42:33:447 PM UTC: x", "11/23/2026 10:42:33:447 PM UTC",
     kUsual + 12 * 3600 * kSecond + 447'000'000, true},
    {"10.0.0.1 - - [23/Nov/2026:10:42:33 -0700] \"GET\"", "23/Nov/2026:10:42:33 -0700", kUsual + 7 * 3600 * kSecond,
     true},
    {"Nov 23 10:42:33 web-1 sshd[42]: up", "Nov 23 10:42:33", kYearless},
    {"Nov  3 10:42:33 web-1 sshd[42]: up", "Nov  3 10:42:33", at(1972, 11, 3, 10, 42, 33)},
    {"Nov 3 10:42:33 web-1 sshd[42]: up", "Nov 3 10:42:33", at(1972, 11, 3, 10, 42, 33)},
    {"Nov 23 2026 10:42:33: %ASA-6", "Nov 23 2026 10:42:33", kUsual},
    {"Nov 23, 2026 10:42:33 AM com.example", "Nov 23, 2026 10:42:33 AM", kUsual},
    {"Mon Nov 23 10:42:33 2026 up", "Mon Nov 23 10:42:33 2026", kUsual},
    {"[Mon Nov 23 10:42:33.812706 2026] [core:notice]", "Mon Nov 23 10:42:33.812706 2026", kUsual + 812'706'000},
    {"Mon Nov 23 10:42:33 EST 2026", "Mon Nov 23 10:42:33 EST 2026", kUsual + 5 * 3600 * kSecond, true},
    {"Mon, 23 Nov 2026 10:42:33 GMT", "Mon, 23 Nov 2026 10:42:33 GMT", kUsual, true},
    {"1:M 23 Nov 2026 10:42:33.984 * up", "23 Nov 2026 10:42:33.984", kUsual + 984'000'000},
    {"23-Nov-2026 10:42:33.984 INFO [main]", "23-Nov-2026 10:42:33.984", kUsual + 984'000'000},
    {"Nov-23 10:42:33.684 [main] DEBUG", "Nov-23 10:42:33.684", kYearless + 684'000'000},
    {"nov. 23 10:42:33 host", "nov. 23 10:42:33", kYearless},
    {"août 19 11:08:37 host", "août 19 11:08:37", at(1972, 8, 19, 11, 8, 37)},
    {"11-23 10:42:33.811  1702  2395 D Power", "11-23 10:42:33.811", kYearless + 811'000'000},
    {"[11.23 10:42:33] chrome.exe", "11.23 10:42:33", kYearless},
    {"I1123 10:42:33.123456 1234 main.cc:1] up", "1123 10:42:33.123456", kYearless + 123'456'000},
    {"W20261123 10:42:33.123456 1234 main.cc:1] up", "20261123 10:42:33.123456", kUsual + 123'456'000},
    {"10:42:33.814936 execve(", "10:42:33.814936", at(1970, 1, 1, 10, 42, 33, 814'936'000)},
    {"TCF 29:47.191: up", "29:47.191", at(1970, 1, 1, 0, 29, 47, 191'000'000)},
    {"\x1b[32mNov 23 \x1b[0m\x1b[33m10:42:33\x1b[0m up", "Nov 23 \x1b[0m\x1b[33m10:42:33", kYearless},
    {"- 1795430553 up", "1795430553", 1'795'430'553 * kSecond, true},
    {"{\"ts\":1795430553.123,\"msg\":\"up\"}", "1795430553.123", 1'795'430'553 * kSecond + 123'000'000, true},
    {"{\"time\":1795430553123}", "1795430553123", 1'795'430'553 * kSecond + 123'000'000, true},
    {"\"__REALTIME_TIMESTAMP\" : \"1795430553123456\"", "1795430553123456", 1'795'430'553 * kSecond + 123'456'000,
     true},
    {"\"timeUnixNano\":\"1795430553123456789\"", "1795430553123456789", 1'795'430'553 * kSecond + 123'456'789, true},
    {"type=SYSCALL msg=audit(1795430553.243:24287): x", "1795430553.243", 1'795'430'553 * kSecond + 243'000'000, true},
    {"#+1795430553", "1795430553", 1'795'430'553 * kSecond, true},
    {"@40000000433225833b6e1a8c tcpserver", "@40000000433225833b6e1a8c", (0x43322583LL - 10) * kSecond + 0x3b6e1a8cLL,
     true},
};

TEST(FindStamps, ReadsEveryUsualStyle) {
  for (const Case& example : kCases) {
    const std::vector<FoundLayout> found = find_stamps(example.line);
    ASSERT_EQ(found.size(), 1u) << example.line;
    EXPECT_EQ(example.line.substr(found[0].begin, found[0].length), example.stamp);
    EXPECT_EQ(found[0].reading.nanoseconds, example.nanoseconds) << example.line;
    EXPECT_EQ(found[0].reading.zoned, example.zoned) << example.line;
    EXPECT_EQ(found[0].reading.length, found[0].length);
  }
}

TEST(FindStamps, SaysWhatIsMissing) {
  EXPECT_TRUE(find_stamps("Nov 23 10:42:33 up").at(0).reading.yearless);
  EXPECT_FALSE(find_stamps("Nov 23 10:42:33 up").at(0).reading.dateless);
  EXPECT_TRUE(find_stamps("10:42:33.5 up").at(0).reading.dateless);
  EXPECT_FALSE(find_stamps("2026-11-23 10:42:33 up").at(0).reading.yearless);
}

TEST(FindStamps, TakesEveryStampOfALineFromLeftToRight) {
  const std::string_view line =
      "api.log.1.2026-11-22_13:53:08 2026-11-23 10:42:33.008 25746 INFO [23/Nov/2026 10:42:32] ok";
  const auto found = find_stamps(line);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(line.substr(found[0].begin, found[0].length), "2026-11-22_13:53:08");
  EXPECT_EQ(line.substr(found[1].begin, found[1].length), "2026-11-23 10:42:33.008");
  EXPECT_EQ(line.substr(found[2].begin, found[2].length), "23/Nov/2026 10:42:32");
}

TEST(FindStamps, LeavesEverythingElseAlone) {
  for (const std::string_view line : {
           "",
           "up",
           "10.0.10.30 16:49",
           "24:5a:4c:a2:b1:09",
           "12:34:56:78:9a:bc",
           "fe80::10:42:33",
           "blk_3922791077126964673",
           "core-1795430553",
           "1095132800.12.13",
           "v2026.11.23",
           "took 10:42",
           "2026-13-23 10:42",
           "2026-02-30T104233",
           "Nov 31 25:00:00",
           "99999999999999999999999",
           "id 977307200",
           "1.2.3.4:1795430553x",
           "2026-11-23",
           "x1123 10:42",
       })
    EXPECT_TRUE(find_stamps(line).empty()) << line << " has a stamp at " << find_stamps(line)[0].begin;
}

TEST(FindStamps, GivesOneLayoutToWhatOneProgramWrites) {
  const auto layout = [](std::string_view line) { return find_stamps(line).at(0).layout; };
  EXPECT_EQ(layout("Nov  3 10:42:33 x"), layout("Nov 23 10:42:33 x"));
  EXPECT_EQ(layout("1/5/2026 9:05:03 AM"), layout("11/23/2026 10:05:03 PM"));
  EXPECT_EQ(layout("20261123-9:4:3:6|"), layout("20261123-19:14:53:456|"));
  EXPECT_EQ(layout("2026-11-23T10:42:33.1Z"), layout("2026-11-23T10:42:33.123456789Z"));
  EXPECT_NE(layout("2026-11-23T10:42:33Z"), layout("2026-11-23T10:42:33.1Z"));
}

TEST(FindStamps, LooksAtTheFirstKilobyteOnly) {
  EXPECT_TRUE(find_stamps(std::string(1024, ' ') + "2026-11-23 10:42:33").empty());
  EXPECT_EQ(find_stamps(std::string(1000, ' ') + "2026-11-23 10:42:33").size(), 1u);
}

TEST(FindStamps, EndsOnHostileLines) {
  for (const std::string& piece : {std::string("Mon "), std::string("2026-"), std::string("1:"), std::string("@4"),
                                   std::string("\x1b[0;"), std::string("20261123 "), std::string("\0", 1)}) {
    std::string line;
    while (line.size() < 4096) line += piece;
    EXPECT_LE(find_stamps(line).size(), 1024u);
  }
}

}  // namespace
}  // namespace debrief::logs
