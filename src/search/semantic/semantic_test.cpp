// SPDX-License-Identifier: Apache-2.0
#include "search/recogniser.hpp"
#include "search/semantic/basis.hpp"
#include "search/semantic/passage_vectors.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>

namespace debrief::search::semantic {
namespace {

// Two matters in words of their own; "login" and "signin" never meet, but keep the same company.
std::vector<Document> archive() {
  std::vector<Document> documents;
  for (int i = 0; i < 30; ++i) {
    const std::string end = " case" + std::to_string(i) + "x";
    documents.push_back(
        {"a" + std::to_string(i),
         {{"text", std::string(i % 2 == 0 ? "login" : "signin") + " session password token browser" + end}},
         {}});
    documents.push_back({"b" + std::to_string(i),
                         {{"text", std::string(i % 2 == 0 ? "disk" : "volume") + " storage bytes space archive" + end}},
                         {}});
  }
  return documents;
}

EachDocument each_of(const std::vector<Document>& documents) {
  return [&](const std::function<void(const Document&)>& take) {
    std::for_each(documents.begin(), documents.end(), take);
  };
}

void fill(Recogniser& recogniser, const std::vector<Document>& documents) {
  for (const Document& document : documents) ASSERT_TRUE(recogniser.put(document));
}

TEST(Basis, SpansTheRowsAndIsOrthonormal) {
  const Rows rows{{2, 4, 6}, {0, 1, 0, 1, 2, 3}, {3, 3, 1, 1, 2, 2}, 4};
  std::size_t dimensions = 4;
  const auto basis = learn_basis(rows, dimensions);
  ASSERT_EQ(dimensions, 2U) << "the rows span no more";
  for (std::size_t a = 0; a < 2; ++a)
    for (std::size_t b = 0; b < 2; ++b) {
      float product = 0;
      for (std::size_t term = 0; term < 4; ++term) product += basis[term * 2 + a] * basis[term * 2 + b];
      EXPECT_NEAR(product, a == b ? 1 : 0, 1e-4);
    }
}

TEST(Codes, MultiplyLikeNumbers) {
  std::mt19937 dice(4);
  std::vector<float> a(300), b(300);
  double expected = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<float>(dice() % 2000) / 1000 - 1;
    b[i] = static_cast<float>(dice() % 2000) / 1000 - 1;
    expected += static_cast<double>(a[i]) * b[i];
  }
  std::vector<std::int8_t> codes(300);
  const float scale = encode(b, codes.data());
  const WideCodes wide(a);
  EXPECT_NEAR(wide.scale * scale * static_cast<float>(wide.times(codes.data())), expected, 0.3);
}

TEST(Semantics, FindsWhatIsSaidInOtherWords) {
  const auto documents = archive();
  Recogniser recogniser;
  fill(recogniser, documents);
  EXPECT_EQ(recogniser.search({"volume"}, 100).size(), 15U) << "words only so far";
  ASSERT_TRUE(recogniser.is_stale());
  ASSERT_TRUE(recogniser.learn(each_of(documents), [] { return true; }, {.dimensions = 2}));
  const auto found = recogniser.search({"volume"}, 30);
  ASSERT_EQ(found.size(), 30U);
  for (const Finding& finding : found) {
    EXPECT_EQ(finding.hit.key[0], 'b') << finding.hit.key;
    double sum = finding.hit.rest + finding.hit.bonus + finding.meaning;
    for (const Reason& reason : finding.hit.reasons) sum += reason.contribution;
    EXPECT_NEAR(sum, finding.hit.score, 1e-9);
    EXPECT_EQ(finding.meaning_words, std::vector<std::string>{"volume"});
  }
}

TEST(Semantics, FoldsInAndForgets) {
  const auto documents = archive();
  Recogniser recogniser;
  fill(recogniser, documents);
  ASSERT_TRUE(recogniser.learn(each_of(documents), [] { return true; }, {.dimensions = 4}));
  ASSERT_TRUE(recogniser.put({"new", {{"text", "storage bytes space"}}, {}}));
  const auto keys = [&] {
    std::vector<std::string> all;
    for (const Finding& finding : recogniser.search({"disk"}, 100)) all.push_back(finding.hit.key);
    return all;
  };
  const auto found = keys();
  EXPECT_NE(std::find(found.begin(), found.end(), "new"), found.end());
  EXPECT_TRUE(recogniser.erase("new"));
  const auto later = keys();
  EXPECT_EQ(std::find(later.begin(), later.end(), "new"), later.end());
}

TEST(Semantics, KeepsWhatComesWhileItLearns) {
  auto documents = archive();
  Recogniser recogniser;
  fill(recogniser, documents);
  bool put = false;
  const auto go_on = [&] {
    if (!put) {
      put = true;
      EXPECT_TRUE(recogniser.put({"meanwhile", {{"text", "storage bytes"}}, {}}));
      EXPECT_TRUE(recogniser.erase("b0"));
    }
    return true;
  };
  ASSERT_TRUE(recogniser.learn(each_of(documents), go_on, {.dimensions = 4}));
  ASSERT_TRUE(put);
  EXPECT_FALSE(recogniser.direction_of("meanwhile").empty());
  EXPECT_TRUE(recogniser.direction_of("b0").empty());
  EXPECT_FALSE(recogniser.learn(each_of(documents), [] { return false; })) << "stopped";
}

TEST(Semantics, AreSavedBesideTheIndexAndMayBeLost) {
  const auto documents = archive();
  Recogniser recogniser;
  fill(recogniser, documents);
  ASSERT_TRUE(recogniser.learn(each_of(documents), [] { return true; }, {.dimensions = 4}));
  const auto file = std::filesystem::path(testing::TempDir()) / "semantic_test.index";
  recogniser.save(file, "7");
  Recogniser loaded;
  EXPECT_EQ(loaded.load(file).value(), "7");
  EXPECT_EQ(loaded.learned_from(), 60U);
  const auto before = recogniser.search({"login failed"}, 5), after = loaded.search({"login failed"}, 5);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].hit.key, after[i].hit.key);
  {
    std::fstream damaged(file.string() + ".meaning", std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(200);
    damaged.put('!');
  }
  Recogniser without;
  EXPECT_TRUE(without.load(file));
  EXPECT_EQ(without.learned_from(), 0U);
  EXPECT_TRUE(without.is_stale());
}

TEST(PassageVectors, FindTheNearestAmongManyGroups) {
  std::mt19937 dice(9);
  PassageVectors vectors(8);
  std::vector<std::vector<float>> all;
  for (int i = 0; i < 9000; ++i) {
    std::vector<float> vector(8);
    float square = 0;
    for (float& x : vector) {
      x = static_cast<float>(dice() % 2001) / 1000 - 1;
      square += x * x;
    }
    for (float& x : vector) x /= std::sqrt(square);
    vectors.add("d" + std::to_string(i), vector);
    all.push_back(vector);
  }
  vectors.group();
  for (int i = 0; i < 9000; i += 500) {
    const auto found = vectors.nearest(all[static_cast<std::size_t>(i)], 3);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].key, "d" + std::to_string(i));
    EXPECT_NEAR(found[0].cosine, 1, 0.02);
  }
}

}  // namespace
}  // namespace debrief::search::semantic
