// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/byte_range.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

namespace debrief::features::evidence {
namespace {

std::optional<ByteRange> range(std::string_view header, std::int64_t most = 1000) {
  return *parse_range(header, 100, most);
}

TEST(ByteRange, IsReadInItsThreeForms) {
  EXPECT_EQ(range("bytes=10-19"), (ByteRange{10, 10}));
  EXPECT_EQ(range("bytes=90-"), (ByteRange{90, 10}));
  EXPECT_EQ(range("bytes=-5"), (ByteRange{95, 5}));
  EXPECT_EQ(range("bytes=0-0"), (ByteRange{0, 1}));
}

TEST(ByteRange, EndsWithTheOriginalAndWithTheLimit) {
  EXPECT_EQ(range("bytes=90-9999"), (ByteRange{90, 10}));
  EXPECT_EQ(range("bytes=-9999"), (ByteRange{0, 100}));
  EXPECT_EQ(range("bytes=0-", 7), (ByteRange{0, 7}));
  EXPECT_FALSE(parse_range("bytes=100-", 100, 10));
  EXPECT_FALSE(parse_range("bytes=-0", 100, 10));
}

TEST(ByteRange, IsPassedOverWhenItIsSomethingElse) {
  for (const char* header : {"", "lines=1-2", "bytes=", "bytes=-", "bytes=5", "bytes=9-5", "bytes=1-2,4-5", "bytes=a-b",
                             "bytes=--5", "bytes=99999999999999999999-"})
    EXPECT_EQ(range(header), std::nullopt) << header;
}

TEST(ByteRange, GivesTheBytesOfAFile) {
  const auto file = std::filesystem::temp_directory_path() / ("debrief-range-" + std::to_string(getpid()));
  std::ofstream(file) << "0123456789";
  EXPECT_EQ(read_range(file, {3, 4}), "3456");
  EXPECT_THROW((void)read_range(file, {8, 4}), std::system_error);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace debrief::features::evidence
