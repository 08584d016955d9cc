// SPDX-License-Identifier: Apache-2.0
// The stamp styles of lnav's own test logs, in ../shared/suites/lnav-test.
#include "logs/time/layout.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

namespace debrief::logs {
namespace {

std::filesystem::path shared_folder() {
  const char* named = std::getenv("DEBRIEF_SHARED");
  return named != nullptr ? std::filesystem::path(named) : std::filesystem::path(DEBRIEF_SOURCE_DIR) / "../shared";
}

struct Share {
  std::size_t lines = 0, stamped = 0;
};

Share share_of(const std::filesystem::path& file) {
  Share share;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    ++share.lines;
    if (!find_stamps(line).empty()) ++share.stamped;
  }
  return share;
}

TEST(LnavSamples, EachLogHasStamps) {
  const auto folder = shared_folder() / "suites/lnav-test/test";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not there";
  std::map<std::string, Share> shares;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("logfile_")) shares[name] = share_of(entry.path());
  }
  const std::map<std::string, int> without{{"logfile_empty.0", 0},
                                           {"logfile_plain.0", 0},
                                           {"logfile_with_a_really_long_name_to_test_a_bug_with_long_names.0", 0}};
  for (const auto& [name, share] : shares) {
    std::cout << name << ": " << share.stamped << " of " << share.lines << " lines\n";
    EXPECT_EQ(share.stamped == 0, without.contains(name)) << name;
  }
  for (const char* whole : {"logfile_access_log.0", "logfile_syslog.0", "logfile_glog.0", "logfile_tai64n.0",
                            "logfile_tcf.0", "logfile_spark.0", "logfile_epoch.0", "logfile_ansi.1", "logfile_yday.0",
                            "logfile_syslog_fr.0", "logfile_strace_log.1", "logfile_journald.json", "logfile_java.0"})
    EXPECT_EQ(shares[whole].stamped, shares[whole].lines) << whole;
}

}  // namespace
}  // namespace debrief::logs
