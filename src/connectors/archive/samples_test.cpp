// SPDX-License-Identifier: Apache-2.0
// Every file of samples/ gives exactly what stands in samples/expected/. UPDATE_GOLDEN=1 rewrites the expected
// results, whose change is then to be read.
#include "connectors/archive/document_json.hpp"

#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace debrief::connectors::archive {
namespace {

const std::filesystem::path kSamples = DEBRIEF_SOURCE_DIR "/src/connectors/archive/samples";

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

TEST(ArchiveSamples, GiveWhatIsExpected) {
  std::size_t samples = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kSamples)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().filename().string();
    const std::filesystem::path expected = kSamples / "expected" / (name + ".json");
    const std::string result = json::write_pretty(to_json(read_file(name, read_bytes(entry.path()))));
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(expected, std::ios::binary) << result;
    EXPECT_EQ(result, read_bytes(expected)) << name;
    ++samples;
  }
  EXPECT_GE(samples, 12U);
}

}  // namespace
}  // namespace debrief::connectors::archive
