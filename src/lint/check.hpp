// SPDX-License-Identifier: Apache-2.0
// One function for each kind of rule: a page and a rule in, findings out.
#pragma once

#include "lint/language.hpp"
#include "lint/page.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::lint {

/// A place in a block that a rule remarks on. The texts live as long as the language.
struct Finding {
  const Rule* rule = nullptr;
  std::size_t block = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view message;
  std::string_view question;
};
using Findings = std::vector<Finding>;

/// Whether the rule looks at this block at all, by its section.
[[nodiscard]] inline bool looks_at(const Rule& rule, const Page& page, const Block& block) {
  const unsigned marks = page.marks_of(block);
  return (rule.within == 0 || (marks & rule.within) != 0) && (marks & rule.outside) == 0;
}

[[nodiscard]] inline re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

[[nodiscard]] inline bool holds(std::string_view text, const re2::RE2& expression) {
  return re2::RE2::PartialMatch(piece(text), expression);
}

/// Occurrences of the rule's patterns.
void check_patterns(const Page& page, const Language& language, const Rule& rule, Findings& findings);
/// Abbreviations that the document does not explain, where they occur first.
void check_abbreviations(const Page& page, const Rule& rule, Findings& findings);
/// The first time of day of each section that says no time zone.
void check_times(const Page& page, const Rule& rule, Findings& findings);
/// List items and rows that promise something without saying who, what or until when.
void check_commitments(const Page& page, const Rule& rule, Findings& findings);

}  // namespace debrief::lint
