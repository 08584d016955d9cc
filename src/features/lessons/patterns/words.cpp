// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/words.hpp"

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "search/tokenise.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace debrief::features::lessons {
namespace {

constexpr std::size_t kPassage = 4;  // words
constexpr std::size_t kShortestName = 3;
constexpr std::size_t kNamesOfLine = 12;
constexpr std::ptrdiff_t kDigitsOfIdentifier = 3;

// "12:17", "2016-12-27 …", "[14:02 UTC]".
bool begins_with_time(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t*-[(|");
  if (at == std::string_view::npos || !is_digit(line[at])) return false;
  std::size_t end = at;
  while (end < line.size() && is_digit(line[end])) ++end;
  return end + 1 < line.size() && (line[end] == ':' || line[end] == '-' || line[end] == '/' || line[end] == 'h') &&
         is_digit(line[end + 1]);
}

// What "Author: …" and the like says behind the colon.
std::string_view people_of(std::string_view line) {
  static constexpr std::array<std::string_view, 14> kRoles{
      "author",    "authors",    "owner",  "lead",     "incident lead", "incident commander", "commander",
      "responder", "responders", "scribe", "reporter", "participants",  "people involved",    "written by"};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > 30) return {};
  const std::string role = to_lower(trim(line.substr(0, colon)));
  if (std::find(kRoles.begin(), kRoles.end(), role) == kRoles.end()) return {};
  return line.substr(colon + 1);
}

// Months and days tell when, not what.
bool is_date(std::string_view surface) {
  static constexpr std::array<std::string_view, 19> kDates{"january",  "february", "march",    "april",     "may",
                                                           "june",     "july",     "august",   "september", "october",
                                                           "november", "december", "monday",   "tuesday",   "wednesday",
                                                           "thursday", "friday",   "saturday", "sunday"};
  return std::find(kDates.begin(), kDates.end(), surface) != kDates.end();
}

// Calls `take` with the begin, the end and the hash of each passage: some words in a line, or the line where it is
// shorter.
template <class Take>
void each_passage(const std::vector<WordNumber>& text, Take&& take) {
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = static_cast<std::size_t>(
        std::find(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), kBreak) - text.begin());
    const std::size_t length = std::min(kPassage, end - begin);
    for (std::size_t at = begin; length > 0 && at + length <= end; ++at) {
      std::uint64_t hash = 0xCBF29CE484222325;
      for (std::size_t i = at; i < at + length; ++i) {
        hash = (hash ^ text[i]) * 0x9E3779B97F4A7C15;
        hash ^= hash >> 29;
      }
      take(at, at + length, (hash >> 20) & ((1U << 22) - 1));
    }
    begin = end + 1;
  }
}

// Hosts, tickets and accounts: "db1020", "t88692".
bool is_identifier(std::string_view written) {
  return std::count_if(written.begin(), written.end(), is_digit) >= kDigitsOfIdentifier;
}

}  // namespace

WordNumber Words::number_of(std::string_view term, std::string_view surface) {
  // All numbers are one word: they differ where a passage is the same.
  const bool number = is_digit(term[0]);
  const auto [known, is_new] =
      numbers_.emplace(number ? std::string("#") : std::string(term), static_cast<WordNumber>(entries_.size()));
  const std::string written = to_lower(surface);
  if (is_new) entries_.push_back({written, 0, !number && term.size() >= kShortestName && !is_date(written) && !is_identifier(written)});
  // The form that most use (a majority vote in one pass: R. Boyer, J. Moore, 1981).
  Entry& entry = entries_[known->second];
  if (entry.surface == written) ++entry.lead;
  else if (entry.lead > 0) --entry.lead;
  else entry.surface = written;
  return known->second;
}

void Words::add_person(std::string_view name) {
  search::tokenise(name, [&](const search::Token& token) {
    if (token.term.size() >= kShortestName) people_.insert(number_of(token.term, token.surface));
  });
}

void Words::read_line(std::string_view line, std::vector<WordNumber>& words) {
  if (const std::string_view people = people_of(line); !people.empty()) {
    std::size_t count = 0;
    for (const std::string_view word : split(people, ' '))
      if (!word.empty() && is_upper(word[0]) && count++ < kNamesOfLine) add_person(word);
    return;
  }
  search::tokenise(line, [&](const search::Token& token) {
    if (token.kind != search::TokenKind::part) words.push_back(number_of(token.term, token.surface));
  });
  words.push_back(kBreak);
}

std::vector<WordNumber> Words::read(std::string_view text, std::size_t limit) {
  std::vector<WordNumber> words;
  for (const std::string_view line : split(text.substr(0, limit), '\n'))
    if (!begins_with_time(line)) read_line(line, words);
  return words;
}

void Boilerplate::add(const std::vector<WordNumber>& text) {
  std::vector<std::uint64_t> passages;
  each_passage(text, [&](std::size_t, std::size_t, std::uint64_t passage) { passages.push_back(passage); });
  std::sort(passages.begin(), passages.end());
  passages.erase(std::unique(passages.begin(), passages.end()), passages.end());
  for (const std::uint64_t passage : passages)
    if (texts_with_[passage] < std::numeric_limits<std::uint16_t>::max()) ++texts_with_[passage];
}

std::vector<WordNumber> Boilerplate::own_words(const std::vector<WordNumber>& text, std::size_t many,
                                               std::size_t times) const {
  std::vector<bool> common(text.size());
  each_passage(text, [&](std::size_t begin, std::size_t end, std::uint64_t passage) {
    if (texts_with_[passage] >= many)
      std::fill_n(common.begin() + static_cast<std::ptrdiff_t>(begin), end - begin, true);
  });
  std::vector<WordNumber> own;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!common[i] && text[i] != kBreak) own.push_back(text[i]);
  std::sort(own.begin(), own.end());
  std::vector<WordNumber> enough;
  for (std::size_t begin = 0, end = 0; begin < own.size(); begin = end) {
    while (end < own.size() && own[end] == own[begin]) ++end;
    if (end - begin >= times) enough.push_back(own[begin]);
  }
  return enough;
}

}  // namespace debrief::features::lessons
