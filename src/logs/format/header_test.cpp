// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace debrief::logs {
namespace {

struct Case {
  std::string line, time, body;
  Level level = Level::unknown;
  std::map<std::string, std::string> fields = {};
};

const std::vector<Case> kCases{
    {"2026-11-23 10:42:33,123 INFO [main] com.example.Stock: 3 left",
     "2026-11-23 10:42:33,123",
     "3 left",
     Level::info,
     {{"thread", "main"}, {"logger", "com.example.Stock"}}},
    {"2026-11-23 10:42:33,123 - WARN  [Sender[id=1]/0:0:0:0:2181:Election@774] - Notification - late",
     "2026-11-23 10:42:33,123",
     "Notification - late",
     Level::warning,
     {{"thread", "Sender[id=1]/0:0:0:0:2181:Election@774"}}},
    {"261123 104233 148 INFO dfs.Node$Responder: Responder 1 ends",
     "261123 104233",
     "Responder 1 ends",
     Level::info,
     {{"pid", "148"}, {"logger", "dfs.Node$Responder"}}},
    {"- 1795430553 2026.11.23 R02-M1 2026-11-23-10.42.33.363779 R02-M1 RAS KERNEL INFO cache error corrected",
     "2026-11-23-10.42.33.363779", "cache error corrected", Level::info},
    {"Nov 23 10:42:33 web-1 sshd(pam_unix)[42]: session opened",
     "Nov 23 10:42:33",
     "session opened",
     Level::unknown,
     {{"host", "web-1"}, {"process", "sshd(pam_unix)"}, {"pid", "42"}}},
    {"Nov 23 10:42:33 web kernel: link up", "Nov 23 10:42:33", "link up", Level::unknown, {{"process", "kernel"}}},
    {"11-23 10:42:33.811  1702  2395 D WindowManager: opening",
     "11-23 10:42:33.811",
     "opening",
     Level::debug,
     {{"logger", "WindowManager"}}},
    {"20261123-22:15:29:606|Step_LSC|30002312|step 3579", "20261123-22:15:29:606", "step 3579"},
    {"[Mon Nov 23 10:42:33.812706 2026] [core:error] [pid 17] AH00135: bad method", "Mon Nov 23 10:42:33.812706 2026",
     "bad method", Level::error},
    {"[11.23 10:42:33] chrome.exe *64 - host:80 close", "11.23 10:42:33", "host:80 close"},
    {"api.log.1.2026-11-16_13:53:08 2026-11-23 10:42:33.008 25746 INFO api.wsgi.server [req-1 - -] 10.0.0.1 \"GET /\"",
     "2026-11-23 10:42:33.008",
     "10.0.0.1 \"GET /\"",
     Level::info,
     {{"pid", "25746"}}},
    {"2026-11-23 10:42:33, Info                  CBS    Loaded stack", "2026-11-23 10:42:33", "Loaded stack",
     Level::info},
    {"MainThread::ERROR::2026-11-23 10:42:33,300::vdsm::74::vds::(run) Traceback", "2026-11-23 10:42:33,300",
     "Traceback", Level::error},
    {"[DEBUG 2026-11-23 10:42:33 main] starting", "2026-11-23 10:42:33", "starting", Level::debug},
    {"[2026-11-23T10:42:33Z ERROR main] printed", "2026-11-23T10:42:33Z", "printed", Level::error},
    {"[2026-11-23 10:42:33] local.ERROR: no stock", "2026-11-23 10:42:33", "no stock", Level::error},
    {"2026-11-23T10:42:33Z\twarn\tcmd/main.go:7\tno stock\t{}", "2026-11-23T10:42:33Z", "no stock\t{}", Level::warning},
    {"2026-11-23T10:42:33.193Z info vpxd[45715] [sub=vpxLro opID=7e12] begin lro-84",
     "2026-11-23T10:42:33.193Z",
     "begin lro-84",
     Level::info,
     {{"process", "vpxd"}, {"pid", "45715"}}},
    {"2026-11-23 10:42:33 I am a sentence: really", "2026-11-23 10:42:33", "I am a sentence: really"},
    {"2026-11-23 10:42:33 Notification: 3 new", "2026-11-23 10:42:33", "Notification: 3 new"},
    {"2026-11-23 10:42:33 3 files deleted", "2026-11-23 10:42:33", "3 files deleted"},
    {"the job began at 2026-11-23 10:42:33 and ended", "2026-11-23 10:42:33",
     "the job began at 2026-11-23 10:42:33 and ended"},
    {"ERROR: no stock", "", "no stock", Level::error},
    {"hello", "", "hello"},
    {"", "", ""},
};

TEST(Header, EndsWhereTheMessageBegins) {
  for (const Case& example : kCases) {
    const ParsedLine parsed = read_header(example.line);
    EXPECT_EQ(example.line.substr(parsed.time.begin, parsed.time.length), example.time) << example.line;
    EXPECT_EQ(example.line.substr(parsed.body.begin, parsed.body.length), example.body) << example.line;
    EXPECT_EQ(name_of(parsed.level), name_of(example.level)) << example.line;
    std::map<std::string, std::string> fields;
    for (const Field& f : parsed.fields) fields.emplace(f.name, f.value);
    for (const auto& [name, value] : example.fields) EXPECT_EQ(fields[name], value) << example.line;
  }
}

TEST(Header, SaysWhereTheLevelStands) {
  const std::string line = "2026-11-23 10:42:33 [warn] disk full";
  const ParsedLine parsed = read_header(line);
  EXPECT_EQ(line.substr(parsed.level_text.begin, parsed.level_text.length), "warn");
}

TEST(Header, KnowsTheFramesOfStackTraces) {
  for (const std::string_view line :
       {"\tat com.example.Stock.take(Stock.java:42)", "Caused by: java.io.IOException: x",
        "Traceback (most recent call last):", "  File \"/app/a.py\", line 1",
        "goroutine 7 [running]:", "#0 /app/index.php(7): run()", "#12 0x00007f in main ()",
        "    at Object.<anonymous> (/app/a.js:1:1)", "}", "--> )"})
    EXPECT_TRUE(looks_continued(line)) << line;
  for (const std::string_view line : {"", "2026-11-23 10:42:33 a", "Nov 23 10:42:33 a b: c", "hello", "#separator"})
    EXPECT_FALSE(looks_continued(line)) << line;
}

TEST(Header, EndsOnHostileLines) {
  for (const std::string& piece :
       {std::string("["), std::string("a: "), std::string("INFO "), std::string("2026-11-23 10:42:33 "),
        std::string("- "), std::string("\x1b[1m"), std::string("::"), std::string("|")}) {
    std::string line;
    while (line.size() < 100'000) line += piece;
    const ParsedLine parsed = read_header(line);
    EXPECT_LE(parsed.body.begin + parsed.body.length, line.size());
  }
}

}  // namespace
}  // namespace debrief::logs
