// SPDX-License-Identifier: Apache-2.0
#include "search/tokenise.hpp"

#include "base/json.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace debrief::search {
namespace {

// The terms, with "=" before wholes and "+" before parts.
std::string terms(std::string_view text) {
  std::string all;
  tokenise(text, [&](const Token& token) {
    if (!all.empty()) all += ' ';
    if (token.kind == TokenKind::whole) all += '=';
    if (token.kind == TokenKind::part) all += '+';
    all += token.term;
  });
  return all;
}

TEST(Tokenise, StemsWordsAndLeavesOutFunctionWords) {
  EXPECT_EQ(terms("The connections were timing out, and don't retry!"), "connect time out retri");
  EXPECT_EQ(terms("Google's engineers’ nodes' O'Reilly"), "googl engin node +reilli =oreilli");
  EXPECT_EQ(terms("not down"), "not down");
}

TEST(Tokenise, KeepsIdentifiersWholeAndInParts) {
  EXPECT_EQ(terms("kube-dns"), "+kube +dns =kubedn");
  EXPECT_EQ(terms("kube_dns"), terms("kube-dns"));
  EXPECT_EQ(terms("kubeDNS"), terms("kube-dns"));
  EXPECT_EQ(terms("OOMKilled"), "+oom +kill =oomkil");
  EXPECT_EQ(terms("oomkilled"), "oomkil");
  EXPECT_EQ(terms("ECONNREFUSED"), "econnrefus");
  EXPECT_EQ(terms("NullPointerException"), "+null +pointer +except =nullpointerexcept");
  EXPECT_EQ(terms("HTTPServer"), "+http +server =httpserver");
  EXPECT_EQ(terms("foo_bar"), "+foo +bar =foobar");
  EXPECT_EQ(terms("time-out timeout"), "+time +out =timeout timeout");
  EXPECT_EQ(terms("VMs APIs"), "vms api");
}

TEST(Tokenise, KeepsCodesAndShortNumbers) {
  EXPECT_EQ(terms("HTTP 503"), "http 503");
  EXPECT_EQ(terms("x509 s3 p99"), "x509 s3 p99");
  EXPECT_EQ(terms("web03"), "web03 +web");
  EXPECT_EQ(terms("v1.25.3 at 10.0.0.1:8080"), "v1.25.3 10.0.0.1 8080");
  EXPECT_EQ(terms("SHA256 CVE-2021-44228"), "sha256 +sha +cve +2021 +44228 =cve202144228");
  EXPECT_EQ(terms("org.apache.FileSystem"), "org apach +file +system =filesystem");
}

TEST(Tokenise, DropsWhatDiffersInEveryText) {
  EXPECT_EQ(terms("[2021-09-08T00:21:11.596Z] at 17:20 123e4567-e89b-12d3-a456-426614174000 1631060471596"), "");
  EXPECT_EQ(terms("checkout-7d9f8b6c5d"), "+checkout");
  EXPECT_EQ(terms("commit da39a3ee5e6b4b0d3255bfef95601890afd80709 0x7fff5fbff8c0"), "commit");
  EXPECT_EQ(terms("3 x"), "");
  EXPECT_EQ(terms(std::string(300, 'a')), "");
}

TEST(Tokenise, ReadsOtherScripts) {
  EXPECT_EQ(terms("Ошибка СОЕДИНЕНИЯ"), "ошибка соединения");
  EXPECT_EQ(terms("Überlastung café"), "uberlastung cafe");
  EXPECT_EQ(terms("データベース障害"), "デー ータ タベ ベー ース ス障 障害");
  EXPECT_EQ(terms("障 DB障害x"), "障 db 障害");
}

TEST(Tokenise, PointsAtTheSurface) {
  std::string surfaces;
  tokenise("The Timeouts of kube-dns", [&](const Token& token) { surfaces += std::string(token.surface) + "|"; });
  EXPECT_EQ(surfaces, "Timeouts|kube|dns|kube-dns|");
}

TEST(Tokenise, TakesAnyBytes) {
  EXPECT_EQ(terms(""), "");
  EXPECT_EQ(terms(std::string_view("disk\0full\xFF\xC3", 11)), "disk full");
  EXPECT_EQ(terms("--- ___ ... ''' -a- _b_ 1. .5 a.b a'"), "");
  EXPECT_EQ(terms("-"), "");
  EXPECT_EQ(terms("don’"), "don");
  EXPECT_EQ(terms("disk-"), "disk");
}

TEST(Tokenise, SurvivesNaughtyStrings) {
  const char* shared = std::getenv("DEBRIEF_SHARED");
  const std::filesystem::path file = (shared != nullptr ? std::filesystem::path(shared)
                                                        : std::filesystem::path(DEBRIEF_SOURCE_DIR) / ".." / "shared") /
                                     "suites" / "blns" / "blns.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is absent";
  std::ifstream in(file);
  const auto parsed = json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
  ASSERT_TRUE(parsed);
  std::size_t count = 0;
  for (const auto& entry : parsed->as_array()) {
    const std::string_view text = entry.as_string();
    for (std::size_t cut = 0; cut <= std::min<std::size_t>(text.size(), 40); ++cut)
      tokenise(text.substr(cut), [&](const Token& token) {
        ASSERT_FALSE(token.term.empty());
        ASSERT_LE(token.term.size(), kTermLimit);
        ASSERT_GE(token.surface.data(), text.data());
        ASSERT_LE(token.surface.data() + token.surface.size(), text.data() + text.size());
        ++count;
      });
  }
  EXPECT_GT(count, 1000U);
}

}  // namespace
}  // namespace debrief::search
