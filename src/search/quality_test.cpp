// SPDX-License-Identifier: Apache-2.0
// Ranking quality on two labelled sets, against what SQLite FTS5's bm25 reaches on them at best.
#include "base/json.hpp"
#include "search/index.hpp"

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
  double required;  // nDCG@10 of FTS5, the better of its rows
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

TEST_P(Quality, ReachesAtLeastWhatFts5Does) {
  const auto folder = folder_of(GetParam());
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is absent";
  Index index;
  for_each_object(folder / "docs.jsonl", [&](const json::object& document) {
    const auto text = [&](const char* name) { return std::string(json::text_at(document, name)); };
    ASSERT_TRUE(index.put({text("id"), {{"title", text("title")}, {"text", text("text")}}}));
  });
  const Grades grades = read_grades(folder / "qrels.tsv");
  double sum = 0;
  int queries = 0;
  for_each_object(folder / "queries.jsonl", [&](const json::object& query) {
    const auto labels = grades.find(std::string(json::text_at(query, "id")));
    if (labels == grades.end()) return;
    const auto hits = index.search({std::string(json::text_at(query, "text"))}, 100);
    const auto value = ndcg(hits, labels->second);
    if (!value) return;
    sum += *value;
    ++queries;
  });
  ASSERT_GT(queries, 30);
  RecordProperty("ndcg10", std::to_string(sum / queries));
  std::cout << GetParam().folder << ": nDCG@10 " << sum / queries << " over " << queries << " queries\n";
  EXPECT_GE(sum / queries, GetParam().required);
}

INSTANTIATE_TEST_SUITE_P(LabelledSets, Quality,
                         testing::Values(LabelledSet{"similar_dev", 0.416}, LabelledSet{"bugdup_dev", 0.594}),
                         [](const auto& set) { return std::string(set.param.folder); });

}  // namespace
}  // namespace debrief::search
