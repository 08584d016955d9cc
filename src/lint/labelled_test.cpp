// SPDX-License-Identifier: Apache-2.0
// Compares the linter with the labels of tests/lint/samples; see tests/lint/README.md.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "lint/lint.hpp"

namespace debrief::lint {
namespace {

constexpr double kLeastRecall = 0.9;
constexpr double kLeastPrecision = 0.9;
constexpr int kLeastLabels = 150;

struct Score {
  int expected = 0, found = 0, tempting = 0, wrong = 0;

  Score& operator+=(const Score& other) {
    expected += other.expected;
    found += other.found;
    tempting += other.tempting;
    wrong += other.wrong;
    return *this;
  }
  [[nodiscard]] double recall() const { return expected == 0 ? 1 : static_cast<double>(found) / expected; }
  [[nodiscard]] double precision() const {
    return found + wrong == 0 ? 1 : static_cast<double>(found) / (found + wrong);
  }
};
using Scores = std::map<std::string, Score>;

std::set<std::string> labels_of(std::string_view line, const char* expression) {
  std::set<std::string> labels;
  re2::StringPiece rest(line.data(), line.size()), found;
  while (re2::RE2::FindAndConsume(&rest, expression, &found))
    for (const std::string_view rule : split({found.data(), found.size()}, ' '))
      if (!rule.empty()) labels.emplace(rule);
  return labels;
}

void add_scores(const std::filesystem::path& file, Scores& scores) {
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::map<std::size_t, std::set<std::string>> found;
  for (const Remark& remark : lint(text, *find_language("en"))) found[remark.line].insert(remark.rule);
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    const auto expected = labels_of(line, "<!-- expect: ([a-z -]*?) -->");
    const auto& here = found[++number];
    for (const std::string& rule : expected) {
      ++scores[rule].expected;
      scores[rule].found += here.contains(rule) ? 1 : 0;
    }
    for (const std::string& rule : here) scores[rule].wrong += expected.contains(rule) ? 0 : 1;
    for (const std::string& rule : labels_of(line, "<!-- tempting: ([a-z -]*?) -->")) ++scores[rule].tempting;
  }
}

Scores scores_of(const char* part) {
  Scores scores;
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(DEBRIEF_SOURCE_DIR "/tests/lint/samples/") + part))
    add_scores(file.path(), scores);
  return scores;
}

Score total_of(const Scores& scores) {
  Score total;
  for (const auto& score : scores) total += score.second;
  return total;
}

void print(const char* part, const Scores& scores) {
  std::ostringstream table;
  const auto row = [&](const std::string& rule, const Score& score) {
    table << rule << ": recall " << score.found << "/" << score.expected << ", precision " << score.found << "/"
          << score.found + score.wrong << ", tempting " << score.tempting << "\n";
  };
  for (const auto& [rule, score] : scores) row(rule, score);
  row(std::string(part) + " in all", total_of(scores));
  std::cout << table.str();
}

class Labelled : public ::testing::TestWithParam<const char*> {};

TEST_P(Labelled, RemarksOnWhatIsLabelledAndOnLittleElse) {
  const Scores scores = scores_of(GetParam());
  print(GetParam(), scores);
  EXPECT_GE(total_of(scores).recall(), kLeastRecall);
  EXPECT_GE(total_of(scores).precision(), kLeastPrecision);
  for (const auto& [rule, score] : scores) {
    EXPECT_NE(find_language("en")->find_rule(rule), nullptr) << rule;
    EXPECT_GE(score.recall(), 0.7) << rule;
  }
}

INSTANTIATE_TEST_SUITE_P(Parts, Labelled, ::testing::Values("tuning", "held_out", "later"),
                         [](const auto& part) { return std::string(part.param); });

TEST(Labels, AreMany) {
  Score total = total_of(scores_of("tuning"));
  total += total_of(scores_of("held_out"));
  total += total_of(scores_of("later"));
  EXPECT_GE(total.expected, kLeastLabels);
  EXPECT_GE(total.tempting, kLeastLabels);
}

}  // namespace
}  // namespace debrief::lint
