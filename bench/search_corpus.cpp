// SPDX-License-Identifier: Apache-2.0
#include "search_corpus.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace debrief::bench {
namespace {

constexpr std::size_t kVocabulary = 200'000;
constexpr const char* kFunctionWords[] = {"the",  "of",   "and", "to",  "a",    "in",    "is",    "it",   "was", "for",
                                          "on",   "with", "as",  "be",  "at",   "by",    "that",  "this", "we",  "are",
                                          "from", "had",  "has", "its", "were", "which", "their", "when", "an",  "or"};

}  // namespace

ZipfCorpus::ZipfCorpus(std::uint32_t seed)
    : dice_(seed), vocabulary_(std::begin(kFunctionWords), std::end(kFunctionWords)) {
  constexpr std::string_view consonants = "bdfgklmnprstvz";
  constexpr std::string_view vowels = "aeiou";
  while (vocabulary_.size() < kVocabulary) {
    std::string made;
    for (std::size_t syllables = 1 + dice_() % 4 + (vocabulary_.size() > 500 ? 1 : 0); syllables > 0; --syllables) {
      made += consonants[dice_() % consonants.size()];
      made += vowels[dice_() % vowels.size()];
      if (dice_() % 3 == 0) made += consonants[dice_() % consonants.size()];
    }
    vocabulary_.push_back(std::move(made));
  }
  double sum = 0;
  for (std::size_t i = 0; i < kVocabulary; ++i) cumulative_.push_back(sum += 1.0 / (static_cast<double>(i) + 2.7));
}

std::size_t ZipfCorpus::rank() {
  const double point = std::generate_canonical<double, 32>(dice_) * cumulative_.back();
  const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end(), point);
  return std::min(static_cast<std::size_t>(found - cumulative_.begin()), kVocabulary - 1);
}

std::string ZipfCorpus::word() {
  switch (dice_() % 60) {
    case 0: return vocabulary_[rank() % 3000] + "-" + std::to_string(dice_() % 100'000);
    case 1: return std::to_string(dice_() % 10'000);
    default: return vocabulary_[rank()];
  }
}

ZipfDocument ZipfCorpus::document() {
  ZipfDocument made;
  for (int i = 0; i < 8; ++i) made.title += word() + " ";
  const std::size_t size = 500 + dice_() % 1000;
  while (made.text.size() < size) made.text += word() + " ";
  return made;
}

std::string ZipfCorpus::query(const ZipfDocument& about) {
  const std::size_t words = 30 + dice_() % 171;
  std::istringstream in(about.title + about.text);
  std::string text;
  std::string next;
  for (std::size_t i = 0; i < words / 2 && in >> next; ++i) text += next + " ";
  for (std::size_t i = 0; i < words - words / 2; ++i) text += word() + " ";
  return text;
}

}  // namespace debrief::bench
