// SPDX-License-Identifier: Apache-2.0
// Scores templates against labelled logs with the scorer that lies beside them.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "logs/mine/label_lines.hpp"

namespace debrief::logs {
namespace {

namespace fs = std::filesystem;

fs::path shared_folder() {
  if (const char* set = std::getenv("DEBRIEF_SHARED")) return set;
  return fs::path(DEBRIEF_SOURCE_DIR).parent_path() / "shared";
}

std::vector<std::vector<std::string>> rows_of_csv(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;  // a doubled quotation mark is lost, which no template of these depends on
    } else if (c == ',' && !quoted) {
      rows.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      rows.emplace_back(1);
    } else if (c != '\r') {
      rows.back().back() += c;
    }
  }
  if (rows.back().size() == 1) rows.pop_back();
  return rows;
}

/// The column of that name, without the heading.
std::vector<std::string> column(const fs::path& file, std::string_view name) {
  const auto rows = rows_of_csv(file);
  std::size_t at = 0;
  while (at < rows.at(0).size() && rows[0][at] != name) ++at;
  std::vector<std::string> cells;
  for (std::size_t row = 1; row < rows.size(); ++row) cells.push_back(rows[row].at(at));
  return cells;
}

void label(const fs::path& table, const fs::path& output) {
  const std::vector<std::string> bodies = column(table, "Content");
  const std::vector<std::string_view> lines(bodies.begin(), bodies.end());
  std::ofstream(output, std::ios::binary) << to_tsv(label_lines(lines, [](std::string_view line) { return line; }));
}

std::string output_of(const std::string& command) {
  std::string text;
  const auto close = [](FILE* stream) { pclose(stream); };
  const std::unique_ptr<FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
  char buffer[4096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe.get())) text.append(buffer, size);
  return text;
}

TEST(TemplateAccuracy, ReachesItsFloorsOnLabelledLogs) {
  const fs::path truth = shared_folder() / "data" / "logs";
  const fs::path scorer = shared_folder() / "tools" / "score_log_templates.py";
  if (!fs::exists(truth) || !fs::exists(scorer)) GTEST_SKIP() << "no labelled logs at " << truth;
  const fs::path predicted = fs::path(::testing::TempDir()) / "debrief-template-accuracy";
  fs::create_directories(predicted);
  for (const auto& system : fs::directory_iterator(truth))
    for (const auto& file : fs::directory_iterator(system))
      if (file.path().extension() == ".csv") label(file, predicted / (system.path().filename().string() + ".tsv"));

  const std::string report =
      output_of("python3 '" + scorer.string() + "' '" + truth.string() + "' '" + predicted.string() + "'");
  fs::remove_all(predicted);
  std::cout << report;
  const std::size_t mean = report.rfind("mean");
  ASSERT_NE(mean, std::string::npos) << report;
  double group_accuracy = 0, f1 = 0;
  ASSERT_EQ(std::sscanf(report.c_str() + mean, "mean GA %lf FGA %lf", &group_accuracy, &f1), 2);
  EXPECT_GE(group_accuracy, 0.97);
  EXPECT_GE(f1, 0.93);
}

}  // namespace
}  // namespace debrief::logs
