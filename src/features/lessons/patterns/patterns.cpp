// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/patterns.hpp"

#include "base/text.hpp"
#include "features/lessons/patterns/cluster.hpp"
#include "features/lessons/patterns/cues.hpp"
#include "features/lessons/patterns/naming.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace debrief::features::lessons {
namespace {

constexpr float kLeastLikeness = 0.30F;        // mean likeness within a pattern
constexpr float kMeaning = 0.8F;       // share of meaning in a likeness; the rest is shared signals
constexpr double kTriggerFrom = 0.55;  // score of a cue to count as the trigger
constexpr double kFactorFrom = 0.5;
constexpr std::size_t kMostTriggers = 2;
constexpr std::size_t kFactors = 4;
constexpr std::size_t kNameWords = 3;
constexpr std::size_t kWords = 8;
constexpr std::size_t kFewestWords = 2;
constexpr std::size_t kWordsText = 20'000;   // bytes
constexpr std::size_t kFewestRepeated = 5;  // texts that make a passage boilerplate, or one in a hundred

float product(const search::semantic::Vector& a, const search::semantic::Vector& b) {
  if (a.size() != b.size()) return 0;
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
}

// The rarity-weighted share of signals that both have.
class Overlap {
 public:
  explicit Overlap(const std::vector<Comparable>& cases) {
    std::map<std::string, std::uint32_t> numbers;
    for (const Comparable& one : cases) {
      std::vector<std::uint32_t> signals;
      for (const auto& signal : signals_of(one.of)) {
        const auto [known, is_new] = numbers.emplace(signal, static_cast<std::uint32_t>(weights_.size()));
        if (is_new) weights_.push_back(0);
        weights_[known->second] += 1;
        signals.push_back(known->second);
      }
      std::sort(signals.begin(), signals.end());
      signals_.push_back(std::move(signals));
    }
    for (float& weight : weights_) weight = std::log1p(static_cast<float>(cases.size()) / weight);
  }

  [[nodiscard]] static std::vector<std::string> signals_of(const Case& one) {
    std::vector<std::string> all = one.signals;
    for (const auto& trigger : one.triggers) all.push_back("trigger:" + trigger);
    return all;
  }

  [[nodiscard]] float of(std::size_t a, std::size_t b) const {
    float both = 0, any = 0;
    auto left = signals_[a].begin(), right = signals_[b].begin();
    const auto left_end = signals_[a].end(), right_end = signals_[b].end();
    while (left != left_end || right != right_end) {
      const bool from_left = right == right_end || (left != left_end && *left <= *right);
      const bool shared = from_left && right != right_end && *left == *right;
      const float weight = weights_[from_left ? *left : *right];
      any += weight;
      if (shared) both += weight;
      if (from_left) ++left;
      if (!from_left || shared) ++right;
    }
    return any > 0 ? both / any : 0;
  }

 private:
  std::vector<float> weights_;
  std::vector<std::vector<std::uint32_t>> signals_;
};

// What each says in its own words. A title is its incident's own, whatever others are called.
std::vector<OwnWords> own_words(const std::vector<Comparable>& cases) {
  Boilerplate boilerplate;
  for (const Comparable& one : cases) boilerplate.add(one.text);
  const std::size_t many = std::max(kFewestRepeated, cases.size() / 100);
  std::vector<OwnWords> all;
  for (const Comparable& one : cases) {
    OwnWords own{one.title, boilerplate.own_words(one.text, many), boilerplate.own_words(one.text, many, 2)};
    std::sort(own.title.begin(), own.title.end());
    own.title.erase(std::unique(own.title.begin(), own.title.end()), own.title.end());
    if (!own.title.empty() && own.title.front() == kBreak) own.title.erase(own.title.begin());
    own.all.insert(own.all.end(), own.title.begin(), own.title.end());
    std::sort(own.all.begin(), own.all.end());
    own.all.erase(std::unique(own.all.begin(), own.all.end()), own.all.end());
    all.push_back(std::move(own));
  }
  return all;
}

Pattern describe(const std::vector<Comparable>& cases, std::vector<std::size_t> members, std::vector<std::string> words) {
  std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(cases[a].of.occurred_at.micros, cases[a].of.incident) <
           std::pair(cases[b].of.occurred_at.micros, cases[b].of.incident);
  });
  Pattern pattern;
  std::map<std::string, std::int64_t> shared;
  std::int64_t oldest = cases[members[0]].of.incident;
  for (const std::size_t member : members) {
    const Case& one = cases[member].of;
    pattern.incidents.push_back(one.incident);
    pattern.times.push_back(one.occurred_at);
    oldest = std::min(oldest, one.incident);
    for (const auto& signal : Overlap::signals_of(one)) ++shared[signal];
  }
  pattern.id = "p" + std::to_string(oldest);
  pattern.words = std::move(words);
  for (std::size_t i = 0; i < std::min(kNameWords, pattern.words.size()); ++i)
    pattern.name += (i > 0 ? " · " : "") + pattern.words[i];
  if (pattern.name.empty()) pattern.name = cases[members[0]].of.title;
  for (const auto& [signal, with] : shared)
    if (with >= 2 && 2 * static_cast<std::size_t>(with) >= members.size()) pattern.shared.emplace_back(signal, with);
  std::stable_sort(pattern.shared.begin(), pattern.shared.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return pattern;
}

