// SPDX-License-Identifier: Apache-2.0
#include "lint/page.hpp"

#include "base/text.hpp"
#include "lint/prose_text.hpp"

#include <algorithm>

namespace debrief::lint {
namespace {

// Expressions run over one sentence at a time, so this bounds what each of them costs.
constexpr std::size_t kLongestSentence = 2'000;
constexpr std::size_t kLongestQuotation = 400;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}
bool ends_sentence(char c) {
  return c == '.' || c == '!' || c == '?';
}
bool closes(char c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || ends_sentence(c);
}

/// Whether the dot at `dot` belongs to the word before it: "e.g.", "J."
bool is_abbreviation(std::string_view text, std::size_t dot, const Words& abbreviations) {
  std::size_t begin = dot;
  while (begin > 0 && dot - begin < 12 && text[begin - 1] != ' ' && text[begin - 1] != '(') --begin;
  const std::string word = to_lower(text.substr(begin, dot + 1 - begin));
  const bool initial = dot - begin == 1 && is_letter(text[begin]) && !is_lower(text[begin]);
  return initial || abbreviations.contains(word);
}

/// Where the sentence that holds `at` ends; what follows is a blank or the end.
std::size_t end_of_sentence(std::string_view text, std::size_t begin, const Words& abbreviations) {
  const std::size_t limit = std::min(begin + kLongestSentence, text.size());
  for (std::size_t i = begin; i < limit; ++i) {
    if (!ends_sentence(text[i])) continue;
    std::size_t end = i + 1;
    while (end < limit && closes(text[end])) ++end;
    if (end == text.size()) return end;
    if (text[end] != ' ' || (end + 1 < text.size() && is_lower(text[end + 1]))) continue;
    if (text[i] == '.' && is_abbreviation(text, i, abbreviations)) continue;
    return end;
  }
  if (limit == text.size()) return limit;
  const std::size_t blank = text.rfind(' ', limit);
  if (blank != std::string_view::npos && blank > begin + kLongestSentence / 2) return blank;
  std::size_t cut = limit;  // not within a character
  while (cut > begin + 1 && (text[cut] & 0xC0) == 0x80) --cut;
  return cut;
}

unsigned marks_of_title(std::string_view title, const Language& language) {
  unsigned marks = 0;
  for (std::size_t i = 0; i < language.sections.size(); ++i)
    if (re2::RE2::PartialMatch(re2::StringPiece(title.data(), title.size()), *language.sections[i].second))
      marks |= 1U << i;
  return marks;
}

std::string mark_names(std::string_view text, const Words& names) {
  std::string marked(text);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const bool capital = end > at + 1 && text[at] >= 'A' && text[at] <= 'Z';
    if (capital && names.contains(text.substr(at, end - at))) marked[at] = kNameMark;
    at = std::max(end, at + 1);
  }
  return marked;
}

}  // namespace

std::vector<Sentence> split_sentences(const Block& block, std::size_t index, const Words& abbreviations) {
  std::vector<Sentence> sentences;
  const std::string_view text = block.text;
  const bool entry = begins_entry(text.substr(block.body));
  for (std::size_t at = block.body; at < text.size();) {
    const std::size_t end = end_of_sentence(text, at, abbreviations);
    const std::string_view words = trim(text.substr(at, end - at));
    if (!words.empty()) sentences.push_back({index, at, end, words.back() == '?' || words.ends_with("?\""), entry});
    at = end;
    while (at < text.size() && text[at] == ' ') ++at;
  }
  return sentences;
}

std::vector<Range> quotations_of(std::string_view sentence) {
  std::vector<Range> found;
  std::size_t open = sentence.find('"');
  while (open != std::string_view::npos) {
    const std::size_t close = sentence.find('"', open + 1);
    if (close == std::string_view::npos) break;
    if (close - open <= kLongestQuotation) found.emplace_back(open, close + 1);
    open = sentence.find('"', close + 1);
  }
  return found;
}

Page read_page(Prose prose, const Language& language) {
  Page page;
  page.section_marks.reserve(prose.sections.size());
  for (const Section& section : prose.sections) {
    const unsigned above = section.parent == kNone ? 0 : page.section_marks[section.parent];
    page.section_marks.push_back(above | marks_of_title(section.title, language));
  }
  page.texts.reserve(prose.blocks.size());
  for (std::size_t i = 0; i < prose.blocks.size(); ++i) {
    page.texts.push_back(mark_names(prose.blocks[i].text, language.names));
    const re2::StringPiece text(prose.blocks[i].text);
    if (!language.quotation->pattern().empty() && re2::RE2::PartialMatch(text, *language.quotation)) continue;
    const auto sentences = split_sentences(prose.blocks[i], i, language.abbreviations);
    page.sentences.insert(page.sentences.end(), sentences.begin(), sentences.end());
  }
  page.prose = std::move(prose);
  return page;
}

}  // namespace debrief::lint
