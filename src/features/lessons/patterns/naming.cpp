// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/naming.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace debrief::features::lessons {
namespace {

// So many of the members have a word that names their group: fewer where it stands in one of their titles.
constexpr double kShared = 0.5;
constexpr double kSharedTitle = 0.4;
constexpr double kSpokenOf = 0.25;  // of the members have a word that their group speaks of
constexpr double kTitle = 2;  // so much more a word counts that stands in all titles
constexpr double kFewestMembers = 2;
constexpr double kTimesAsOften = 3;  // inside as outside
constexpr double kAgain = 0.5;  // of the members with a word say it again
constexpr double kForm = 0.1;  // of the other titles have a word that belongs to the form of titles

struct Count {
  double with = 0;
  double in_title = 0;
  double again = 0;  // say it twice or more
};
using Counts = std::unordered_map<WordNumber, Count>;

Counts count(const std::vector<std::size_t>& members, const std::vector<OwnWords>& texts) {
  Counts counts;
  for (const std::size_t member : members) {
    for (const WordNumber word : texts[member].all) ++counts[word].with;
    for (const WordNumber word : texts[member].title) ++counts[word].in_title;
    for (const WordNumber word : texts[member].again) ++counts[word].again;
  }
  return counts;
}

}  // namespace

std::vector<std::vector<std::string>> name_groups(const std::vector<std::vector<std::size_t>>& groups,
                                                  const std::vector<OwnWords>& texts, const Words& words,
                                                  std::size_t limit) {
  std::vector<double> with(words.size()), titled(words.size()), groups_with(words.size());
  for (const OwnWords& text : texts) {
    for (const WordNumber word : text.all) ++with[word];
    for (const WordNumber word : text.title) ++titled[word];
  }
  std::vector<Counts> counts;
  for (const auto& members : groups) {
    counts.push_back(count(members, texts));
    for (const auto& [word, inside] : counts.back())
      if (inside.with >= kSpokenOf * static_cast<double>(members.size())) ++groups_with[word];
  }
  const auto total = static_cast<double>(texts.size());
  const double all_groups = std::log(static_cast<double>(groups.size()) + 1);
  std::vector<std::vector<std::string>> names;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const auto size = static_cast<double>(groups[group].size());
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [word, inside] : counts[group]) {
      if (!words.can_name(word) || inside.with < kFewestMembers ||
          inside.with < size * (inside.in_title > 0 ? kSharedTitle : kShared))
        continue;
      if (titled[word] - inside.in_title > kForm * (total - size)) continue;
      // What a text is about it says again; what it says once is mostly a way of telling (K. Church, Empirical Estimates
      // of Adaptation, 2000).
      if (inside.in_title == 0 && inside.again < kAgain * inside.with) continue;
      const double share = inside.with / size;
      const double outside = (with[word] - inside.with + 0.5) / (total - size + 1);
      if (share < kTimesAsOften * outside) continue;
      // What is learned about the group from the word (a term of the Kullback-Leibler divergence), by how few groups
      // speak of it.
      const double few = 1 - std::log(std::max(1.0, groups_with[word])) / all_groups;
      const double score = (share + kTitle * inside.in_title / size) * std::log(share / outside) * few;
      order.emplace_back(-score, words.surface(word));
    }
    std::sort(order.begin(), order.end());
    std::vector<std::string> telling;
    for (std::size_t i = 0; i < std::min(limit, order.size()); ++i) telling.push_back(order[i].second);
    names.push_back(std::move(telling));
  }
  return names;
}

}  // namespace debrief::features::lessons
