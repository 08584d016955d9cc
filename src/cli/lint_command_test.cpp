// SPDX-License-Identifier: Apache-2.0
#include "cli/lint_command.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/run.hpp"
#include "cli/terminal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace debrief::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::internal::CaptureStderr;
using ::testing::internal::CaptureStdout;
using ::testing::internal::GetCapturedStderr;
using ::testing::internal::GetCapturedStdout;

class LintCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("debrief-lint-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    blame_ = write("blame.md", "# Outage\n\nIt was human error.\n");
    calm_ = write("calm.md", "# Outage\n\nThe disk was full.\n");
    write("notes.txt", "human error\n");
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }

  int run_with(const LintOptions& options, bool json = false) {
    CaptureStdout();
    CaptureStderr();
    const int code = lint(options, json);
    std::fflush(stdout);
    out_ = GetCapturedStdout();
    err_ = GetCapturedStderr();
    return code;
  }

  fs::path folder_;
  std::string blame_, calm_, out_, err_;
};

TEST_F(LintCommand, PrintsPlaceMessageAndQuestion) {
  EXPECT_EQ(run_with({{blame_}}), kRemarked);
  EXPECT_THAT(out_, ::testing::StartsWith(blame_ + ":3:8: 'human error'"));
  EXPECT_THAT(out_, HasSubstr("[human-error]\n    What "));
  EXPECT_THAT(out_, ::testing::Not(HasSubstr("\033"))) << "colour is for terminals";
  EXPECT_EQ(err_, "1 remark in 1 file\n");
}

TEST_F(LintCommand, IsDoneWithoutRemarks) {
  EXPECT_EQ(run_with({{calm_}}), kDone);
  EXPECT_EQ(out_, "");
  EXPECT_EQ(err_, "0 remarks in 1 file\n");
}

TEST_F(LintCommand, PrintsOneObjectForEachRemark) {
  EXPECT_EQ(run_with({{folder_.string()}}, true), kRemarked);
  const auto lines = split_lines(out_);
  ASSERT_EQ(lines.size(), 1U) << out_;
  const auto remark = json::parse(lines[0]);
  ASSERT_TRUE(remark);
  EXPECT_EQ(json::text_at(remark->as_object(), "rule"), "human-error");
  EXPECT_EQ(remark->as_object().at("line").to_number<int>(), 3);
  EXPECT_EQ(remark->as_object().at("column").to_number<int>(), 8);
  EXPECT_EQ(remark->as_object().at("length").to_number<int>(), 11);
  EXPECT_EQ(err_, "");
}

TEST_F(LintCommand, LooksForChosenRulesOnly) {
  EXPECT_EQ(run_with({{blame_}, {"hindsight"}}), kDone);
  EXPECT_EQ(run_with({{blame_}, {"hindsight", "human-error"}}), kRemarked);
}

TEST_F(LintCommand, RefusesWhatDoesNotExist) {
  EXPECT_EQ(run_with({{(folder_ / "none.md").string()}}), kFailed);
  EXPECT_EQ(run_with({{blame_}, {"nonsense"}}), kFailed);
  EXPECT_THAT(err_, HasSubstr("counterfactual"));
  EXPECT_EQ(run_with({{blame_}, {}, "tlh"}), kFailed);
  EXPECT_THAT(err_, HasSubstr("en"));
  EXPECT_EQ(out_, "");
}

}  // namespace
}  // namespace debrief::cli
