// SPDX-License-Identifier: Apache-2.0
#include "features/lookup/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace debrief::features::lookup {
namespace {

constexpr std::size_t kLeast = 4;
constexpr std::size_t kLongest = 40;
constexpr std::size_t kTwoEdits = 8;  // letters from which two edits are forgiven

std::uint32_t letters_of(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char c : text) letters |= 1U << (static_cast<unsigned char>(c) % 32U);
  return letters;
}

bool is_word(std::string_view text) {
  return text.size() >= kLeast && text.size() <= kLongest &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::size_t> edits_between(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > kLongest || b.size() > kLongest || a.size() > b.size() + most || b.size() > a.size() + most)
    return std::nullopt;
  std::array<std::array<std::size_t, kLongest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    const auto& before = rows[(i + 1) % 3];
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return std::nullopt;
  }
  const std::size_t edits = rows[a.size() % 3][b.size()];
  return edits <= most ? std::optional(edits) : std::nullopt;
}

namespace {

// To a word, or to the beginning of it that is nearest.
std::optional<std::size_t> edits_to(std::string_view text, std::string_view word, bool unfinished, std::size_t most) {
  if (!unfinished) return edits_between(text, word, most);
  std::optional<std::size_t> fewest;
  for (std::size_t length = text.size() - 1; length <= text.size() + 1; ++length) {
    const auto edits = edits_between(text, word.substr(0, length), most);
    if (edits && (!fewest || *edits < *fewest)) fewest = edits;
  }
  return fewest;
}

}  // namespace

Vocabulary::Vocabulary(std::vector<Word> words) {
  words_.reserve(words.size());
  for (Word& word : words) {
    if (!is_word(word.text)) continue;
    const std::uint32_t letters = letters_of(word.text);
    words_.push_back({std::move(word), letters});
  }
  std::sort(words_.begin(), words_.end(), [](const Known& a, const Known& b) { return a.word.text < b.word.text; });
}

bool Vocabulary::has_prefix(std::string_view text) const {
  const auto first =
      std::lower_bound(words_.begin(), words_.end(), text,
                       [](const Known& known, std::string_view wanted) { return known.word.text < wanted; });
  return first != words_.end() && first->word.text.starts_with(text);
}

std::optional<std::string> Vocabulary::find_nearest(std::string_view text, bool unfinished) const {
  if (!is_word(text) || has_prefix(text)) return std::nullopt;
  const std::size_t most = text.size() >= kTwoEdits ? 2 : 1;
  const std::uint32_t letters = letters_of(text);
  const Known* best = nullptr;
  std::size_t fewest = most + 1;
  for (const Known& known : words_) {
    // Each edit takes one letter away and brings another at most; the rest of an unfinished word brings any.
    if (static_cast<std::size_t>(std::popcount(letters & ~known.letters)) > most) continue;
    if (!unfinished && static_cast<std::size_t>(std::popcount(known.letters & ~letters)) > most) continue;
    const auto edits = edits_to(text, known.word.text, unfinished, std::min(most, fewest));
    if (!edits || (*edits == fewest && best != nullptr && known.word.documents <= best->word.documents)) continue;
    fewest = *edits;
    best = &known;
  }
  return best == nullptr ? std::nullopt : std::optional(best->word.text);
}

}  // namespace debrief::features::lookup
