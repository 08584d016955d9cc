// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/suggest.hpp"

#include "domain/incident.hpp"
#include "features/lessons/patterns/cues.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::lessons {
namespace {

constexpr double kText = 70;    // points for what the text speaks of
constexpr double kOthers = 30;  // points for what incidents like it had
constexpr double kLeastScore = 20;

using Suggestions = std::map<std::string, FactorSuggestion>;

void add(Suggestions& all, const std::string& kind, std::string words, double points) {
  FactorSuggestion& suggestion = all[kind];
  suggestion.score += points;
  suggestion.reasons.push_back({std::move(words), points});
}

}  // namespace

std::vector<FactorSuggestion> suggest_factors(std::string_view title, std::string_view text,
                                              const std::vector<Neighbour>& neighbours,
                                              const std::vector<domain::Factor>& known,
                                              const std::vector<domain::FactorKind>& kinds, std::size_t limit) {
  Suggestions all;
  for (const CueFound& cue : read_cues(title, text)) {
    if (cue.kind.starts_with("trigger.")) continue;
    std::string quoted;
    for (const auto& phrase : cue.phrases) quoted += (quoted.empty() ? "“" : ", “") + phrase + "”";
    add(all, cue.kind, "the text says " + quoted, kText * cue.score);
  }
  double together = 0;
  for (const Neighbour& neighbour : neighbours) together += neighbour.likeness;
  for (const Neighbour& neighbour : neighbours) {
    std::map<std::string, std::string> titles;
    for (const auto& factor : neighbour.factors) titles.emplace(factor.kind, factor.title);
    for (const auto& [kind, name] : titles)
      add(all, kind, fmt::format("{}, which resembles it, had “{}”", domain::incident_key(neighbour.incident), name),
          kOthers * neighbour.likeness / together);
  }
  std::vector<FactorSuggestion> result;
  for (const domain::FactorKind& kind : kinds) {
    const auto found = all.find(kind.id);
    const bool has =
        std::any_of(known.begin(), known.end(), [&](const auto& factor) { return factor.kind == kind.id; });
    if (found == all.end() || has || kind.id == "other" || found->second.score < kLeastScore) continue;
    found->second.kind = kind;
    std::stable_sort(found->second.reasons.begin(), found->second.reasons.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    result.push_back(std::move(found->second));
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  if (result.size() > limit) result.resize(limit);
  return result;
}

}  // namespace debrief::features::lessons
