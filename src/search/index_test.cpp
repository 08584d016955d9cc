// SPDX-License-Identifier: Apache-2.0
#include "search/index.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <numeric>
#include <random>
#include <thread>

namespace debrief::search {
namespace {

Document text_document(std::string key, std::string text) {
  return {std::move(key), {{"text", std::move(text)}}};
}

std::vector<std::string> keys(const std::vector<Hit>& hits) {
  std::vector<std::string> all;
  for (const Hit& hit : hits) all.push_back(hit.key);
  return all;
}

// Words of a small vocabulary, the first ones often.
std::string random_text(std::mt19937& dice, int words) {
  std::string text;
  for (int i = 0; i < words; ++i) {
    const double u = std::generate_canonical<double, 32>(dice);
    text += "w" + std::string(1, static_cast<char>('a' + static_cast<int>(std::pow(u, 3) * 26))) +
            std::string(1, static_cast<char>('b' + static_cast<int>(u * u * 20))) + "q ";
  }
  return text;
}

void expect_same(const std::vector<Hit>& a, const std::vector<Hit>& b) {
  ASSERT_EQ(keys(a), keys(b));
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].score, b[i].score) << a[i].key;
    ASSERT_EQ(a[i].reasons.size(), b[i].reasons.size());
    for (std::size_t r = 0; r < a[i].reasons.size(); ++r) {
      ASSERT_EQ(a[i].reasons[r].term, b[i].reasons[r].term);
      ASSERT_EQ(a[i].reasons[r].contribution, b[i].reasons[r].contribution);
      ASSERT_EQ(a[i].reasons[r].documents_with, b[i].reasons[r].documents_with);
    }
  }
}

TEST(Index, NeitherFindsNorCountsWhatIsHidden) {
  Index index;
  for (const char* key : {"a", "b", "c"}) ASSERT_TRUE(index.put({key, {{"text", "pool exhausted"}}, {"service:x"}}));
  index.pack();
  ASSERT_TRUE(index.put(text_document("d", "pool of lions")));
  Query query{"pool", {{"service:x", 1}}};
  query.hidden = {"b", "d", "unknown", "b"};
  query.also = {"d"};
  const auto hits = index.search(query, 10);
  EXPECT_EQ(keys(hits), (std::vector<std::string>{"a", "c"}));
  for (const Reason& reason : hits[0].reasons) {
    EXPECT_EQ(reason.documents_with, 2U) << reason.term;
    EXPECT_EQ(reason.documents, 2U);
  }
}

TEST(Index, FindsByWordsAndRanksRareOnesHigher) {
  Index index;
  for (int i = 0; i < 20; ++i)
    ASSERT_TRUE(index.put(text_document("common" + std::to_string(i), "database slow again")));
  ASSERT_TRUE(index.put(text_document("rare", "certificate expired again")));
  const auto hits = index.search({"slow certificates"}, 3);
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[0].key, "rare");
  EXPECT_EQ(hits[1].key, "common0") << "equal scores come by key";
  EXPECT_GT(hits[0].score, hits[1].score);
}

TEST(Index, PrefersMoreOccurrencesAndShorterTextsAndTitles) {
  Index index;
  const std::string filler = " alpha bravo charlie delta echo foxtrot golf hotel india";
  ASSERT_TRUE(index.put(text_document("once", "disk" + filler)));
  ASSERT_TRUE(index.put(text_document("twice", "disk disk" + filler)));
  ASSERT_TRUE(index.put(text_document("long", "disk" + filler + filler + filler)));
  ASSERT_TRUE(index.put({"title", {{"title", "disk disk"}, {"text", filler}}}));
  EXPECT_EQ(keys(index.search({"disk"}, 10)), (std::vector<std::string>{"title", "twice", "once", "long"}));
}

TEST(Index, MatchesExactTermsWholeAndApartFromWords) {
  Index index;
  ASSERT_TRUE(index.put({"tagged", {{"text", "nothing"}}, {"service:checkout"}}));
  ASSERT_TRUE(index.put(text_document("mentions", "the service checkout service:checkout")));
  Query query;
  query.terms = {{"service:checkout"}};
  const auto hits = index.search(query, 10);
  ASSERT_EQ(keys(hits), std::vector<std::string>{"tagged"});
  EXPECT_TRUE(hits[0].reasons[0].exact);
  EXPECT_EQ(hits[0].reasons[0].term, "service:checkout");
  EXPECT_TRUE(hits[0].reasons[0].fields.empty());
  query.terms = {{"service:checkout", 3.0}};
  EXPECT_DOUBLE_EQ(index.search(query, 1)[0].score, 3 * hits[0].score);
  query.terms = {{"Service:checkout"}};
  EXPECT_TRUE(index.search(query, 10).empty());
}

