// SPDX-License-Identifier: Apache-2.0
#include "logs/input/utf16.hpp"

#include "logs/input/reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace debrief::logs {
namespace {

using namespace std::string_literals;

std::string utf16(std::u16string_view text, ByteOrder order) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xff), high = static_cast<char>(unit >> 8);
    bytes += order == ByteOrder::little ? low : high;
    bytes += order == ByteOrder::little ? high : low;
  }
  return bytes;
}

struct Read {
  std::string text;
  std::string problem;
};
// In pieces of a few bytes, so that units and pairs are cut.
Read read_all(const std::string& bytes, std::size_t piece) {
  Read read;
  std::size_t at = 0;
  const PullBytes pull = [&](char* buffer, std::size_t size) {
    const std::size_t length = std::min({size, piece, bytes.size() - at});
    std::copy_n(bytes.data() + at, length, buffer);
    at += length;
    return length;
  };
  read_stream("app.log", pull, bytes.size(), {},
              {[&](const InputPiece& one) {
                 read.text += one.bytes;
                 return true;
               },
               [&](const InputProblem& problem) { read.problem = problem.message; }});
  return read;
}

const std::u16string kText = u"2026-11-20 10:00:00 INFO Größe 5 €\r\n2026-11-20 10:00:01 WARN \U0001F525 hot\n";
const std::string kExpected = "2026-11-20 10:00:00 INFO Größe 5 €\r\n2026-11-20 10:00:01 WARN \U0001F525 hot\n";

TEST(Utf16, IsReadWithAndWithoutItsMark) {
  for (const ByteOrder order : {ByteOrder::little, ByteOrder::big})
    for (const std::u16string& mark : {u""s, u"\xfeff"s})
      for (const std::size_t piece : {1UL, 3UL, 7UL, 4096UL}) {
        const Read read = read_all(utf16(mark + kText, order), piece);
        EXPECT_EQ(read.text, kExpected) << piece;
        EXPECT_EQ(read.problem, "");
      }
}

TEST(Utf16, LongTextKeepsEveryLine) {
  std::u16string text;
  std::string expected;
  for (int line = 0; line < 20'000; ++line) {
    text += kText;
    expected += kExpected;
  }
  const Read read = read_all(utf16(text, ByteOrder::little), 100'001);
  EXPECT_EQ(std::count(read.text.begin(), read.text.end(), '\n'), 40'000);
  EXPECT_TRUE(read.text == expected);
}

TEST(Utf16, BrokenUnitsBecomeReplacements) {
  std::string bytes = utf16(u"\xfeffok \xd83d not \xdd25 all\n", ByteOrder::little);
  bytes += 'x';
  EXPECT_EQ(read_all(bytes, 4096).text, "ok \uFFFD not \uFFFD all\n\uFFFD");
  EXPECT_EQ(read_all(utf16(u"\xfeff\xd83d", ByteOrder::little), 4096).text, "\uFFFD");
}

TEST(Utf16, OtherTextIsLeftAlone) {
  EXPECT_FALSE(find_utf16("2026-11-20 10:00:00 INFO plain text"));
  EXPECT_FALSE(find_utf16("2026-11-20 \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0 after a crash"s));
  EXPECT_FALSE(find_utf16(std::string(512, '\0')));
  EXPECT_FALSE(find_utf16("\xff\xfe\0\0a\0\0\0"s)) << "UTF-32";
  EXPECT_FALSE(find_utf16(""));
}

}  // namespace
}  // namespace debrief::logs
