// SPDX-License-Identifier: Apache-2.0
#include "logs/scan/scanner.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace debrief::logs {
namespace {

std::string padded(std::string text) {
  text.reserve(text.size() + Scanner::kPadding);
  return text;
}

// Each line with its variables in braces.
std::string marked(const std::string& text) {
  std::string out;
  Scanner scanner;
  scanner.scan(padded(text), [&](const ScannedLine& line) {
    std::size_t at = 0;
    for (const Slot& slot : line.slots) {
      out += std::string(line.text.substr(at, slot.begin - at)) + "{" +
             std::string(line.text.substr(slot.begin, slot.end - slot.begin)) + "}";
      at = slot.end;
    }
    out += std::string(line.text.substr(at)) + "\n";
  });
  return out;
}

std::string random_bytes(std::size_t size, std::string_view alphabet, unsigned seed) {
  std::mt19937 random(seed);
  std::string text(size, ' ');
  for (char& c : text) c = alphabet.empty() ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
  return text;
}

TEST(Classify, IsTheSameInBothForms) {
  for (const std::size_t size : {0UL, 1UL, 63UL, 64UL, 65UL, 1000UL}) {
    const std::string text = random_bytes(size, {}, static_cast<unsigned>(size));
    std::vector<std::uint64_t> fast(3 * words_for(size)), plain(3 * words_for(size));
    const auto classes = [&](std::vector<std::uint64_t>& words) {
      const std::span all(words);
      const std::size_t n = words_for(size);
      return ByteClasses{all.subspan(0, n), all.subspan(n, n), all.subspan(2 * n, n)};
    };
    classify(text, classes(fast));
    classify_plainly(text, classes(plain));
    EXPECT_EQ(fast, plain) << size;
  }
}

TEST(Scanner, TakesWordsWithDigitsForVariables) {
  EXPECT_EQ(marked("Connected to 10.0.0.7:80 as user7, took 12.5ms (try 2)\nno variables here\n\n"),
            "Connected to {10.0.0.7:80} as {user7}, took {12.5ms} (try {2})\nno variables here\n\n");
  EXPECT_EQ(marked("7"), "{7}\n");
  EXPECT_EQ(marked("a=1,b2 \"c-3/d\"\r\n"), "a={1},{b2} \"{c-3/d}\"\r\n");
}

TEST(Scanner, FindsWhatAPlainLoopFinds) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    // Long words and long lines, so that runs cross the borders of machine words and of windows.
    const std::string text =
        random_bytes(100'000, seed % 2 == 0 ? "abc1 \n" : "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1  ", seed);
    std::string expected;
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      for (std::size_t i = begin; i < end;) {
        std::size_t word = i;
        while (word < end && text[word] != ' ') ++word;
        const std::string run = text.substr(i, word - i);
        expected += run.find('1') == std::string::npos ? run : "{" + run + "}";
        i = word;
        if (i < end) expected += text[i++];
      }
      expected += '\n';
      begin = end + 1;
    }
    ASSERT_EQ(marked(text), expected) << seed;
  }
}

TEST(Scanner, HashesStaticTextOnly) {
  std::vector<std::uint64_t> hashes;
  Scanner scanner;
  const std::string text = padded("job 1 done\njob 22 done\njob 1 gone\njob  1 done\njob done 1\n");
  scanner.scan(text, [&](const ScannedLine& line) { hashes.push_back(line.static_hash); });
  ASSERT_EQ(hashes.size(), 5U);
  EXPECT_EQ(hashes[0], hashes[1]);
  for (std::size_t i = 2; i < hashes.size(); ++i) EXPECT_NE(hashes[0], hashes[i]) << i;
}

}  // namespace
}  // namespace debrief::logs
