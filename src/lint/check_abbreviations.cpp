// SPDX-License-Identifier: Apache-2.0
#include "lint/check.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

namespace debrief::lint {
namespace {

struct Use {
  std::size_t block, begin, end;
  bool explained = false;
  bool shouted = false;  ///< among other words in capitals
};
using Uses = std::map<std::string, Use, std::less<>>;

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// The singular of a plural: "CPUs".
std::string_view singular(std::string_view word) {
  return word.size() > 2 && word.back() == 's' && is_capital(word[word.size() - 2]) ? word.substr(0, word.size() - 1)
                                                                                    : word;
}

/// Whether a word next to this one, one blank away, is in capitals too: shouting rather than an abbreviation.
bool stands_among_capitals(std::string_view text, std::size_t begin, std::size_t end) {
  const auto capitals = [](std::string_view word) {
    return word.size() > 1 && std::all_of(word.begin(), word.end(), is_capital);
  };
  const std::string_view before = text.substr(0, begin > 0 ? begin - 1 : 0);
  const std::size_t blank = before.rfind(' ');
  const std::string_view after = end < text.size() ? text.substr(end + 1) : std::string_view{};
  return capitals(before.substr(blank == std::string_view::npos ? 0 : blank + 1)) ||
         capitals(after.substr(0, after.find(' ')));
}

bool is_quoted(const std::vector<Range>& quotations, std::size_t begin) {
  return std::any_of(quotations.begin(), quotations.end(),
                     [&](const Range& range) { return range.first < begin && begin < range.second; });
}

bool is_linked(const Block& block, std::size_t begin) {
  return std::any_of(block.links.begin(), block.links.end(),
                     [&](const Link& link) { return link.begin <= begin && begin < link.end; });
}

void collect(const Page& page, const Rule& rule, const Sentence& sentence, Uses& uses) {
  const Block& block = page.prose.blocks[sentence.block];
  const std::string_view text = page.text_of(sentence);
  const bool looked_at = looks_at(rule, page, block);
  const std::vector<Range> quotations = quotations_of(text);
  std::optional<bool> passes;  // asked for only where there is something to pass
  re2::StringPiece parts[2];
  for (std::size_t at = 0; at < text.size();) {
    if (!rule.expression("candidate").Match(piece(text), at, text.size(), re2::RE2::UNANCHORED, parts, 2)) break;
    const auto begin = static_cast<std::size_t>(parts[1].data() - text.data());
    const std::size_t end = begin + parts[1].size();
    at = end;
    const std::string word(singular(text.substr(begin, end - begin)));
    if (rule.words.contains(word)) continue;
    const bool shouted = stands_among_capitals(text, begin, end);
    if (!looked_at || is_quoted(quotations, begin) || is_linked(block, sentence.begin + begin)) continue;
    if (!passes) passes = re2::RE2::PartialMatch(piece(text), rule.expression("pass"));
    if (*passes) return;
    const auto [use, first] = uses.try_emplace(word, Use{sentence.block, sentence.begin + begin, sentence.begin + end});
    if (first) use->second.shouted = shouted;
  }
}

/// Marks what the page explains: the expression's groups hold the abbreviation.
void mark_explained(std::string_view text, const re2::RE2& explained, Uses& uses) {
  const int groups = explained.NumberOfCapturingGroups();
  std::vector<re2::StringPiece> parts(static_cast<std::size_t>(groups) + 1);
  for (std::size_t at = 0; at < text.size();) {
    if (!explained.Match(piece(text), at, text.size(), re2::RE2::UNANCHORED, parts.data(), groups + 1)) break;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i].data() == nullptr) continue;
      const auto use = uses.find(singular({parts[i].data(), parts[i].size()}));
      if (use != uses.end()) use->second.explained = true;
    }
    const auto end = static_cast<std::size_t>(parts[0].data() - text.data()) + parts[0].size();
    at = std::max(end, at + 1);
  }
}

/// What also occurs in small letters, or with a capital first one, is a word that somebody shouts or a name.
void mark_words(std::string_view text, Uses& uses) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && std::islower(static_cast<unsigned char>(text[end])) != 0) ++end;
    const std::size_t begin = at > 0 && is_capital(text[at - 1]) ? at - 1 : at;
    if (end > begin + 2) {
      std::string capitals(text.substr(begin, end - begin));
      std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      if (const auto use = uses.find(capitals); use != uses.end()) use->second.shouted = true;
    }
    at = std::max(end, at + 1);
  }
}

}  // namespace

void check_abbreviations(const Page& page, const Rule& rule, Findings& findings) {
  Uses uses;
  for (const Sentence& sentence : page.sentences) collect(page, rule, sentence, uses);
  if (uses.empty()) return;
  for (const Sentence& sentence : page.sentences) {
    mark_explained(page.text_of(sentence), rule.expression("explained"), uses);
    mark_words(page.text_of(sentence), uses);
  }
  for (const Section& section : page.prose.sections) mark_explained(section.title, rule.expression("explained"), uses);
  for (const auto& [word, use] : uses)
    if (!use.explained && !use.shouted)
      findings.push_back({&rule, use.block, use.begin, use.end, rule.message, rule.question});
}

}  // namespace debrief::lint
