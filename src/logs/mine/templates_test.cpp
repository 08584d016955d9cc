// SPDX-License-Identifier: Apache-2.0
// Cases made for this test, in the manner of well-known programs. Each says which lines belong together.
#include "logs/mine/templates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace debrief::logs {
namespace {

std::vector<Template> mine(const std::vector<std::string>& bodies) {
  std::vector<MessageForm> forms;
  for (const std::string& body : bodies) forms.push_back({body, 1});
  return mine_templates(forms);
}

std::string only_text(const std::vector<std::string>& bodies) {
  const std::vector<Template> found = mine(bodies);
  for (const Template& one : found)
    if (one.id != found[0].id) return "apart: " + found[0].text + " | " + one.text;
  return found[0].text;
}

std::size_t kinds(const std::vector<std::string>& bodies) {
  std::set<std::uint64_t> ids;
  for (const Template& one : mine(bodies)) ids.insert(one.id);
  return ids.size();
}

TEST(MineTemplates, TypesValues) {
  EXPECT_EQ(only_text({"Served 1024 bytes of /var/lib/x.db to 10.0.0.7:8080 in 12 ms"}),
            "Served <size> of <path> to <ip> in <duration>");
  EXPECT_EQ(only_text({"task 0b9c1f6e-8a54-4c59-9a3c-2f6f0f5a7f11 at 0xc0ffee: retry 3 of https://x.example/a?b=c"}),
            "task <uuid> at <hex>: retry <num> of <url>");
  EXPECT_EQ(only_text({"Mail to ops@example.org via mx.mail.example.org is '5 minutes late'"}),
            "Mail to <email> via <host> is <quoted>");
}

TEST(MineTemplates, TakesWhatStandsBehindAKeyAsItsValue) {
  EXPECT_EQ(only_text({"login failed; user= uid=0 host=one.example tty=ssh",
                       "login failed; user=root uid=0 host=  tty=tty1"}),
            "login failed; user=<*> uid=<num> host=<*> tty=<*>");
  EXPECT_EQ(only_text({"lock taken, source=WorkSource{10113}, name=alarm, ok= true",
                       "lock taken, source=null, name=view, ok= false"}),
            "lock taken, source=<*>, name=<*>, ok= <*>");
  EXPECT_EQ(kinds({"last id = 7, error = none", "last id = 9, state = none"}), 2);
  EXPECT_EQ(only_text({"assertion a == b failed"}), "assertion a == b failed");
}

TEST(MineTemplates, JoinsListsOfAnyLength) {
  EXPECT_EQ(only_text({"ask node to delete blk_1 blk_2 blk_3", "ask node to delete blk_7"}), "ask node to delete <id>");
  EXPECT_EQ(only_text({"fans ( 3552 3534 **** 3479 )", "fans ( 12 )"}), "fans ( <*> )");
  EXPECT_EQ(only_text({"steps = 15##69##54", "steps = 16##1"}), "steps = <id>");
}

TEST(MineTemplates, ReadsBracketsAsData) {
  EXPECT_EQ(only_text({"known stops: [suzhou, shanghai] of the line",
                       "known stops: [nanjing, taiyuan, shanghai] of the line"}),
            "known stops: [<*>] of the line");
  EXPECT_EQ(only_text({"asked [train type: Fast]", "asked [train type: Slow]"}), "asked [train type: <*>]");
  EXPECT_EQ(only_text({"got Reply(code=1, text=all is well here, data=Seats{free=[A(n=1), B(n=2)]}) now",
                       "got Reply(code=1, text=no seats, data=null) now"}),
            "got Reply(code=<num>, text=<*>, data=<*>) now");
  EXPECT_EQ(only_text({"prices {7=0.5, 8=0.6, 9=0.7}", "prices {7=0.5}"}), "prices {<num>=<num>}");
  EXPECT_EQ(kinds({"link: up", "link: down"}), 2U);
  EXPECT_EQ(only_text({"pam_unix(sshd:auth): check"}), "pam_unix(sshd:auth): check");
}

TEST(MineTemplates, FindsWordsThatVary) {
  EXPECT_EQ(only_text({"session opened for user root by (uid=0)", "session opened for user news by (uid=0)",
                       "session opened for user cyrus by (uid=9)"}),
            "session opened for user <*> by (uid=<num>)");
  EXPECT_EQ(only_text({"Failed password for invalid user admin from 10.1.1.1 port 22",
                       "Failed password for invalid user 0101 from 10.1.1.1 port 22"}),
            "Failed password for invalid user <*> from <ip> port <num>");
}

TEST(MineTemplates, FindsSeveralWordsThatVaryAtOnce) {
  const std::vector<std::string> names = {"ann",  "bob",  "carl", "dora", "emil", "fred", "gina", "hugo",
                                          "ines", "jack", "kate", "leo",  "mia",  "nils", "olga", "paul"};
  std::vector<std::string> bodies;
  for (std::size_t i = 0; i < names.size(); ++i)
    bodies.push_back("delivered a mail from " + names[i] + " to the box of " + names[(i * 7 + 3) % names.size()]);
  EXPECT_EQ(only_text(bodies), "delivered a mail from <*> to the box of <*>");
}

TEST(MineTemplates, KeepsWhatHappenedApart) {
  EXPECT_EQ(kinds({"[instance: 5] VM Started (Lifecycle Event)", "[instance: 5] VM Paused (Lifecycle Event)",
                   "[instance: 5] VM Resumed (Lifecycle Event)", "[instance: 5] VM Stopped (Lifecycle Event)"}),
            4);
  EXPECT_EQ(kinds({"Task 1 Transitioned from NEW to READY", "Task 1 Transitioned from READY to RUNNING",
                   "Task 1 Transitioned from RUNNING to DONE"}),
            3);
  EXPECT_EQ(kinds({"session opened for user root", "session closed for user root"}), 2);
  EXPECT_EQ(kinds({"Started 5", "Stopped 5", "Killed 5", "Paused 5"}), 4);
  EXPECT_EQ(kinds({"1.2.3.4 \"GET /a HTTP/1.1\" 200", "1.2.3.4 \"POST /b HTTP/1.1\" 200"}), 2);
}

TEST(MineTemplates, KeepsNamesOfFailuresAndOfWhoSpeaks) {
  EXPECT_EQ(only_text({"write failed: java.io.IOException: Broken pipe"}),
            "write failed: java.io.IOException: Broken pipe");
  EXPECT_EQ(kinds({"a.b.Reader: closed", "a.b.Writer: closed"}), 2);
}

TEST(MineTemplates, ReadsLinesOfProxiesAndClocks) {
  EXPECT_EQ(only_text({"proxy.example.org:5070 close, 0 bytes sent, 12 bytes received, lifetime <1 sec",
                       "www.example.org:443 close, 12 bytes sent, 1.2 KB received, lifetime 01:20:03"}),
            "<id> close, <size> sent, <size> received, lifetime <duration>");
  EXPECT_EQ(only_text({"connection at Sat Jul  9 22:53:19 2005", "connection at Sun Dec 18 03:55:15 2006"}),
            "connection at <*>");
}

TEST(MineTemplates, DoesNotDependOnTheOrder) {
  std::vector<std::string> bodies;
  for (const char* user : {"ann", "bob", "carl", "7"})
    for (const char* what : {"opened", "closed", "renewed"})
      bodies.push_back(std::string("session ") + what + " for user " + user + " on " + user + " of the pool");
  std::vector<Template> before = mine(bodies);
  std::vector<std::size_t> order(bodies.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    std::vector<std::string> shuffled;
    for (const std::size_t i : order) shuffled.push_back(bodies[i]);
    const std::vector<Template> after = mine(shuffled);
    for (std::size_t i = 0; i < order.size(); ++i) {
      EXPECT_EQ(after[i].id, before[order[i]].id);
      EXPECT_EQ(after[i].text, before[order[i]].text);
    }
  }
}

TEST(MineTemplates, GivesOneTemplateOneIdForEver) {
  const std::uint64_t id = mine({"Took 12 ms to build 7f3a"})[0].id;
  EXPECT_EQ(mine({"other", "Took 3.5 hours to build instance_1"})[1].id, id);
  EXPECT_EQ(id_text(id), "z4hh3jedhfvb");
}

TEST(MineTemplates, ReadsTheFirstLineOfARecord) {
  EXPECT_EQ(only_text({"it broke\n\tat Some.java:12", "it broke\n\tat Other.java:7\n\tat X"}), "it broke");
  EXPECT_EQ(mine({""})[0].text, "");
}

TEST(MineTemplates, StaysBoundedOnHostileLines) {
  for (const char* part :
       {"(", "\"", "a ", "a=", "= ", "..", ":", "1 ", ",", "[{", "/", "'", "a:", "<1 ", "x{", "- ", "\xff", "\xc3"}) {
    std::string line;
    while (line.size() < 300'000) line += part;
    EXPECT_LE(mine({line})[0].text.size(), 8'300U) << part;
  }
}

TEST(MineTemplates, TakesManyForms) {
  std::vector<std::string> bodies;
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string body;
    for (int word = 0; word < 12; ++word)
      body +=
          std::string(2, static_cast<char>('a' + random() % 26)) + "z" + static_cast<char>('a' + random() % 26) + ' ';
    bodies.push_back(body);
  }
  EXPECT_GT(kinds(bodies), 19'000U);
}

}  // namespace
}  // namespace debrief::logs
