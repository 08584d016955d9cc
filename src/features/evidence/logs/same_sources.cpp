// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/same_sources.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::Series;

std::string without_evidence(const std::string& name) {
  return name.substr(std::min(name.find('/') + 1, name.size()));
}

std::uint64_t lines_of(const Series& series) {
  return std::accumulate(series.per_second.begin(), series.per_second.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& second) { return sum + second.second; });
}

}  // namespace

SameSources::SameSources(const std::vector<std::string>& names, const std::vector<Series>& series) : names_(names) {
  for (std::uint32_t number = 0; number < names.size(); ++number)
    numbers_.emplace(without_evidence(names[number]), number);
  std::map<std::uint64_t, std::uint64_t> most;
  for (const Series& one : series) {
    const std::uint64_t lines = lines_of(one);
    if (lines <= most[one.template_id]) continue;
    most[one.template_id] = lines;
    main_sources_[one.template_id] = one.source;
  }
}

std::optional<std::uint32_t> SameSources::number_here(const std::string& name_there) const {
  const auto found = numbers_.find(without_evidence(name_there));
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Series> SameSources::named_as_here(std::vector<Series> there) const {
  std::map<std::pair<std::string, std::uint64_t>, Series> merged;
  for (Series& one : there) {
    if (const auto number = number_here(one.source)) one.source = names_[*number];
    else if (const auto main = main_sources_.find(one.template_id); main != main_sources_.end())
      one.source = main->second;
    const auto [at, fresh] = merged.try_emplace({one.source, one.template_id}, one);
    if (fresh) continue;
    for (const auto& [second, lines] : one.per_second) at->second.per_second[second] += lines;
    at->second.level = std::max(at->second.level, one.level);
  }
  std::vector<Series> out;
  for (auto& [key, series] : merged) out.push_back(std::move(series));
  return out;
}

}  // namespace debrief::features::evidence::logs
