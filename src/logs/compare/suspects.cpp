// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/suspects.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "logs/compare/describe.hpp"

namespace debrief::logs {

namespace {

constexpr double kRankOffset = 60;

struct Evidence {
  std::vector<std::pair<double, std::size_t>> findings;  // score, number
  double excess_ms = 0;
};

double diminishing_sum(std::vector<std::pair<double, std::size_t>>& scores) {
  std::sort(scores.begin(), scores.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) sum += scores[i].first / static_cast<double>(i + 1);
  return sum;
}

/// Sorts by one kind of evidence, and adds to the scores what the ranks are worth. Without evidence there is no rank.
void add_ranks(std::vector<Suspect>& suspects, double Suspect::*evidence) {
  std::stable_sort(suspects.begin(), suspects.end(),
                   [&](const Suspect& a, const Suspect& b) { return a.*evidence > b.*evidence; });
  for (std::size_t i = 0; i < suspects.size() && suspects[i].*evidence > 0; ++i)
    suspects[i].score += 1 / (kRankOffset + static_cast<double>(i + 1));
}

std::string describe_suspect(const Suspect& suspect, double excess_ms) {
  std::string why;
  if (!suspect.findings.empty())
    why = fmt::format("{} {}", describe_number(static_cast<double>(suspect.findings.size())),
                      suspect.findings.size() == 1 ? "finding" : "findings");
  if (excess_ms > 0)
    why += fmt::format("{}requests went on {} ms later in all after its lines ({} % of their time)",
                       why.empty() ? "" : "; ", describe_number(std::round(excess_ms)),
                       describe_number(std::round(100 * suspect.of_waits)));
  return suspect.name + ": " + why + ".";
}

}  // namespace

std::vector<Suspect> rank_suspects(std::span<const Finding> findings, const SlowerSteps& slower,
                                   std::span<const std::string> source_names,
                                   const std::function<std::string(std::string_view)>& name_of) {
  const auto named = [&](std::string_view source) { return name_of ? name_of(source) : std::string(source); };
  std::map<std::string, Evidence> evidence;
  for (std::size_t i = 0; i < findings.size(); ++i)
    evidence[named(findings[i].source)].findings.emplace_back(findings[i].score, i);
  for (const SlowerStep& step : slower.steps)
    evidence[named(source_names[step.from_source])].excess_ms += step.excess_ms;
  std::vector<Suspect> suspects;
  for (auto& [name, of] : evidence) {
    Suspect suspect;
    suspect.name = name;
    suspect.of_findings = diminishing_sum(of.findings);
    suspect.of_waits = slower.total_ms > 0 ? of.excess_ms / slower.total_ms : 0;
    for (const auto& [score, number] : of.findings) suspect.findings.push_back(number);
    suspect.why = describe_suspect(suspect, of.excess_ms);
    suspects.push_back(std::move(suspect));
  }
  add_ranks(suspects, &Suspect::of_findings);
  add_ranks(suspects, &Suspect::of_waits);  // last, so that among equal scores its order stays
  std::stable_sort(suspects.begin(), suspects.end(),
                   [](const Suspect& a, const Suspect& b) { return a.score > b.score; });
  return suspects;
}

}  // namespace debrief::logs
