// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "lint/check.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace debrief::lint {
namespace {

// Bounds the cost of a text that consists of nothing else.
constexpr std::size_t kMostInSentence = 8;
constexpr std::size_t kWidestRow = 50;

struct Hit {
  Range whole;
  Range marked;
};

Range range_of(const re2::StringPiece& part, std::string_view text) {
  const auto begin = static_cast<std::size_t>(part.data() - text.data());
  return {begin, begin + part.size()};
}

std::vector<Hit> find_all(const re2::RE2& expression, std::string_view text) {
  std::vector<Hit> hits;
  re2::StringPiece parts[2];
  const int wanted = expression.NumberOfCapturingGroups() > 0 ? 2 : 1;
  for (std::size_t at = 0; at <= text.size() && hits.size() < kMostInSentence;) {
    if (!expression.Match(piece(text), at, text.size(), re2::RE2::UNANCHORED, parts, wanted)) break;
    const Range whole = range_of(parts[0], text);
    hits.push_back({whole, wanted == 2 && parts[1].data() != nullptr ? range_of(parts[1], text) : whole});
    at = std::max(whole.second, at + 1);
  }
  return hits;
}

bool overlap(const Range& a, const Range& b) {
  return a.first < b.second && b.first < a.second;
}

bool cites(const Link& link, const Language& language) {
  return re2::RE2::PartialMatch(piece(link.address), *language.citation);
}

/// The blocks of a row lie side by side, so a citation in one cell counts for all of them.
bool is_cited(const Page& page, const Language& language, const Sentence& sentence) {
  const Block& block = page.prose.blocks[sentence.block];
  for (const Link& link : block.links) {
    const bool before = link.begin == link.end && link.begin == sentence.begin && sentence.begin > block.body;
    if (link.begin >= sentence.begin && link.begin <= sentence.end + 1 && !before && cites(link, language)) return true;
  }
  const auto in_row = [&](std::size_t index) {
    const auto& blocks = page.prose.blocks;
    const std::size_t away = index > sentence.block ? index - sentence.block : sentence.block - index;
    return block.row != kNone && away <= kWidestRow && index < blocks.size() && blocks[index].row == block.row;
  };
  const auto row_cites = [&](const Block& cell) {
    return std::any_of(cell.links.begin(), cell.links.end(), [&](const Link& link) { return cites(link, language); });
  };
  for (std::size_t i = sentence.block + 1; in_row(i); ++i)
    if (row_cites(page.prose.blocks[i])) return true;
  for (std::size_t i = sentence.block; i > 0 && in_row(i - 1); --i)
    if (row_cites(page.prose.blocks[i - 1])) return true;
  return re2::RE2::PartialMatch(piece(page.text_of(sentence)), *language.reference);
}

void check_pattern(const Pattern& pattern, std::string_view text, const std::vector<Range>& passed,
                   std::vector<std::pair<Hit, const Pattern*>>& found) {
  const std::vector<Hit> hits = find_all(*pattern.find, text);
  if (hits.empty()) return;
  if (pattern.unless_sentence && re2::RE2::PartialMatch(piece(text), *pattern.unless_sentence)) return;
  const std::vector<Hit> excepted = pattern.unless ? find_all(*pattern.unless, text) : std::vector<Hit>{};
  for (const Hit& hit : hits) {
    const auto covers = [&](const Range& range) {
      return range.first <= hit.marked.first && hit.marked.second <= range.second;
    };
    if (std::any_of(passed.begin(), passed.end(), covers)) continue;
    if (std::any_of(excepted.begin(), excepted.end(),
                    [&](const Hit& other) { return overlap(hit.whole, other.whole); }))
      continue;
    found.emplace_back(hit, &pattern);
  }
}

/// Which hits of the sentence become findings.
class Selection {
 public:
  Selection(const Page& page, const Rule& rule, Findings& findings) : page_(page), rule_(rule), findings_(findings) {}

  /// In the order of the sentence; of those that overlap, only the first and longest.
  void add(std::vector<std::pair<Hit, const Pattern*>> found, const Sentence& sentence) {
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      const Range &left = a.first.marked, &right = b.first.marked;
      return left.first != right.first ? left.first < right.first : left.second > right.second;
    });
    std::size_t end = 0;
    for (const auto& [hit, pattern] : found) {
      if (hit.marked.first < end || is_passed(hit.marked, sentence)) continue;
      end = hit.marked.second;
      findings_.push_back({&rule_, sentence.block, sentence.begin + hit.marked.first,
                           sentence.begin + hit.marked.second,
                           pattern->message.empty() ? rule_.message : pattern->message,
                           pattern->question.empty() ? rule_.question : pattern->question});
      if (rule_.once == Once::sentence) return;
    }
  }

 private:
  bool is_passed(const Range& marked, const Sentence& sentence) {
    const auto& links = page_.prose.blocks[sentence.block].links;
    const auto covers = [&](const Link& link) {
      return link.begin <= sentence.begin + marked.first && sentence.begin + marked.second <= link.end;
    };
    const std::string words = to_lower(page_.text_of(sentence).substr(marked.first, marked.second - marked.first));
    if (!rule_.linked && std::any_of(links.begin(), links.end(), covers)) {
      known_.insert(words);
      return true;
    }
    return rule_.once == Once::document && !known_.insert(words).second;
  }

  const Page& page_;
  const Rule& rule_;
  Findings& findings_;
  std::set<std::string> known_;
};

}  // namespace

void check_patterns(const Page& page, const Language& language, const Rule& rule, Findings& findings) {
  if (!rule.any) return;
  Selection selection(page, rule, findings);
  for (const Sentence& sentence : page.sentences) {
    if (sentence.asks || (sentence.entry && !rule.entries)) continue;
    const std::string_view text = page.text_of(sentence);
    if (!re2::RE2::PartialMatch(piece(text), *rule.any)) continue;
    if (!looks_at(rule, page, page.prose.blocks[sentence.block])) continue;
    if (rule.uncited && is_cited(page, language, sentence)) continue;
    const std::vector<Range> passed = rule.quoted ? std::vector<Range>{} : quotations_of(text);
    std::vector<std::pair<Hit, const Pattern*>> found;
    for (const Pattern& pattern : rule.patterns) check_pattern(pattern, text, passed, found);
    selection.add(std::move(found), sentence);
  }
}

}  // namespace debrief::lint
