// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/secrets.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <ostream>

namespace debrief::logs {
namespace {

// Drawn in form, so that no scanner of repositories takes the samples for leaks.
std::string drawn(std::size_t length, std::string_view from = "a7Kd93QzR2mXv85LpTe4") {
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += from[(i * 7 + i / from.size()) % from.size()];
  return text;
}

// "rule:text" of each.
std::vector<std::string> found_in(std::string_view line) {
  std::vector<std::string> out;
  for (const Secret& secret : find_secrets(line))
    out.push_back(std::string(secret.rule) + ":" + std::string(line.substr(secret.begin, secret.length)));
  return out;
}

using Found = std::vector<std::string>;

TEST(FindSecrets, KnowsTokensByTheirPrefix) {
  const std::string aws = "AKIA" + drawn(16, "A7KD93QZR2MXV85L"), github = "ghp_" + drawn(36),
                    stripe = "sk_live_" + drawn(24);
  EXPECT_EQ(found_in("used " + aws + " for it"), Found{"aws-access-key:" + aws});
  EXPECT_EQ(found_in("clone with " + github + "."), Found{"github-token:" + github});
  EXPECT_EQ(found_in("(" + stripe + ")"), Found{"stripe-key:" + stripe});
  EXPECT_EQ(found_in("x" + aws), Found{}) << "a prefix begins a word";
  EXPECT_EQ(found_in("akia" + aws.substr(4)), Found{}) << "case counts";
  EXPECT_EQ(found_in("AKIA" + drawn(10, "A7KD93QZR2MXV85L")), Found{}) << "too short";
}

TEST(FindSecrets, TakesTheValueOfATellingKey) {
  EXPECT_EQ(found_in("login user=ana password=hunter2 from web"), Found{"password:hunter2"});
  EXPECT_EQ(found_in(R"({"user":"ana","password":"hun\"ter2","x":1})"), Found{R"(password:hun\"ter2)"});
  EXPECT_EQ(found_in(R"("{\"db_passwd\":\"hunter2\",\"x\":1}")"), Found{"password:hunter2"});
  EXPECT_EQ(found_in("DB_PASSWORD: 'two words'"), Found{"password:two words"});
  EXPECT_EQ(found_in("<dbPassword>hunter2</dbPassword>"), Found{"password:hunter2"});
  EXPECT_EQ(found_in("run --password hunter2 --verbose"), Found{"password:hunter2"});
  EXPECT_EQ(found_in("Password: hunter2"), Found{"password:hunter2"});
  EXPECT_EQ(found_in("Server=db;Uid=app;Pwd=p,w;Pooling=true"), Found{"password:p,w"});
  EXPECT_EQ(found_in("curl -s -u 'ana:hunter2' http://x"), Found{"password:hunter2"});
  const std::string value = drawn(32);
  EXPECT_EQ(found_in("PAGERHOOK_KEY=" + value + " deduplicationKey=" + value), Found{"api-key:" + value});
  EXPECT_EQ(found_in("api_key=" + value + "&page=2"), Found{"api-key:" + value});
  EXPECT_EQ(found_in("X-Auth-Token: " + value), Found{"token:" + value});
  EXPECT_EQ(found_in("AccountName=x;AccountKey=" + value + "==;EndpointSuffix=y"), Found{"access-key:" + value + "=="});
  EXPECT_EQ(found_in("client_secret=long-words-without-digits"), Found{}) << "a name, for all that can be told";
  EXPECT_EQ(found_in("client_secret=Tr0ub4dor&x=1"), Found{"secret:Tr0ub4dor"});
  EXPECT_EQ(found_in("token=9f1b6c1e-8a43-4b8e-9d2f-0c5a7be1d364"),
            Found{"token:9f1b6c1e-8a43-4b8e-9d2f-0c5a7be1d364"});
}

TEST(FindSecrets, NamesATokenByItsIssuerBehindAKeyToo) {
  const std::string token = "glpat-" + drawn(20);
  EXPECT_EQ(found_in("token=" + token + " ok"), Found{"gitlab-token:" + token});
}

TEST(FindSecrets, LeavesWhatOnlySpeaksOfSecrets) {
  for (const char* line : {"Failed password for root from console",
                           "password: must be changed before use",
                           "password=***",
                           "password=${DB_PASSWORD}",
                           "password=<redacted>",
                           "token: expected ';' before '}'",
                           "max_tokens=4096 total_tokens=81234",
                           "nextPageToken=Q2hhcjox92Kd83Lq0Z",
                           "secretName: my-app-secret",
                           "secret \"default/db-creds-1\" not found",
                           "tokenizer=bert-base-uncased2 loaded",
                           "password_changed_at=2026-11-20T00:00:00Z",
                           "PWD=/home/ana ; USER=root",
                           "sessionid: 0x34ed9ac1c1e005e",
                           "if (password == expected) {",
                           "token_type=bearer",
                           "Authorization: none",
                           "cookie jar opened",
                           "Basic authentication failed",
                           "bearer of bad news",
                           "keyboard=de token=null",
                           "(root) NOPASSWD: /usr/sbin/service"})
    EXPECT_EQ(found_in(line), Found{}) << line;
}

TEST(FindSecrets, LeavesIdsHashesVersionsAndTimes) {
  for (const char* line : {"trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span=00f067aa0ba902b7",
                           "commit 1f3c9a0e5b7d2468ace013579bdf02468ace1357",
                           "id 9f1b6c1e-8a43-4b8e-9d2f-0c5a7be1d364",
                           "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                           "version 1.2.3.4 started",
                           "v1.2.3.4",
                           "lib-1.2.3.4.jar",
                           "Chrome/120.0.0.0 Safari/537.36",
                           "oid 1.3.6.1.4.1.2021",
                           "2026.11.20 05:00:07.123",
                           "00:1a:2b:3c:4d:5e",
                           "listening on 127.0.0.1:80 and 0.0.0.0 and [::1]:80",
                           "std::chrono::seconds",
                           "blk_4111111111111111",
                           "ts=1795132800000000 offset 4111111111111112",
                           "QuorumCnxManager$Listener@493",
                           "left-pad@1.3.0",
                           "user@1000.service",
                           "image@2x.png",
                           "10.0.0.0/8"})
    EXPECT_EQ(found_in(line), Found{}) << line;
}

TEST(FindSecrets, KnowsHeaders) {
  const std::string token = drawn(40);
  EXPECT_EQ(found_in("Authorization: Bearer " + token), Found{"authorization:" + token});
  EXPECT_EQ(found_in("authorization: Basic YW5hOmh1bnRlcjI="), Found{"authorization:YW5hOmh1bnRlcjI="});
  EXPECT_EQ(found_in("sent Basic YW5hOmh1bnRlcjI= along"), Found{"basic-credentials:YW5hOmh1bnRlcjI="});
  EXPECT_EQ(found_in("curl -H 'authorization: Bearer " + token + "' http://x"), Found{"authorization:" + token});
  EXPECT_EQ(found_in("Cookie: a=1; sid=" + token), Found{"cookie:a=1; sid=" + token});
}

TEST(FindSecrets, KnowsPasswordsInAddresses) {
  EXPECT_EQ(found_in("connect postgresql://app:s3cr3t@db/shop failed"), Found{"url-password:s3cr3t"});
  EXPECT_EQ(found_in("redis://:p@ss@cache:6379/0"), Found{"url-password:p@ss"});
  EXPECT_EQ(found_in("GET https://example.org:8080/a?b=c@d"), Found{});
  EXPECT_EQ(found_in("https://example.org/a:b@c"), Found{});
}

TEST(FindSecrets, KnowsKeysAndSignedTokens) {
  const std::string jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0." + drawn(43);
  EXPECT_EQ(found_in("sent " + jwt + ", got 401"), Found{"jwt:" + jwt});
  const std::string begin =
                        "-----BEGIN RSA PRIVATE"
                        " KEY-----",
                    end =
                        "-----END RSA PRIVATE"
                        " KEY-----";
  EXPECT_EQ(found_in("key " + begin + "\\n" + drawn(64) + "\\n" + end + " read"),
            (Found{"private-key:" + begin + "\\n" + drawn(64) + "\\n" + end}));
  EXPECT_EQ(found_in(begin), Found{"private-key:" + begin});
  EXPECT_EQ(found_in(drawn(64)), Found{"private-key:" + drawn(64)}) << "a line within a key";
  EXPECT_EQ(found_in("-----BEGIN CERTIFICATE-----"), Found{});
}

TEST(FindSecrets, KnowsCardNumbers) {
  for (const char* number :
       {"4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111", "5500005555555559", "3782 822463 10005",
        "378282246310005", "6011 1111 1111 1117", "3530 1113 3330 0000", "30569309025904", "2223003122003222"})
    EXPECT_EQ(found_in("card " + std::string(number) + " declined"), Found{"card-number:" + std::string(number)});
  EXPECT_EQ(found_in("2026 4111 1111 1111 1111"), Found{"card-number:4111 1111 1111 1111"});
  for (const char* number : {"4111 1111 1111 1112", "4111 1111-1111 1111", "9111111111111111", "0.4111111111111111",
                             "\"span_id\": \"4398838959682506\"", "41111111111111110000", "41 1111 1111 1111 11"})
    EXPECT_EQ(found_in(number), Found{}) << number;
}

TEST(FindSecrets, KnowsAddresses) {
  EXPECT_EQ(found_in("mail from <ana.lee+x@example.co.uk>, ok"), Found{"email:ana.lee+x@example.co.uk"});
  EXPECT_EQ(found_in("user='ana@163.com'"), Found{"email:ana@163.com"});
  EXPECT_EQ(found_in("from /10.251.43.21:50010 to host/10.1.2.3."),
            (Found{"ip-address:10.251.43.21", "ip-address:10.1.2.3"}));
  EXPECT_EQ(found_in("192.168.1.20-192.168.1.30"), (Found{"ip-address:192.168.1.20", "ip-address:192.168.1.30"}));
  EXPECT_EQ(found_in("peer [2001:db8::8a2e:370:7334]:443 up"), Found{"ip-address:2001:db8::8a2e:370:7334"});
  EXPECT_EQ(found_in("fe80::1%eth0"), Found{"ip-address:fe80::1"});
  EXPECT_EQ(found_in("at 2001:0db8:0000:0000:0000:ff00:0042:8329"),
            Found{"ip-address:2001:0db8:0000:0000:0000:ff00:0042:8329"});
  EXPECT_EQ(found_in("1.2.3.256 1.2.3.04 1.2.3.4.5"), Found{});
}

TEST(FindSecrets, GivesThemFromLeftToRightAndApart) {
  const std::string line = "ana@example.org password=a@b.de 10.1.2.3 token=" + drawn(30);
  const auto secrets = find_secrets(line);
  ASSERT_EQ(secrets.size(), 4U);
  for (std::size_t i = 1; i < secrets.size(); ++i)
    EXPECT_GE(secrets[i].begin, secrets[i - 1].begin + secrets[i - 1].length);
}

TEST(Mask, ReplacesSecretsAndTagsAddresses) {
  EXPECT_EQ(mask("password=hunter2 ok", "k"), "password=[password] ok");
  const std::string one = mask("10.1.2.3 and Ana@Example.org", "k");
  EXPECT_EQ(one.substr(0, 12), "[ip-address ");
  EXPECT_EQ(mask("10.1.2.3 and ana@example.ORG", "k"), one) << "equal addresses look equal";
  EXPECT_NE(mask("10.1.2.4 and ana@example.org", "k"), one);
  EXPECT_NE(mask("10.1.2.3 and ana@example.org", "another"), one) << "the key decides";
  EXPECT_EQ(mask("nothing here", "k"), "nothing here");
}

TEST(FindSecrets, IsFastOnLinesWithoutAny) {
  std::string line =
      "2026-11-20 00:00:00,020 INFO [main] org.apache.hadoop.mapreduce.v2.app.MRAppMaster: Using mapred "
      "newApiCommitter, attempt_1445144423722_0020_m_000007";
  constexpr int kLines = 20'000;
  std::size_t found = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kLines; ++i) {
    line.back() = static_cast<char>('0' + i % 10);
    found += find_secrets(line).size();
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const double rate = static_cast<double>(line.size()) * kLines / 1e6 / seconds;
  std::printf("%.0f MB/s on lines without secrets\n", rate);
  EXPECT_EQ(found, 0U);
  EXPECT_GT(rate, 5.0) << "even with sanitizers";
}

// A text that makes rules read far ahead again and again takes milliseconds, with sanitizers a second; reading all that
// follows at each of its keywords would take minutes.
TEST(FindSecrets, TakesLinearTimeOnHostileText) {
  const auto seconds = [](std::string_view part, std::size_t size) {
    std::string text;
    while (text.size() < size) text += part;
    const std::clock_t begin = std::clock();  // of the processor: others may keep it busy
    (void)find_secrets(text);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  for (const char* part : {"password=\"",
                           "token=",
                           "token='a ",
                           "eyJ",
                           "eyJa.",
                           "://a:",
                           "@a.",
                           "1.1.",
                           "::",
                           "a:b:",
                           "4111 1111 ",
                           "-----BEGIN PRIVATE KEY-----",
                           "cookie: ",
                           "authorization: ",
                           "bearer ",
                           "1",
                           "--token ",
                           "<token>",
                           "token=\\\\\\\\\\",
                           "password=,",
                           "secret=a,b;",
                           "sk-",
                           "ghp_"})
    EXPECT_LT(seconds(part, 500'000), 5.0) << part;
}

}  // namespace
}  // namespace debrief::logs
