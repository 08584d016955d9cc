// SPDX-License-Identifier: Apache-2.0
// Comparing a rendering with the file that holds how it should be. UPDATE_GOLDEN=1 in the environment writes
// the files instead; look at the difference before it is committed.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace debrief::testing {

/// `name` is a file of tests/golden.
inline void expect_golden(const std::string& name, const std::string& actual) {
  const std::string path = std::string(DEBRIEF_SOURCE_DIR) + "/tests/golden/" + name;
  if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && *update == '1') {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing; run the test with UPDATE_GOLDEN=1";
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "run the test with UPDATE_GOLDEN=1 if " << name << " should change";
}

}  // namespace debrief::testing