// Whether more than what is said everywhere holds it together.
bool says_something(const Pattern& pattern) {
  return pattern.words.size() >= kFewestWords ||
         std::any_of(pattern.shared.begin(), pattern.shared.end(), [](const auto& shared) {
           return !shared.first.starts_with("service:") && !shared.first.starts_with("label:") &&
                  !shared.first.starts_with("trigger:");
         });
}

}  // namespace

Case case_of(const Lesson& lesson) {
  Case one{lesson.incident, lesson.title, lesson.occurred_at, lesson.terms, {}, {}};
  for (const CueFound& cue : read_cues(lesson.title, lesson.body)) {
    const bool trigger = cue.kind.starts_with("trigger.");
    if (trigger && cue.score >= kTriggerFrom && one.triggers.size() < kMostTriggers) one.triggers.push_back(cue.kind);
    if (!trigger && cue.score >= kFactorFrom && one.factors_read.size() < kFactors)
      one.factors_read.push_back(cue.kind);
  }
  return one;
}

Comparable comparable_of(const Lesson& lesson, search::semantic::Vector direction, Words& words) {
  return {case_of(lesson), std::move(direction), words.read(lesson.title, kWordsText),
          words.read(lesson.body, kWordsText)};
}

std::vector<Pattern> find_patterns(std::vector<Comparable> cases, const Words& words) {
  std::sort(cases.begin(), cases.end(), [](const Comparable& a, const Comparable& b) {
    return std::pair(b.of.occurred_at.micros, b.of.incident) < std::pair(a.of.occurred_at.micros, a.of.incident);
  });
  if (cases.size() > kCasesLimit) cases.resize(kCasesLimit);
  const Overlap overlap(cases);
  const auto likeness = [&](std::size_t a, std::size_t b) {
    const float shared = overlap.of(a, b);
    // Without a direction there is only what both have.
    if (cases[a].direction.empty() || cases[b].direction.empty()) return shared;
    return kMeaning * std::max(0.0F, product(cases[a].direction, cases[b].direction)) + (1 - kMeaning) * shared;
  };
  const auto groups = cluster(cases.size(), likeness, kLeastLikeness);
  auto names = name_groups(groups, own_words(cases), words, kWords);
  std::vector<Pattern> patterns;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    Pattern pattern = describe(cases, groups[group], std::move(names[group]));
    if (!says_something(pattern)) continue;
    double sum = 0;
    for (const std::size_t a : groups[group])
      for (const std::size_t b : groups[group])
        if (a < b) sum += likeness(a, b);
    const auto size = static_cast<double>(groups[group].size());
    pattern.likeness = sum / (size * (size - 1) / 2);
    patterns.push_back(std::move(pattern));
  }
  std::stable_sort(patterns.begin(), patterns.end(), [](const Pattern& a, const Pattern& b) {
    return a.incidents.size() != b.incidents.size() ? a.incidents.size() > b.incidents.size() : a.likeness > b.likeness;
  });
  return patterns;
}

}  // namespace debrief::features::lessons
