// SPDX-License-Identifier: Apache-2.0
#include "search/noise.hpp"

#include <gtest/gtest.h>

namespace debrief::search {
namespace {

TEST(Noise, MeasuresTimeStampsAndUuids) {
  const auto whole = [](std::string_view text) { return noise_prefix(text) == text.size(); };
  for (const char* text : {"2021-09-08", "2021-09-08T00:21:11.596Z", "2021-09-08 00:21:11,596", "2021/09/08",
                           "31.12.2024", "2024-03-01T10:00:00+02:00", "17:20", "9:05", "23:59:59.999999",
                           "10:00:00-0500", "123e4567-e89b-12d3-a456-426614174000"})
    EXPECT_TRUE(whole(text)) << text;
}

TEST(Noise, LeavesOtherNumbers) {
  for (const char* text : {"", "503", "8080", "10.0.0.1", "1.25.3", "2021-09", "12:3", "99.9", "2021-09-08x", "5m:30"})
    EXPECT_EQ(noise_prefix(text), 0U) << text;
}

TEST(Noise, KnowsWhatMachinesMade) {
  for (const char* word : {"7d9f8b6c5d", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "20210908",
                           "1631060471596", "0x7fff5fbf", "q1w2e3r4t5y6u7i8", "eyjhbgcioijiuzi1niisinr5cci6ikpxvcj9x"})
    EXPECT_TRUE(is_machine_made(word)) << word;
  for (const char* word : {"x509", "503", "16882", "deadbeef", "facade", "web03", "sha256sum", "utf8", "log4j",
                           "10gb", "0x1f", "outofmemoryerror", "internationalisation"})
    EXPECT_FALSE(is_machine_made(word)) << word;
}

}  // namespace
}  // namespace debrief::search
