// SPDX-License-Identifier: Apache-2.0
#include "cli/files.hpp"
#include "cli/run.hpp"
#include "cli/terminal.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace debrief::cli {
namespace {

namespace fs = std::filesystem;

TEST(Harmless, KeepsTextAndShowsWhatWouldSteerTheTerminal) {
  EXPECT_EQ(harmless("Größe → 5 €\n"), "Größe → 5 €\n");
  EXPECT_EQ(harmless("a\x1b[31mred\x07"), "a?[31mred?");
  EXPECT_EQ(harmless("x\xE2\x80\xAEy"), "x?y");
}

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("debrief-files-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "inner" / ".hidden");
    write("b.txt");
    write("inner/a.md");
    write("inner/.hidden/secret");
    write(".git");
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name) { std::ofstream(folder_ / name) << name; }
  fs::path folder_;
};

TEST_F(Files, AreFoundBelowAFolderWithoutHiddenOnes) {
  const auto files = find_files({folder_.string()});
  ASSERT_TRUE(files);
  ASSERT_EQ(files->size(), 2U);
  EXPECT_EQ((*files)[0].name, folder_.filename().string() + "/b.txt");
  EXPECT_EQ((*files)[1].name, folder_.filename().string() + "/inner/a.md");
  EXPECT_EQ(*read_file((*files)[1].path), "inner/a.md");
}

TEST_F(Files, ThatAreMissingAreAClearError) {
  const auto missing = find_files({(folder_ / "none").string()});
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("none"), std::string::npos);
}

TEST_F(Files, AreWrittenWholeOrNotAtAll) {
  ASSERT_TRUE(write_file(folder_ / "out.md", "draft"));
  EXPECT_EQ(*read_file(folder_ / "out.md"), "draft");
  EXPECT_FALSE(fs::exists(folder_ / "out.md.part"));
  EXPECT_FALSE(write_file(folder_ / "no" / "such" / "out.md", "draft"));
}

TEST_F(Files, AreWrittenThroughLinksAndIntoPipes) {
  write("target");
  fs::create_symlink(folder_ / "target", folder_ / "link");
  ASSERT_TRUE(write_file(folder_ / "link", "draft"));
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(*read_file(folder_ / "target"), "draft");
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  const int reader = ::open((folder_ / "pipe").c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_GE(reader, 0);
  EXPECT_TRUE(write_file(folder_ / "pipe", "draft"));
  EXPECT_TRUE(fs::is_fifo(folder_ / "pipe"));
  ::close(reader);
}

int run_with(std::vector<std::string> arguments) {
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  return run(static_cast<int>(argv.size()), argv.data());
}

TEST_F(Files, FlagsComeBeforeTheEnvironmentAndThatBeforeTheFile) {
  const auto at = [&](const char* name) { return (folder_ / name).string(); };
  ASSERT_TRUE(write_file(at("debrief.toml"), "data = \"" + at("file") + "\"\n"));
  const std::vector<std::string> list{"debrief", "--config", at("debrief.toml"), "list"};
  EXPECT_EQ(run_with(list), 0);
  EXPECT_TRUE(fs::exists(at("file")));
  ::setenv("DEBRIEF_DATA", at("environment").c_str(), 1);
  EXPECT_EQ(run_with(list), 0);
  EXPECT_TRUE(fs::exists(at("environment")));
  auto flagged = list;
  flagged.insert(flagged.end(), {"--data", at("flag")});
  EXPECT_EQ(run_with(flagged), 0);
  EXPECT_TRUE(fs::exists(at("flag")));
  ::unsetenv("DEBRIEF_DATA");
}

TEST_F(Files, AnUnknownSettingIsAClearError) {
  ASSERT_TRUE(write_file(folder_ / "debrief.toml", "dta = \"/x\"\n"));
  EXPECT_EQ(run_with({"debrief", "--config", (folder_ / "debrief.toml").string(), "list"}), 2);
}

}  // namespace
}  // namespace debrief::cli
