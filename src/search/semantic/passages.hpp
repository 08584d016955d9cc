// SPDX-License-Identifier: Apache-2.0
// Texts as passages: a long text speaks of several things, and a question resembles the part that speaks of it.
#pragma once

#include "search/document.hpp"
#include "search/settings.hpp"
#include "search/term_table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace debrief::search::semantic {

/// Terms of a passage; longer texts are divided into passages of equal length, at most kPassagesLimit.
inline constexpr std::size_t kPassageTerms = 128;
inline constexpr std::size_t kPassagesLimit = 8;

/// A term and how often it occurs, weighted by field.
struct TermCount {
  std::uint32_t term = 0;  ///< number of SplitText::terms
  float count = 0;
};

/// A document's terms, and which of them each passage has. Terms of fields with another weight than 1, such as titles,
/// belong to every passage.
struct SplitText {
  TermTable terms;
  std::vector<std::vector<TermCount>> passages;  ///< each by term; empty for a text without terms
  std::vector<TermCount> whole;                  ///< all of the text, by term
};

[[nodiscard]] SplitText split(const Document& document, const Settings& settings);

/// The terms of a text that is asked with; `surfaces` are the words as they first occur, by term.
struct AskedText {
  TermTable terms;
  std::vector<TermCount> counts;
  std::vector<std::string_view> surfaces;  ///< point into the text
};
[[nodiscard]] AskedText read_question(std::string_view text);

}  // namespace debrief::search::semantic
