// SPDX-License-Identifier: Apache-2.0
// A text as the checks see it.
#pragma once

#include "lint/language.hpp"
#include "lint/prose.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace debrief::lint {

/// Stands for the capital letter of a name that the language knows, so that expressions need no list of names.
inline constexpr char kNameMark = '_';

/// A sentence, or a part of a very long one. Offsets are bytes of the block's text.
struct Sentence {
  std::size_t block = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool asks = false;   ///< ends with a question mark
  bool entry = false;  ///< within a block that begins with a time
  friend bool operator==(const Sentence&, const Sentence&) = default;
};

struct Page {
  Prose prose;
  std::vector<std::string> texts;       ///< of each block, with kNameMark as the first letter of known names
  std::vector<Sentence> sentences;      ///< in the order of the text
  std::vector<unsigned> section_marks;  ///< for each section, which of Language::sections it or one above it is

  [[nodiscard]] std::string_view text_of(const Sentence& sentence) const {
    return std::string_view(texts[sentence.block]).substr(sentence.begin, sentence.end - sentence.begin);
  }
  [[nodiscard]] unsigned marks_of(const Block& block) const {
    return block.section == kNone ? 0 : section_marks[block.section];
  }
};

/// From, to.
using Range = std::pair<std::size_t, std::size_t>;

/// What stands between double quotation marks in a sentence.
[[nodiscard]] std::vector<Range> quotations_of(std::string_view sentence);

[[nodiscard]] Page read_page(Prose prose, const Language& language);

/// The sentences of one block; `abbreviations` end with a dot that ends no sentence.
[[nodiscard]] std::vector<Sentence> split_sentences(const Block& block, std::size_t index, const Words& abbreviations);

}  // namespace debrief::lint
