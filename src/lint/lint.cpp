// SPDX-License-Identifier: Apache-2.0
#include "lint/lint.hpp"

#include "base/markdown_parse.hpp"
#include "base/text.hpp"
#include "lint/check.hpp"
#include "lint/comments.hpp"
#include "lint/positions.hpp"

#include <algorithm>
#include <tuple>

namespace debrief::lint {
namespace {

constexpr std::string_view kMatchMark = "{match}";
constexpr std::size_t kLongestMatch = 60;

/// A remark before lines and columns are counted.
struct Placed {
  std::string_view rule;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string message;
  std::string_view question;
};

bool is_chosen(const Rule& rule, const Options& options) {
  if (options.rules.empty()) return rule.on;
  return std::find(options.rules.begin(), options.rules.end(), rule.id) != options.rules.end();
}

void check(const Page& page, const Language& language, const Rule& rule, Findings& findings) {
  check_patterns(page, language, rule, findings);
  switch (rule.kind) {
    case Kind::patterns: break;
    case Kind::abbreviations: check_abbreviations(page, rule, findings); break;
    case Kind::times: check_times(page, rule, findings); break;
    case Kind::commitments: check_commitments(page, rule, findings); break;
  }
}

std::string fill_message(std::string_view message, std::string_view match) {
  std::string filled(message);
  const std::size_t at = filled.find(kMatchMark);
  if (at != std::string::npos) filled.replace(at, kMatchMark.size(), shorten(match, kLongestMatch));
  return filled;
}

std::size_t end_of_character(std::string_view text, std::size_t at) {
  if (at < text.size()) ++at;
  while (at < text.size() && (text[at] & 0xC0) == 0x80) ++at;
  return at;
}

Placed place(const Finding& finding, const Page& page, std::string_view source, const Origin& origin) {
  const Block& block = page.prose.blocks[finding.block];
  std::size_t first = finding.begin;
  std::size_t last = std::max(finding.end, first + 1) - 1;
  while (first < last && block.text[first] == ' ') ++first;
  while (last > first && block.text[last] == ' ') --last;
  const std::string_view match = std::string_view(block.text).substr(first, last + 1 - first);
  return {finding.rule->id, origin.of(block.source_of(first)),
          end_of_character(source, origin.of(block.source_of(last))), fill_message(finding.message, match),
          finding.question};
}

/// Two findings of one rule at the same place, from a pattern and from what its kind looks for, are one.
void sort_and_join(std::vector<Placed>& placed) {
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::tie(a.begin, a.rule, a.end) < std::tie(b.begin, b.rule, b.end);
  });
  std::vector<Placed> joined;
  for (Placed& one : placed) {
    const bool same = std::any_of(joined.rbegin(), joined.rbegin() + std::min<std::ptrdiff_t>(8, std::ssize(joined)),
                                  [&](const Placed& other) { return other.rule == one.rule && one.begin < other.end; });
    if (!same) joined.push_back(std::move(one));
  }
  placed = std::move(joined);
}

void remark_on_allowances(const std::vector<Allowance>& allowances, const Language& language,
                          std::vector<Placed>& placed) {
  for (const Allowance& allowance : allowances) {
    const auto remark = [&](std::string message, std::string_view question) {
      placed.push_back({kAllowRule, allowance.begin, allowance.end, std::move(message), question});
    };
    const auto unknown = std::find_if(allowance.rules.begin(), allowance.rules.end(),
                                      [&](const std::string& rule) { return language.find_rule(rule) == nullptr; });
    if (allowance.rules.empty()) remark("This comment names no rule to allow.", "Which rule is meant?");
    else if (unknown != allowance.rules.end())
      remark("There is no rule '" + shorten(*unknown, kLongestMatch) + "'.", "Which rule is meant?");
    else if (allowance.reason.empty())
      remark("This comment allows a rule without saying why, and is not followed.",
             "What makes these words right here, so that the next reader can follow?");
  }
}

bool is_allowed(const Remark& remark, const std::vector<Allowance>& allowances) {
  return std::any_of(allowances.begin(), allowances.end(), [&](const Allowance& allowance) {
    return !allowance.reason.empty() && allowance.first_line <= remark.line && remark.line <= allowance.last_line &&
           std::find(allowance.rules.begin(), allowance.rules.end(), remark.rule) != allowance.rules.end();
  });
}

std::vector<Remark> count_lines(const std::vector<Placed>& placed, std::string_view source,
                                const std::vector<Allowance>& allowances) {
  std::vector<Remark> remarks;
  Positions positions(source);
  for (const Placed& one : placed) {
    positions.move_to(one.begin);
    Remark remark{std::string(one.rule), positions.line(),
                  positions.column(),    utf16_length(source.substr(one.begin, one.end - one.begin)),
                  one.message,           std::string(one.question)};
    if (is_allowed(remark, allowances)) continue;
    remarks.push_back(std::move(remark));
    if (remarks.size() == kMostRemarks) break;
  }
  return remarks;
}

}  // namespace

std::vector<Remark> lint(std::string_view markdown, const Language& language, const Options& options) {
  if (markdown.size() > kTextLimit) return {};
  const std::string source = to_utf8(markdown);
  const std::vector<Comment> comments = find_comments(source);
  const std::vector<Allowance> allowances = read_allowances(source, comments);
  std::string visible = source;
  blank_unseen(visible, comments);
  const std::string written = with_github_tables(visible);
  const Page page = read_page(read_prose(written), language);
  Findings findings;
  for (const Rule& rule : language.rules)
    if (is_chosen(rule, options)) check(page, language, rule, findings);
  const Origin origin(visible, written);
  std::vector<Placed> placed;
  placed.reserve(findings.size());
  for (const Finding& finding : findings) placed.push_back(place(finding, page, source, origin));
  if (options.rules.empty()) remark_on_allowances(allowances, language, placed);
  sort_and_join(placed);
  return count_lines(placed, source, allowances);
}

}  // namespace debrief::lint
