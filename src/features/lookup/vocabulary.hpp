// SPDX-License-Identifier: Apache-2.0
// The words that are there, and which of them a mistyped one may have been. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::lookup {

/// Letters that differ, are missing, are too many or stand in each other's place, at most `most` of them (optimal
/// string alignment, a restricted form of Damerau, 1964); absent beyond that. Compares bytes.
[[nodiscard]] std::optional<std::size_t> edits_between(std::string_view a, std::string_view b, std::size_t most);

class Vocabulary {
 public:
  struct Word {
    std::string text;
    std::int64_t documents = 0;
  };
  Vocabulary() = default;
  /// Words of fewer than four letters or with digits are left out: nobody can tell what they were meant to be.
  explicit Vocabulary(std::vector<Word> words);

  /// Whether a word begins like this.
  [[nodiscard]] bool has_prefix(std::string_view text) const;
  /// The nearest word: one edit away for up to seven letters, two beyond; among equals the one that more documents
  /// have. Absent for words that are there, short ones and those without a neighbour. `unfinished` compares with the
  /// beginnings of words.
  [[nodiscard]] std::optional<std::string> find_nearest(std::string_view text, bool unfinished) const;
  [[nodiscard]] std::size_t size() const { return words_.size(); }

 private:
  struct Known {
    Word word;
    std::uint32_t letters = 0;  // a bit for each letter that it has
  };
  std::vector<Known> words_;  // in the order of their texts
};

}  // namespace debrief::features::lookup
