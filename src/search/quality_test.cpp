// SPDX-License-Identifier: Apache-2.0
// Ranking quality on two labelled sets: at least what lexical methods reach on them at best, with one configuration.
#include "base/json.hpp"
#include "search/recogniser.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

namespace debrief::search {
namespace {

struct LabelledSet {
  const char* folder;
  double words;     // nDCG@10 that is required of the words alone: of FTS5, the better of its rows
  double required;  // of words and meaning together
};

using Grades = std::map<std::string, std::map<std::string, int>>;  // query -> document -> grade

std::filesystem::path folder_of(const LabelledSet& set) {
  const char* shared = std::getenv("DEBRIEF_SHARED");
  const std::filesystem::path root =
      shared != nullptr ? std::filesystem::path(shared) : std::filesystem::path(DEBRIEF_SOURCE_DIR) / ".." / "shared";
  return root / "data" / set.folder;
}

void for_each_object(const std::filesystem::path& file, const std::function<void(const json::object&)>& take) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto document = json::parse(line);
    ASSERT_TRUE(document) << file << ": " << document.error().message;
    take(document->as_object());
  }
}

Grades read_grades(const std::filesystem::path& file) {
  Grades grades;
  std::ifstream in(file);
  std::string query, document;
  for (int grade = 0; in >> query >> document >> grade;) grades[query][document] = grade;
  return grades;
}

double gain(int grade, std::size_t rank) {
  return (std::exp2(grade) - 1) / std::log2(static_cast<double>(rank) + 2);
}

// nDCG@10, the graded-negative documents (the query's own text) dropped first; absent without relevant ones.
std::optional<double> ndcg(const std::vector<Hit>& hits, const std::map<std::string, int>& grades) {
  std::vector<int> ideal;
  for (const auto& [document, grade] : grades)
    if (grade > 0) ideal.push_back(grade);
  if (ideal.empty()) return std::nullopt;
  std::sort(ideal.rbegin(), ideal.rend());
  double best = 0, reached = 0;
  for (std::size_t rank = 0; rank < std::min<std::size_t>(ideal.size(), 10); ++rank) best += gain(ideal[rank], rank);
  std::size_t rank = 0;
  for (const Hit& hit : hits) {
    const auto found = grades.find(hit.key);
    if (found != grades.end() && found->second <= 0) continue;
    if (rank == 10) break;
    reached += gain(found == grades.end() ? 0 : found->second, rank++);
  }
  return reached / best;
}

class Quality : public testing::TestWithParam<LabelledSet> {};

// The mean over the queries, asked by `search`.
double mean_ndcg(const std::filesystem::path& folder,
                 const std::function<std::vector<Hit>(const std::string& text)>& search) {
  const Grades grades = read_grades(folder / "qrels.tsv");
  double sum = 0;
  int queries = 0;
  for_each_object(folder / "queries.jsonl", [&](const json::object& query) {
    const auto labels = grades.find(std::string(json::text_at(query, "id")));
    if (labels == grades.end()) return;
    const auto value = ndcg(search(std::string(json::text_at(query, "text"))), labels->second);
    if (!value) return;
    sum += *value;
    ++queries;
  });
  EXPECT_GT(queries, 30);
  return sum / queries;
}

TEST_P(Quality, IsBetterThanThatOfLexicalMethods) {
  const auto folder = folder_of(GetParam());
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is absent";
  std::vector<Document> documents;
  for_each_object(folder / "docs.jsonl", [&](const json::object& document) {
    const auto text = [&](const char* name) { return std::string(json::text_at(document, name)); };
    documents.push_back({text("id"), {{"title", text("title")}, {"text", text("text")}}});
  });
  Recogniser recogniser;
  for (const Document& document : documents) ASSERT_TRUE(recogniser.put(document));
  const auto each = [&](const std::function<void(const Document&)>& take) {
    std::for_each(documents.begin(), documents.end(), take);
  };
  ASSERT_TRUE(recogniser.is_stale());
  ASSERT_TRUE(recogniser.learn(each, [] { return true; }));
  EXPECT_FALSE(recogniser.is_stale());
  const double words =
      mean_ndcg(folder, [&](const std::string& text) { return recogniser.search_words({text}, 100, 0); });
  const double both = mean_ndcg(folder, [&](const std::string& text) {
    std::vector<Hit> hits;
    for (Finding& finding : recogniser.search({text}, 100, 0)) hits.push_back(std::move(finding.hit));
    return hits;
  });
  std::cout << GetParam().folder << ": nDCG@10 of words " << words << ", with meaning " << both << "\n";
  EXPECT_GE(words, GetParam().words);
  EXPECT_GE(both, GetParam().required);
}

INSTANTIATE_TEST_SUITE_P(LabelledSets, Quality,
                         testing::Values(LabelledSet{"similar_dev", 0.416, 0.46},
                                         LabelledSet{"bugdup_dev", 0.594, 0.693}),
                         [](const auto& set) { return std::string(set.param.folder); });

}  // namespace
}  // namespace debrief::search