TEST(Index, ExplainsEveryHit) {
  Index index;
  ASSERT_TRUE(
      index.put({"a", {{"title", "Timeout of kube-dns"}, {"text", "kube-dns dropped a timeout"}}, {"team:core"}}));
  ASSERT_TRUE(index.put(text_document("b", "another timeout")));
  ASSERT_TRUE(index.put(text_document("c", "nothing")));
  const auto hits = index.search({"Timeouts in kube_dns", {{"team:core"}}}, 10);
  ASSERT_EQ(keys(hits), (std::vector<std::string>{"a", "b"}));
  std::vector<std::string> terms;
  double sum = hits[0].rest;
  for (const Reason& reason : hits[0].reasons) {
    terms.push_back(reason.term);
    sum += reason.contribution;
    EXPECT_GT(reason.contribution, 0);
    EXPECT_EQ(reason.documents, 3U);
    EXPECT_EQ(reason.documents_with, reason.term == "Timeouts" ? 2U : 1U);
    EXPECT_EQ(reason.fields, reason.exact ? std::vector<std::string>{} : (std::vector<std::string>{"title", "text"}));
  }
  EXPECT_NEAR(sum, hits[0].score, 1e-12);
  std::sort(terms.begin(), terms.end());
  EXPECT_EQ(terms, (std::vector<std::string>{"Timeouts", "dns", "kube", "kube_dns", "team:core"}));
  const auto short_list = index.search({"Timeouts in kube_dns", {{"team:core"}}}, 10, 2);
  ASSERT_EQ(short_list[0].reasons.size(), 2U);
  EXPECT_EQ(short_list[0].rest_count, 3U);
  EXPECT_NEAR(short_list[0].reasons[0].contribution + short_list[0].reasons[1].contribution + short_list[0].rest,
              short_list[0].score, 1e-12);
  EXPECT_GE(short_list[0].reasons[0].contribution, short_list[0].reasons[1].contribution);
}

TEST(Index, DescribesRarity) {
  Reason reason;
  reason.documents_with = 12;
  reason.documents = 11'834;
  EXPECT_EQ(describe_rarity(reason), "12 of 11,834 have it: 0.1 %");
  reason.documents_with = 1;
  EXPECT_EQ(describe_rarity(reason), "1 of 11,834 has it: under 0.01 %");
  reason.documents_with = 5'917;
  EXPECT_EQ(describe_rarity(reason), "5,917 of 11,834 have it: 50 %");
  reason.documents = 1'234'567;
  EXPECT_EQ(describe_rarity(reason), "5,917 of 1,234,567 have it: 0.5 %");
}

TEST(Index, ReplacesAndErases) {
  Index index;
  ASSERT_TRUE(index.put(text_document("a", "disk full")));
  ASSERT_TRUE(index.put(text_document("a", "network down")));
  EXPECT_EQ(index.size(), 1U);
  EXPECT_TRUE(index.search({"disk"}, 10).empty());
  EXPECT_EQ(keys(index.search({"network"}, 10)), std::vector<std::string>{"a"});
  EXPECT_TRUE(index.contains("a"));
  EXPECT_TRUE(index.erase("a"));
  EXPECT_FALSE(index.erase("a"));
  EXPECT_FALSE(index.contains("a"));
  EXPECT_EQ(index.size(), 0U);
  EXPECT_TRUE(index.search({"network"}, 10).empty());
}

TEST(Index, CountsOnlyLiveDocumentsAfterManyReplacements) {
  Index index({.seal_after = 16});
  for (int round = 0; round < 200; ++round) ASSERT_TRUE(index.put(text_document("hot", "certificate round")));
  for (int i = 0; i < 9; ++i) ASSERT_TRUE(index.put(text_document("other" + std::to_string(i), "disk")));
  const auto hits = index.search({"certificate"}, 10);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].reasons[0].documents_with, 1U);
  EXPECT_EQ(hits[0].reasons[0].documents, 10U);
}

