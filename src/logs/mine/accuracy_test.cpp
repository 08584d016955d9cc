// SPDX-License-Identifier: Apache-2.0
// Scores templates against labelled logs with the scorer that lies beside them.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "logs/mine/label_lines.hpp"

namespace debrief::logs {
namespace {

namespace fs = std::filesystem;

fs::path shared_folder() {
  if (const char* set = std::getenv("DEBRIEF_SHARED")) return set;
  return fs::path(DEBRIEF_SOURCE_DIR).parent_path() / "shared";
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void label(const Formats& formats, const fs::path& log, const fs::path& output) {
  const std::string text = read_file(log);
  std::ofstream(output, std::ios::binary) << to_tsv(label_lines(split_lines(text), formats));
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
  const Formats formats = *Formats::load({});
  for (const auto& system : fs::directory_iterator(truth))
    for (const auto& file : fs::directory_iterator(system))
      if (file.path().extension() == ".log")
        label(formats, file, predicted / (system.path().filename().string() + ".tsv"));

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
