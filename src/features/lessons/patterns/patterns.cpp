// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/patterns.hpp"

#include "base/text.hpp"
#include "features/lessons/patterns/cluster.hpp"
#include "features/lessons/patterns/cues.hpp"
#include "search/tokenise.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace debrief::features::lessons {
namespace {

constexpr float kLeast = 0.30F;        // mean likeness within a pattern
constexpr float kMeaning = 0.8F;       // share of meaning in a likeness; the rest is shared signals
constexpr double kTriggerFrom = 0.55;  // score of a cue to count as the trigger
constexpr double kFactorFrom = 0.5;
constexpr std::size_t kTriggers = 2;
constexpr std::size_t kFactors = 4;
constexpr std::size_t kNameWords = 3;
constexpr std::size_t kWords = 8;
constexpr std::size_t kWordsText = 20'000;  // bytes

float product(const search::semantic::Vector& a, const search::semantic::Vector& b) {
  if (a.size() != b.size()) return 0;
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
}

// The rarity-weighted share of signals that both have.
class Overlap {
 public:
  explicit Overlap(const std::vector<Case>& cases) : count_(static_cast<double>(cases.size())) {
    for (const Case& one : cases)
      for (const auto& signal : signals_of(one)) ++with_[signal];
  }

  [[nodiscard]] static std::vector<std::string> signals_of(const Case& one) {
    std::vector<std::string> all = one.signals;
    for (const auto& trigger : one.triggers) all.push_back("trigger:" + trigger);
    std::sort(all.begin(), all.end());
    return all;
  }

  [[nodiscard]] float of(const std::vector<std::string>& a, const std::vector<std::string>& b) const {
    if (a.empty() || b.empty()) return 0;
    std::vector<std::string> both, any;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(any));
    return static_cast<float>(weight(both) / weight(any));
  }

 private:
  [[nodiscard]] double weight(const std::vector<std::string>& signals) const {
    double sum = 1e-9;
    for (const auto& signal : signals) sum += std::log1p(count_ / with_.at(signal));
    return sum;
  }

  double count_;
  std::map<std::string, double> with_;
};

struct Frequencies {
  std::map<std::string, double> documents;  // by term
  double count = 0;
};

// Words that the members have and others rather not, the most telling first, as the members write them.
std::vector<std::string> telling_words(const std::vector<Case>& cases, const std::vector<std::size_t>& members,
                                       const Frequencies& all) {
  std::map<std::string, double> inside;
  for (const std::size_t member : members)
    for (const auto& [term, surface] : cases[member].words) ++inside[term];
  const auto size = static_cast<double>(members.size());
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [term, with] : inside) {
    if (with < 2 || with < size * 0.4) continue;
    const double outside = (all.documents.at(term) - with + 0.5) / (all.count - size + 1);
    const double share = with / size;
    // How much is learned about the group from the word (a term of the Kullback-Leibler divergence).
    order.emplace_back(-share * std::log(share / outside), term);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::string> words;
  for (const auto& [score, term] : order) {
    if (words.size() == kWords) break;
    for (const std::size_t member : members) {
      const auto found = cases[member].words.find(term);
      if (found == cases[member].words.end()) continue;
      words.push_back(found->second);
      break;
    }
  }
  return words;
}

Pattern describe(const std::vector<Case>& cases, std::vector<std::size_t> members, const Frequencies& all,
                 const std::vector<std::vector<std::string>>& signals) {
  std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(cases[a].occurred_at.micros, cases[a].incident) <
           std::pair(cases[b].occurred_at.micros, cases[b].incident);
  });
  Pattern pattern;
  std::map<std::string, std::int64_t> shared;
  std::int64_t oldest = cases[members[0]].incident;
  for (const std::size_t member : members) {
    pattern.incidents.push_back(cases[member].incident);
    pattern.times.push_back(cases[member].occurred_at);
    oldest = std::min(oldest, cases[member].incident);
    for (const auto& signal : signals[member]) ++shared[signal];
  }
  pattern.id = "p" + std::to_string(oldest);
  pattern.words = telling_words(cases, members, all);
  for (std::size_t i = 0; i < std::min(kNameWords, pattern.words.size()); ++i)
    pattern.name += (i > 0 ? " · " : "") + pattern.words[i];
  if (pattern.name.empty()) pattern.name = cases[members[0]].title;
  for (const auto& [signal, with] : shared)
    if (with >= 2 && 2 * static_cast<std::size_t>(with) >= members.size()) pattern.shared.emplace_back(signal, with);
  std::stable_sort(pattern.shared.begin(), pattern.shared.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return pattern;
}

}  // namespace

Case case_of(const Lesson& lesson, search::semantic::Vector direction) {
  Case one{lesson.incident, lesson.title, lesson.occurred_at, lesson.terms, std::move(direction), {}, {}, {}};
  const std::string text = lesson.title + "\n" + lesson.body.substr(0, kWordsText);
  search::tokenise(text, [&](const search::Token& token) {
    if (token.kind == search::TokenKind::part || token.term.size() < 3 ||
        (token.term[0] >= '0' && token.term[0] <= '9'))
      return;
    one.words.emplace(token.term, to_lower(token.surface));
  });
  for (const CueFound& cue : read_cues(lesson.title, lesson.body)) {
    const bool trigger = cue.kind.starts_with("trigger.");
    if (trigger && cue.score >= kTriggerFrom && one.triggers.size() < kTriggers) one.triggers.push_back(cue.kind);
    if (!trigger && cue.score >= kFactorFrom && one.factors_read.size() < kFactors)
      one.factors_read.push_back(cue.kind);
  }
  return one;
}

std::vector<Pattern> find_patterns(const std::vector<Case>& given) {
  std::vector<Case> cases = given;
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
    return std::pair(b.occurred_at.micros, b.incident) < std::pair(a.occurred_at.micros, a.incident);
  });
  if (cases.size() > kCasesLimit) cases.resize(kCasesLimit);
  const Overlap overlap(cases);
  std::vector<std::vector<std::string>> signals;
  Frequencies all;
  all.count = static_cast<double>(cases.size());
  for (const Case& one : cases) {
    signals.push_back(Overlap::signals_of(one));
    for (const auto& [term, surface] : one.words) ++all.documents[term];
  }
  const auto likeness = [&](std::size_t a, std::size_t b) {
    const float shared = overlap.of(signals[a], signals[b]);
    // Without a direction there is only what both have.
    if (cases[a].direction.empty() || cases[b].direction.empty()) return shared;
    return kMeaning * std::max(0.0F, product(cases[a].direction, cases[b].direction)) + (1 - kMeaning) * shared;
  };
  std::vector<Pattern> patterns;
  for (auto& members : cluster(cases.size(), likeness, kLeast)) {
    double sum = 0;
    for (const std::size_t a : members)
      for (const std::size_t b : members)
        if (a < b) sum += likeness(a, b);
    const auto size = static_cast<double>(members.size());
    patterns.push_back(describe(cases, std::move(members), all, signals));
    patterns.back().likeness = sum / (size * (size - 1) / 2);
  }
  std::stable_sort(patterns.begin(), patterns.end(), [](const Pattern& a, const Pattern& b) {
    return a.incidents.size() != b.incidents.size() ? a.incidents.size() > b.incidents.size() : a.likeness > b.likeness;
  });
  return patterns;
}

}  // namespace debrief::features::lessons
