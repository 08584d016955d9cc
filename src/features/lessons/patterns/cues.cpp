// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/cues.hpp"

#include "features/lessons/patterns/cues_table.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace debrief::features::lessons {
namespace {

constexpr std::size_t kTextLimit = 60'000;  // bytes that are looked through
constexpr std::size_t kAfterAnnouncement = 300;
constexpr double kHalf = 2.5;  // weight of phrases that makes a score of a half
constexpr std::size_t kPhrases = 5;

struct Phrase {
  std::string_view words;
  bool open = false;  // any ending
  double weight = 1;
  std::size_t row = 0;
};

std::vector<Phrase> split_rows() {
  std::vector<Phrase> phrases;
  for (std::size_t row = 0; row < kCues.size(); ++row) {
    std::string_view left = kCues[row].phrases;
    while (!left.empty()) {
      const std::size_t bar = left.find('|');
      Phrase phrase{left.substr(0, bar), false, 1, row};
      left = bar == std::string_view::npos ? std::string_view() : left.substr(bar + 1);
      if (const auto colon = phrase.words.find(':'); colon != std::string_view::npos) {
        const auto number = phrase.words.substr(colon + 1);
        std::from_chars(number.data(), number.data() + number.size(), phrase.weight);
        phrase.words = phrase.words.substr(0, colon);
      }
      if (phrase.words.ends_with('*')) {
        phrase.open = true;
        phrase.words.remove_suffix(1);
      }
      phrases.push_back(phrase);
    }
  }
  return phrases;
}

// By their first letter, so that a text is walked once.
using Phrasebook = std::map<char, std::vector<Phrase>>;
const Phrasebook& phrasebook() {
  static const Phrasebook book = [] {
    Phrasebook made;
    for (const Phrase& phrase : split_rows()) made[phrase.words[0]].push_back(phrase);
    return made;
  }();
  return book;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// In lower case, with single spaces.
std::string flat(std::string_view text) {
  std::string result;
  for (const char c : to_lower(text.substr(0, kTextLimit))) {
    const char plain = c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
    if (plain != ' ' || (!result.empty() && result.back() != ' ')) result += plain;
  }
  return result;
}

bool announces_cause(std::string_view at) {
  for (const std::string_view words :
       {"root cause", "caused by", "due to", "because", "triggered by", "trigger:", "contributing", "resulted from"})
    if (at.starts_with(words)) return true;
  return false;
}

struct Tally {
  double weight = 0;
  std::map<std::string, double> phrases;
};

void read(std::string_view text, double factor, std::map<std::size_t, Tally>& tallies) {
  std::size_t announced = std::string_view::npos;
  std::map<std::string_view, int> seen;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && is_word(text[at - 1])) continue;
    const std::string_view here = text.substr(at);
    if (announces_cause(here)) announced = at;
    const auto found = phrasebook().find(text[at]);
    if (found == phrasebook().end()) continue;
    for (const Phrase& phrase : found->second) {
      if (!here.starts_with(phrase.words)) continue;
      std::size_t end = phrase.words.size();
      if (!phrase.open && end < here.size() && is_word(here[end])) continue;
      while (phrase.open && end < here.size() && is_word(here[end])) ++end;
      const bool close = announced != std::string_view::npos && at - announced < kAfterAnnouncement;
      // Said again it counts, but less and less.
      const double weight = phrase.weight * factor * (close ? 2 : 1) / (1 + seen[phrase.words] * 1.5);
      Tally& tally = tallies[phrase.row];
      tally.weight += weight;
      tally.phrases[std::string(here.substr(0, end))] += weight;
    }
    if (found != phrasebook().end())
      for (const Phrase& phrase : found->second)
        if (here.starts_with(phrase.words)) ++seen[phrase.words];
  }
}

}  // namespace

std::vector<CueFound> read_cues(std::string_view title, std::string_view text) {
  std::map<std::size_t, Tally> tallies;
  read(flat(title), 2, tallies);
  read(flat(text), 1, tallies);
  std::vector<CueFound> found;
  for (const auto& [row, tally] : tallies) {
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [words, weight] : tally.phrases) order.emplace_back(-weight, words);
    std::sort(order.begin(), order.end());
    CueFound cue{std::string(kCues[row].kind), tally.weight / (tally.weight + kHalf), {}};
    for (std::size_t i = 0; i < std::min(kPhrases, order.size()); ++i) cue.phrases.push_back(order[i].second);
    found.push_back(std::move(cue));
  }
  std::stable_sort(found.begin(), found.end(), [](const CueFound& a, const CueFound& b) { return a.score > b.score; });
  return found;
}

std::string_view trigger_name(std::string_view kind) {
  for (const TriggerName& trigger : kTriggers)
    if (trigger.kind == kind) return trigger.name;
  return {};
}

}  // namespace debrief::features::lessons
