// SPDX-License-Identifier: Apache-2.0
// Texts whose words follow Zipf's law, made from a seed: the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace debrief::bench {

struct ZipfDocument {
  std::string title;
  std::string text;
};

/// English function words hold the first ranks, made-up words of one to five syllables the rest, and one
/// word in thirty is an identifier or number that few texts share.
class ZipfCorpus {
 public:
  explicit ZipfCorpus(std::uint32_t seed);

  /// About 1 KB.
  [[nodiscard]] ZipfDocument document();

  /// 30 to 200 words: a stretch of the document and words of the vocabulary at large, half and half.
  [[nodiscard]] std::string query(const ZipfDocument& about);

 private:
  [[nodiscard]] std::size_t rank();
  [[nodiscard]] std::string word();

  std::mt19937 dice_;
  std::vector<std::string> vocabulary_;
  std::vector<double> cumulative_;
};

}  // namespace debrief::bench