TEST(Index, AnswersAlikeWhateverTheOrderOfChanges) {
  std::mt19937 dice(11);
  std::vector<std::string> texts(600);
  for (std::string& text : texts) text = random_text(dice, 5 + static_cast<int>(dice() % 60));
  Index plain({.seal_after = 10'000});
  Index churned({.seal_after = 16});
  for (std::size_t i = 0; i < texts.size(); i += 2)
    ASSERT_TRUE(plain.put(text_document("k" + std::to_string(i), texts[i])));
  for (std::size_t i = 0; i < texts.size(); ++i)
    ASSERT_TRUE(churned.put(text_document("k" + std::to_string(i), texts[0])));
  std::vector<std::size_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::shuffle(order.begin(), order.end(), dice);
  for (const std::size_t i : order) {
    const std::string key = "k" + std::to_string(i);
    ASSERT_TRUE(i % 2 == 0 ? churned.put(text_document(key, texts[i])).has_value() : churned.erase(key));
  }
  ASSERT_EQ(plain.size(), churned.size());
  for (int q = 0; q < 30; ++q) {
    const Query query{random_text(dice, 1 + q)};
    expect_same(plain.search(query, 20), churned.search(query, 20));
  }
  churned.pack();
  const Query query{random_text(dice, 40)};
  expect_same(plain.search(query, 20), churned.search(query, 20));
}

TEST(Index, SkipsNoDocumentThatBelongsToTheBest) {
  std::mt19937 dice(5);
  Index index;
  for (int i = 0; i < 17'000; ++i) {
    Document document = text_document(std::to_string(i), random_text(dice, 3 + static_cast<int>(dice() % 12)));
    if (dice() % 100 == 0) document.terms = {"tag:" + std::to_string(dice() % 5)};
    ASSERT_TRUE(index.put(document));
    if (i % 50 == 7) index.erase(std::to_string(dice() % static_cast<unsigned>(i)));
  }
  for (int q = 0; q < 3; ++q) {
    const Query query{random_text(dice, 2 + q * 20), {{"tag:1", 0.5}}};
    auto everything = index.search(query, index.size());
    for (const std::size_t limit : {1U, 10U, 500U}) {
      const auto best = index.search(query, limit);
      everything.resize(std::max(everything.size(), limit));
      expect_same(best, {everything.begin(), everything.begin() + static_cast<std::ptrdiff_t>(limit)});
    }
  }
}

TEST(Index, LeavesOutWhomTheCallerDoesNotAdmit) {
  Index index;
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(index.put(text_document(std::to_string(i), "disk")));
  Query query{"disk"};
  query.admits = [](std::string_view key) { return key.ends_with('7'); };
  EXPECT_EQ(keys(index.search(query, 2)), (std::vector<std::string>{"17", "27"}));
  EXPECT_EQ(keys(index.search(query, 9)), (std::vector<std::string>{"17", "27", "7"}));
}

TEST(Index, TakesEmptyAndOddQueries) {
  Index index;
  EXPECT_TRUE(index.search({"disk"}, 10).empty());
  ASSERT_TRUE(index.put(text_document("a", "disk")));
  ASSERT_TRUE(index.put({"empty", {}}));
  ASSERT_TRUE(index.put({"terms only", {}, {"x"}}));
  EXPECT_EQ(index.size(), 3U);
  EXPECT_TRUE(index.search({""}, 10).empty());
  EXPECT_TRUE(index.search({"the and of"}, 10).empty());
  EXPECT_TRUE(index.search({std::string("\0\xFF\xFE", 3)}, 10).empty());
  EXPECT_TRUE(index.search({"disk"}, 0).empty());
  EXPECT_TRUE(index.search({"", {{"x", 0}, {"x", -1}, {"", 1}}}, 10).empty());
  EXPECT_EQ(index.search({"disk"}, 10, 0)[0].rest_count, 1U);
  EXPECT_EQ(index.search({"", {{"x", 1}}}, 10).size(), 1U);
}

TEST(Index, CountsTheWeightiestTermsOfAVeryLongQuery) {
  Index index;
  std::string words;
  for (int i = 0; i < 3000; ++i) words += "only" + std::to_string(i) + "x ";
  ASSERT_TRUE(index.put(text_document("a", words)));
  ASSERT_TRUE(index.put({"b", {}, {"tag"}}));
  const auto hits = index.search({words, {{"tag", 0.1}}}, 10);
  ASSERT_EQ(keys(hits), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(hits[0].reasons.size() + hits[0].rest_count, 999U);
}

TEST(Index, ScoresAreSharesOfWhatIsAsked) {
  Index index;
  ASSERT_TRUE(index.put({"all", {{"text", "certificate expired"}}, {"alert:Tls"}}));
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(index.put(text_document(std::to_string(i), "disk full")));
  const auto hits = index.search({"certificate expired", {{"alert:Tls", 0.5}}}, 1);
  EXPECT_GT(hits[0].score, 0.8);
  EXPECT_LT(hits[0].score, 1.5);
  EXPECT_DOUBLE_EQ(index.search({"", {{"alert:Tls", 0.5}}}, 1)[0].score, 0.5) << "one document only has it";
}

TEST(Index, ConsidersNamedDocumentsAndAddsTheBonus) {
  Index index;
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(index.put(text_document(std::to_string(i), "disk full")));
  ASSERT_TRUE(index.put(text_document("other", "volume without space")));
  Query query{"disk full"};
  query.also = {"other", "7", "nobody", "other"};
  query.bonus = [](std::string_view key) { return key == "other" ? 2.0 : 0.25; };
  const auto hits = index.search(query, 40);
  ASSERT_EQ(hits.size(), 31U);
  EXPECT_EQ(hits[0].key, "other");
  EXPECT_EQ(hits[0].score, 2.0);
  EXPECT_TRUE(hits[0].reasons.empty());
  EXPECT_NEAR(hits[1].score, hits[1].bonus + hits[1].reasons[0].contribution + hits[1].reasons[1].contribution, 1e-12);
  query.admits = [](std::string_view key) { return key != "other"; };
  EXPECT_EQ(index.search(query, 40)[0].key, "0");
}

TEST(Index, FindsByRareTermsAndRanksByAllInALargeIndex) {
  Index index;
  for (int i = 0; i < 130'000; ++i)
    ASSERT_TRUE(
        index.put(text_document(std::to_string(i), i % 1000 == 0 ? (i == 5000 ? "x server gateway" : "x quokka server")
                                                                 : "server gateway timeout")));
  const auto hits = index.search({"quokka server gateway timeout"}, 3);
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[0].reasons[0].term, "quokka");
  EXPECT_EQ(hits[0].reasons.size(), 2U) << "common words count although they find nobody";
}

TEST(Index, RefusesWhatItCannotTake) {
  Index index;
  EXPECT_EQ(index.put(text_document("", "disk")).error().code, ErrorCode::invalid);
  EXPECT_EQ(index.put({"a", {{"colour", "red"}}}).error().code, ErrorCode::invalid);
  EXPECT_EQ(index.put({"a", {}, {""}}).error().code, ErrorCode::invalid);
  EXPECT_EQ(index.put(text_document(std::string(1001, 'k'), "disk")).error().code, ErrorCode::too_large);
  EXPECT_EQ(index.put(text_document("a", std::string((64 << 20) + 1, ' '))).error().code, ErrorCode::too_large);
  EXPECT_EQ(index.size(), 0U);
  EXPECT_THROW(Index({.fields = {}}), std::invalid_argument);
  EXPECT_THROW(Index({.fields = {{"text", -1}}}), std::invalid_argument);
  EXPECT_THROW(Index({.fields = {{"text", std::nan("")}}}), std::invalid_argument);
}

TEST(Index, TakesATenMegabyteDocumentAndAMegabyteOfQuery) {
  std::mt19937 dice(3);
  Index index;
  std::string huge;
  const std::string page = random_text(dice, 10'000);
  while (huge.size() < (10U << 20)) huge += page + std::to_string(dice() % 1'000'000) + " ";
  ASSERT_TRUE(index.put(text_document("huge", huge)));
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(index.put(text_document(std::to_string(i), random_text(dice, 20))));
  EXPECT_EQ(index.search({huge.substr(0, 1U << 20)}, 200).size(), 101U);
  EXPECT_TRUE(index.erase("huge"));
  EXPECT_EQ(index.search({page.substr(0, 1000)}, 200).size(), 100U);
}

TEST(Index, ServesReadersWhileItIsWritten) {
  Index index({.seal_after = 32});
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  std::atomic<int> searches = 0;
  for (int r = 0; r < 3; ++r)
    readers.emplace_back([&, r] {
      std::mt19937 dice(static_cast<unsigned>(r));
      while (!done) {
        for (const Hit& hit : index.search({random_text(dice, 10)}, 5)) {
          double sum = hit.rest;
          for (const Reason& reason : hit.reasons) sum += reason.contribution;
          EXPECT_NEAR(sum, hit.score, 1e-9);
        }
        ++searches;
      }
    });
  std::mt19937 dice(99);
  for (int i = 0; i < 1500 || searches < 50; ++i) {
    ASSERT_TRUE(index.put(text_document(std::to_string(dice() % 300), random_text(dice, 20))));
    if (i % 3 == 0) index.erase(std::to_string(dice() % 300));
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_LE(index.size(), 300U);
}

}  // namespace
}  // namespace debrief::search
